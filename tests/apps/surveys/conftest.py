"""A survey lead, a questionnaire in use, and rounds that can be answered."""

import pytest

from tests.factories import MembershipFactory
from tests.forms import form
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import Round


@pytest.fixture
def lead(db):
    return MembershipFactory(role="survey_lead")


@pytest.fixture
def who(lead):
    return {"by": lead.user, "organisation": lead.organisation}


@pytest.fixture
def version(who):
    return services.add_questionnaire(**who, questionnaire=form("routing_items"))


@pytest.fixture
def opened(who, version):
    """Opens a round of the questionnaire: `opened(is_test=True)`."""

    def open_one(name="prov", questionnaire=version, **more):
        round = services.plan_round(
            **who,
            **{"title": "Prov", "year": 2026, "is_test": True} | more,
            name=name,
            questionnaire=questionnaire,
        )
        services.choose_languages(**who, round=round, languages={"sv": "Ett prov", "ar": "Prov"})
        return services.open_round(**who, round=round)

    return open_one


@pytest.fixture
def coded(who, opened):
    """A test round in the field and the codes of its people."""

    def make(size=1, **more) -> tuple[Round, list[str]]:
        round = opened(**more)
        return round, services.create_test_sample(**who, round=round, size=size)

    return make
