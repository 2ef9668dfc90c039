"""Rounds in the field for tests of pages: one for each form, one of the standard questionnaire."""

from collections.abc import Iterable

from django.urls import reverse

from tests.factories import MembershipFactory
from tests.forms import NAMES, form
from tryggve.apps.accounts.models import Organisation, Role, User
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import Round
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.standard import standard_questionnaire

STANDARD = "trygghet"
WHY = "Ett prov."


def survey_lead(organisation: Organisation) -> User:
    return MembershipFactory(organisation=organisation, role=Role.SURVEY_LEAD).user


def round_in_the_field(
    organisation: Organisation,
    questionnaire: Questionnaire,
    *,
    add_on: Questionnaire | None = None,
    languages: Iterable[str] | None = None,
    by: User | None = None,
    **more: object,
) -> Round:
    """A test round that anyone with a code of it may answer, in all its languages."""
    who = {"by": by or survey_lead(organisation), "organisation": organisation}
    version = services.add_questionnaire(**who, questionnaire=questionnaire)
    about = {"title": questionnaire.title["sv"], "year": 2026, "is_test": True} | more
    name = str(about.pop("name", questionnaire.name)).replace("_", "-")
    round = services.plan_round(**who, name=name, questionnaire=version, **about)
    if add_on is not None:
        own = services.add_questionnaire(**who, questionnaire=add_on)
        services.add_add_on(**who, round=round, asked_for=organisation, questionnaire=own)
    chosen = languages or questionnaire.languages
    services.choose_languages(**who, round=round, languages=dict.fromkeys(chosen, WHY))
    return services.open_round(**who, round=round)


def codes_of(round: Round, size: int) -> list[str]:
    """The codes of so many made-up people, who are asked what the round adds too."""
    by = survey_lead(round.organisation)
    codes = services.create_test_sample(
        by=by, organisation=round.organisation, round=round, size=size
    )
    round.people.update(add_on=round.add_ons.first())
    return codes


def questionnaires() -> dict[str, Questionnaire]:
    """By name: every form but the add-on, which is asked with the blocks; and the standard."""
    tiny = {name: form(name) for name in NAMES if not form(name).adds_to}
    return {**tiny, STANDARD: standard_questionnaire()}


def all_rounds(organisation: Organisation) -> dict[str, Round]:
    """A round in the field for each of the questionnaires."""
    return {
        name: round_in_the_field(
            organisation, questionnaire, add_on=form("add_on") if name == "blocks" else None
        )
        for name, questionnaire in questionnaires().items()
    }


def open_link(organisation: Organisation) -> str:
    """The address of an open survey in the field."""
    round = round_in_the_field(
        organisation, form("single"), name="butiker", title="Butikerna", kind=Round.Kind.OPEN_LINK,
        is_test=False,
    )  # fmt: skip
    return reverse("answering:open_link", args=[round.open_link])


KEYED_ONCE = "Två gånger"


def keyed_once(organisation: Organisation, size: int) -> list[str]:
    """The codes of forms of a round with that title, each of which waits for its second keying."""
    lead = survey_lead(organisation)
    round = round_in_the_field(
        organisation, form("single"), name="tva-ganger", title=KEYED_ONCE, second_keying=100
    )
    codes = codes_of(round, size)
    for code in codes:
        services.key_form(
            by=lead, organisation=organisation, round=round, code=code, mode="paper",
            language="sv", answers={"mood": 1},
        )  # fmt: skip
    return codes
