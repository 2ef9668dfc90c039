"""The pages about rounds and keying, for the list in tests.pages, and what they need to exist."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests import sampled_world
from tests.factories import MembershipFactory
from tests.forms import form
from tests.survey_world import codes_of, round_in_the_field
from tests.world import World
from tryggve.apps.surveys import services
from tryggve.apps.surveys.calendars import suggested
from tryggve.apps.surveys.link import CHECKLIST
from tryggve.apps.surveys.models import Round
from tryggve.demo.fieldwork import simulate


def lead(world: World) -> dict[str, Any]:
    return {"by": world.people["survey_lead"], "organisation": world.organisation}


def open_round(world: World) -> Mapping[str, Any]:
    """A test round in the field, some of whose people have answered; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-oppen").first()
    if found is None:
        found = round_in_the_field(
            world.organisation, form("single"), name="sidor-oppen", title="Öppen omgång",
            by=world.people["survey_lead"], second_keying=0,
        )  # fmt: skip
        for code in codes_of(found, 3)[:2]:
            services.key_form(
                **lead(world), round=found, code=code, mode="paper", language="sv",
                answers={"mood": 1},
            )  # fmt: skip
    return {"pk": found.pk}


def planned_round(world: World) -> Mapping[str, Any]:
    """A round whose languages are still to be chosen, and own questions that fit it; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-plan").first()
    if found is None:
        version = services.add_questionnaire(**lead(world), questionnaire=form("blocks"))
        services.add_questionnaire(**lead(world), questionnaire=form("add_on"))
        found = services.plan_round(
            **lead(world), name="sidor-plan", title="Planerad omgång", year=2026,
            questionnaire=version,
        )  # fmt: skip
    return {"pk": found.pk}


def unsampled_round(world: World) -> Mapping[str, Any]:
    """A round whose people are to be drawn, with strata; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-urval").first()
    if found is None:
        found = sampled_world.planned(lead(world), name="sidor-urval", title="Att dra")
        services.set_days(**lead(world), round=found, days=suggested(2026))
        services.allocate_sample(
            **lead(world), round=found, allocation="as_sure", half_width=8.0
        )  # fmt: skip
    return {"pk": found.pk}


def decided_round(world: World) -> Mapping[str, Any]:
    """A round whose design is decided, of which nobody has been drawn; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-beslut").first()
    if found is None:
        found = sampled_world.decided(lead(world), name="sidor-beslut", title="Beslutad")
    return {"pk": found.pk}


def whole_round(world: World) -> Mapping[str, Any]:
    """A round that draws from the whole register itself; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-hela").first()
    if found is None:
        found = sampled_world.decided(
            lead(world), name="sidor-hela", title="Hela registret", way="whole_frame"
        )
    return {"pk": found.pk}


def a_draw(world: World) -> Mapping[str, Any]:
    """A sample that waits to be approved; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-dragen").first()
    if found is None:
        found = sampled_world.decided(lead(world), name="sidor-dragen", title="Dragen")
        sampled_world.imported(lead(world), found)
    return {"pk": found.pk, "number": 1}


def a_sample(world: World) -> Mapping[str, Any]:
    return {"pk": a_draw(world)["pk"]}


def a_mailed_round(world: World) -> Mapping[str, Any]:
    """A round in the field with a letter that is prepared and not posted; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-brev").first()
    if found is None:
        found = sampled_world.in_the_field(lead(world), each=5, name="sidor-brev", title="Med brev")
        sampled_world.agreed(lead(world), found)
        sampled_world.prepared(lead(world), found)
    return {"pk": found.pk}


def a_mailing(world: World) -> Mapping[str, Any]:
    return a_mailed_round(world) | {"number": 1}


def a_letterhead(world: World) -> Mapping[str, Any]:
    return a_mailed_round(world) | {"payer": "-"}


def a_mail_text(world: World) -> Mapping[str, Any]:
    return a_letterhead(world) | {"kind": "card"}


def a_going_round(world: World) -> Mapping[str, Any]:
    """A round of which letters are posted and some have answered; made once."""
    found = Round.objects.filter(organisation=world.organisation, name="sidor-falt").first()
    if found is None:
        found = _going(lead(world), name="sidor-falt", title="I fält")
    return {"pk": found.pk}


def a_followed_round(world: World) -> Mapping[str, Any]:
    """A round of others that the organisation pays a stratum of; made once."""
    found = Round.objects.filter(name="sidor-andras").first()
    if found is None:
        other = MembershipFactory(role="survey_lead", organisation__name="Polisen i provet")
        who = {"by": other.user, "organisation": other.organisation}
        found = _going(who, name="sidor-andras", title="Polisens omgång")
        found.strata.filter(code="norr").update(payer=world.organisation)
    return {"pk": found.pk}


def a_closed_round(world: World) -> Mapping[str, Any]:
    """A round whose reception is closed; made once."""
    return {"pk": _closed(world, "sidor-stangd", "Stängd").pk}


def an_asked_for_destruction(world: World) -> Mapping[str, Any]:
    """The same, when its link is to be destroyed; made once."""
    found = _closed(world, "sidor-begard", "Begärd")
    _asked_for(world, found)
    return {"pk": found.pk}


def a_destroyed_link(world: World) -> Mapping[str, Any]:
    """The same, once it is done; made once."""
    found = _closed(world, "sidor-forstord", "Förstörd")
    if found.is_linked:
        _asked_for(world, found)
        services.destroy_link(
            by=world.people["analyst"], organisation=world.organisation, round=found
        )
    return {"pk": found.pk}


def _closed(world: World, name: str, title: str) -> Round:
    found = Round.objects.filter(organisation=world.organisation, name=name).first()
    if found is None:
        found = _going(lead(world), name=name, title=title)
        services.close_round(**lead(world), round=found)
    return found


def _asked_for(world: World, round: Round) -> None:
    services.ask_to_destroy_link(
        **lead(world), round=round, body="Kommunstyrelsen", decided=date(2026, 6, 1),
        reference="A 7/2026", backups_until=date(2027, 3, 1), checked=CHECKLIST,
    )  # fmt: skip


def followed(world: World) -> Mapping[str, Any]:
    """The list with that round."""
    a_followed_round(world)
    return {}


def _going(who: dict[str, Any], **about: Any) -> Round:
    """Three weeks after the letter, with simulated answers."""
    today = timezone.localdate()
    first = today - timedelta(21)
    found = sampled_world.in_the_field(who, each=60, **about)
    services.set_days(**who, round=found, days=suggested(first.year, first))
    sampled_world.agreed(who, found)
    letter = sampled_world.prepared(who, found)
    services.post_mailing(**who, mailing=letter, posted=first, cost_each=28)
    simulate(found, on=today, seed=1)
    return found


def listed(world: World) -> Mapping[str, Any]:
    """The list with both."""
    open_round(world)
    planned_round(world)
    return {}


def a_questionnaire(world: World) -> Mapping[str, Any]:
    """A version that has an earlier one."""
    again = form("routing_items").model_copy(update={"version": "2"})
    services.add_questionnaire(**lead(world), questionnaire=form("routing_items"))
    return {"pk": services.add_questionnaire(**lead(world), questionnaire=again).pk}


def a_difference(world: World) -> Mapping[str, Any]:
    later = a_questionnaire(world)
    earlier = services.add_questionnaire(**lead(world), questionnaire=form("routing_items"))
    return later | {"earlier": earlier.pk}


def a_language(world: World) -> Mapping[str, Any]:
    return a_questionnaire(world) | {"language": "ar"}


def a_help_text(world: World) -> Mapping[str, Any]:
    return {"section": "protection", "language": "ar"}


# Name, opened by, make.
SURVEYS = [
    ("surveys:rounds", "survey_lead", listed),
    ("surveys:rounds", "analyst", listed),
    ("surveys:plan", "survey_lead", listed),
    ("surveys:revoke_code", "survey_lead", listed),
    ("surveys:round", "survey_lead", open_round),
    ("surveys:round", "analyst", unsampled_round),
    ("surveys:languages", "survey_lead", planned_round),
    ("surveys:add_on", "survey_lead", planned_round),
    ("surveys:open_round", "survey_lead", planned_round),
    ("surveys:close_round", "survey_lead", open_round),
    ("surveys:test_sample", "survey_lead", open_round),
    ("surveys:grounds", "survey_lead", unsampled_round),
    ("surveys:population", "survey_lead", unsampled_round),
    ("surveys:calendar", "survey_lead", unsampled_round),
    ("surveys:strata", "survey_lead", unsampled_round),
    ("surveys:sample", "analyst", whole_round),
    ("surveys:sample", "survey_lead", a_sample),
    ("surveys:mail", "survey_lead", a_mailed_round),
    ("surveys:mail", "analyst", unsampled_round),
    ("surveys:prepare_mailing", "survey_lead", a_mailed_round),
    ("surveys:agreement", "survey_lead", a_mailed_round),
    ("surveys:flags", "survey_lead", a_mailed_round),
    ("surveys:mail_texts", "survey_lead", a_mailed_round),
    ("surveys:mail_text", "survey_lead", a_mail_text),
    ("surveys:letterhead", "survey_lead", a_letterhead),
    ("surveys:mailing", "survey_lead", a_mailing),
    ("surveys:post_mailing", "survey_lead", a_mailing),
    ("surveys:throw_away_mailing", "survey_lead", a_mailing),
    ("surveys:returned", "clerk", a_mailed_round),
    ("surveys:calls", "clerk", a_mailed_round),
    ("surveys:find_person", "survey_lead", a_mailed_round),
    ("surveys:way", "survey_lead", unsampled_round),
    ("surveys:allocate", "survey_lead", unsampled_round),
    ("surveys:decide", "survey_lead", unsampled_round),
    ("surveys:take_back", "survey_lead", decided_round),
    ("surveys:counts", "survey_lead", decided_round),
    ("surveys:import_sample", "survey_lead", decided_round),
    ("surveys:draw_sample", "survey_lead", whole_round),
    ("surveys:draw", "analyst", a_draw),
    ("surveys:draw", "survey_lead", a_draw),
    ("surveys:throw_away", "survey_lead", a_draw),
    ("surveys:layout", "survey_lead", listed),
    ("surveys:fieldwork", "analyst", a_going_round),
    ("surveys:destruction", "survey_lead", a_closed_round),
    ("surveys:destruction", "analyst", an_asked_for_destruction),
    ("surveys:destruction", "analyst", a_destroyed_link),
    ("surveys:take_destruction_back", "survey_lead", an_asked_for_destruction),
    ("surveys:followed", "safety_coordinator", followed),
    ("surveys:followed_round", "safety_coordinator", a_followed_round),
    ("surveys:questionnaires", "safety_coordinator", listed),
    ("surveys:add_questionnaire", "safety_coordinator", listed),
    ("surveys:questionnaire", "analyst", a_questionnaire),
    ("surveys:questionnaire", "survey_lead", a_questionnaire),
    ("surveys:approve_language", "survey_lead", a_language),
    ("surveys:questionnaire_difference", "analyst", a_difference),
    ("surveys:help_texts", "safety_coordinator", listed),
    ("surveys:help_text", "safety_coordinator", a_help_text),
    ("surveys:keying", "clerk", listed),
    ("surveys:key", "clerk", open_round),
]
