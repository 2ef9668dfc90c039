"""The pages on which a round's link is destroyed: asked for by one, carried out by another."""

from datetime import date

import pytest
from django.urls import reverse

from tests.apps.surveys.test_closing import DECISION
from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.paper.rendered import texts
from tests.sampled_world import agreed, in_the_field, posted, prepared
from tryggve.apps.register.models import SampledPerson as Registered
from tryggve.apps.surveys import services
from tryggve.apps.surveys.link import CHECKLIST
from tryggve.apps.surveys.models import LinkDestruction, Round

pytestmark = pytest.mark.django_db(databases=["default", "register"])
FILLED = {
    "body": "Polismyndigheten",
    "decided": "2026-06-01",
    "reference": "A 7/2026",
    "backups_until": "2027-03-01",
    "checked": list(CHECKLIST),
}


@pytest.fixture
def round(who):
    found = in_the_field(who, each=5)
    agreed(who, found)
    posted(who, prepared(who, found))
    return services.close_round(**who, round=found)


@pytest.fixture
def asking(who, round):
    return signed_in_as(who["by"])


@pytest.fixture
def second(who):
    user = MembershipFactory(role="analyst", organisation=who["organisation"]).user
    return signed_in_as(user)


def page(round, name="destruction"):
    return reverse(f"surveys:{name}", args=[round.organisation.slug, round.pk])


def test_one_asks_another_carries_it_out_and_there_is_a_protocol(asking, second, round):
    assert asking.post(page(round), FILLED).status_code == 302
    own = asking.get(page(round)).content.decode()
    assert "Du har själv begärt det" in own
    assert 'name="name"' not in own
    seen = second.get(page(round)).content.decode()
    assert "A 7/2026" in seen
    wrong = second.post(page(round), {"name": "fel"})
    assert wrong.status_code == 200
    assert Registered.objects.exists()
    assert second.post(page(round), {"name": round.name}).status_code == 302
    assert not Registered.objects.exists()
    done = asking.get(page(round)).content.decode()
    assert "Namn och adresser" in done
    said = " ".join(texts(asking.get(page(round, "protocol")).content))
    for words in ("A 7/2026", "1 juni 2026", "1 mars 2027", "Namn och adresser"):
        assert words in said


def test_what_is_filled_in_is_kept_where_something_is_missing(asking, round):
    answer = asking.post(page(round), FILLED | {"checked": ["keys"], "reference": ""})
    said = answer.content.decode()
    assert "Polismyndigheten" in said
    assert not LinkDestruction.objects.exists()


def test_what_blocks_stands_there_before_anything_can_be_filled_in(asking, round):
    Round.objects.filter(pk=round.pk).update(state="in_the_field")
    said = asking.get(page(round)).content.decode()
    assert "Mottagningen är inte stängd" in said
    assert 'name="body"' not in said
    asking.post(page(round), FILLED)
    assert not LinkDestruction.objects.exists()


def test_it_can_be_taken_back(asking, round, who):
    services.ask_to_destroy_link(**who, round=round, **DECISION)
    assert asking.post(page(round, "take_destruction_back")).status_code == 302
    assert not LinkDestruction.objects.exists()


def test_who_asked_cannot_carry_it_out_by_a_request_of_their_own(asking, round, who):
    services.ask_to_destroy_link(**who, round=round, **DECISION)
    asking.post(page(round), {"name": round.name})
    assert Registered.objects.exists()


def test_an_analyst_cannot_ask(second, round):
    assert 'name="body"' not in second.get(page(round)).content.decode()
    second.post(page(round), FILLED)
    assert not LinkDestruction.objects.exists()


@pytest.mark.parametrize("name", ["destruction", "take_destruction_back", "protocol"])
def test_others_see_nothing(round, who, name):
    services.ask_to_destroy_link(**who, round=round, **DECISION)
    clerk = MembershipFactory(role="clerk", organisation=who["organisation"]).user
    assert signed_in_as(clerk).get(page(round, name)).status_code == 403
    stranger = MembershipFactory(role="survey_lead", organisation=OrganisationFactory()).user
    assert signed_in_as(stranger).get(page(round, name)).status_code == 404


def test_there_is_no_protocol_before(asking, round):
    assert asking.get(page(round, "protocol")).status_code == 404


def test_the_step_stands_last_and_is_opened_once_the_reception_is_closed(asking, round):
    said = asking.get(page(round, "round")).content.decode()
    assert page(round) in said
    assert LinkDestruction.objects.count() == 0
    assert date.fromisoformat(FILLED["decided"]) == DECISION["decided"]
