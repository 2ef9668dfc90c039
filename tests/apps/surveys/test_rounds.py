"""Questionnaires in use and rounds: frozen once open, in approved languages or by decision."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.factories import MembershipFactory
from tests.forms import form
from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.models import ROUND_STATES, Round
from tryggve.questionnaire.filling import filled
from tryggve.web.workflow import ChangeNotAllowed
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


def field(error) -> str:
    return error.value.problems[0].field


def plan(who, version, **more):
    wanted = {"name": "hosten-2026", "title": "Hösten 2026", "year": 2026}
    return services.plan_round(**who, questionnaire=version, **wanted | more)


def approve(who, version, language="ar", **more):
    wanted = {"reviewer": "En Granskare", "approved_on": timezone.localdate()}
    return services.approve_language(
        **who, questionnaire=version, language=language, **wanted | more
    )


def test_a_version_that_no_round_uses_is_replaced(who, version):
    changed = filled(form("routing_items"), "sv", {"theft.text": "Stöld av något"})
    again = services.add_questionnaire(**who, questionnaire=changed)
    assert again.pk == version.pk
    assert again.read().variables["theft"].text["sv"] == "Stöld av något"


def test_a_version_is_frozen_once_a_round_has_opened(who, version, opened):
    opened()
    version.refresh_from_db()
    assert version.frozen is not None
    changed = filled(form("routing_items"), "sv", {"theft.text": "Stöld av något"})
    with pytest.raises(InputError) as refused:
        services.add_questionnaire(**who, questionnaire=changed)
    assert field(refused) == "version"
    assert services.add_questionnaire(**who, questionnaire=form("routing_items")) == version
    version.refresh_from_db()
    assert version.read() == form("routing_items")


def test_an_approval_holds_for_the_wording_that_was_read(who, version):
    approve(who, version)
    assert queries.approved_languages(version) == {"ar"}
    changed = filled(form("routing_items"), "ar", {"theft.text": "سرقة شيء"})
    services.add_questionnaire(**who, questionnaire=changed)
    version.refresh_from_db()
    assert queries.approved_languages(version) == frozenset()
    other = filled(form("routing_items"), "en", {"theft.text": "A theft"})
    services.add_questionnaire(**who, questionnaire=other)
    version.refresh_from_db()
    assert queries.approved_languages(version) == {"ar"}


@pytest.mark.parametrize(
    ("language", "more", "expected"),
    [
        ("fi", {}, "language"),
        ("ar", {"reviewer": "  "}, "reviewer"),
        ("ar", {"approved_on": date.max}, "approved_on"),
    ],
)
def test_an_approval_that_cannot_be(who, version, language, more, expected):
    with pytest.raises(InputError) as refused:
        approve(who, version, language, **more)
    assert field(refused) == expected


def test_an_unapproved_language_needs_the_survey_leads_decision(who, version):
    round = plan(who, version)
    with pytest.raises(InputError) as refused:
        services.choose_languages(**who, round=round, languages={"sv": "", "ar": "  "})
    assert field(refused) == "languages"
    assert round.languages.count() == 0
    approve(who, version, "sv")
    services.choose_languages(
        **who, round=round, languages={"sv": "inte sparad", "ar": "Läst av oss"}
    )
    chosen = {each.language: (each.decision, each.decided_by) for each in round.languages.all()}
    assert chosen == {"sv": ("", None), "ar": ("Läst av oss", who["by"])}


def test_an_approval_that_has_lapsed_keeps_the_round_closed(who, version):
    round = plan(who, version)
    approve(who, version)
    services.choose_languages(**who, round=round, languages={"ar": ""})
    changed = filled(form("routing_items"), "ar", {"theft.text": "سرقة شيء"})
    services.add_questionnaire(**who, questionnaire=changed)
    round.refresh_from_db()
    with pytest.raises(InputError) as refused:
        services.open_round(**who, round=round)
    assert field(refused) == "languages"
    round.refresh_from_db()
    assert (round.state, round.opened) == ("planned", None)


@pytest.mark.parametrize("languages", [{}, {"fi": "Finska behövs"}])
def test_languages_that_cannot_be_chosen(who, version, languages):
    with pytest.raises(InputError):
        services.choose_languages(**who, round=plan(who, version), languages=languages)


def test_a_round_without_languages_does_not_open(who, version):
    with pytest.raises(InputError):
        services.open_round(**who, round=plan(who, version))


def test_what_is_open_is_changed_no_more_and_opens_once(who, opened):
    round = opened()
    with pytest.raises(InputError):
        services.choose_languages(**who, round=round, languages={"sv": "Annat"})
    with pytest.raises(ChangeNotAllowed):
        services.open_round(**who, round=round)
    closed = services.close_round(**who, round=round)
    assert closed.closed - closed.opened < timedelta(minutes=1)
    with pytest.raises(ChangeNotAllowed):
        services.close_round(**who, round=round)


def test_an_add_on_that_does_not_fit_is_refused_when_it_is_planned(who, version, opened):
    added = services.add_questionnaire(**who, questionnaire=form("add_on"))
    own = {"asked_for": who["organisation"], "questionnaire": added}
    with pytest.raises(InputError) as refused:
        services.add_add_on(**who, round=plan(who, version), **own)
    assert field(refused) == "adds_to"
    blocks = services.add_questionnaire(**who, questionnaire=form("blocks"))
    round = opened(name="blocks", questionnaire=blocks)
    with pytest.raises(InputError):
        services.add_add_on(**who, round=round, **own)


def test_two_rounds_may_be_in_one_year_and_not_of_one_name(who, version):
    plan(who, version)
    plan(who, version, name="extra-2026")
    with pytest.raises(InputError) as refused:
        plan(who, version)
    assert field(refused) == "name"


def test_the_states_of_a_round_are_those_of_its_workflow():
    assert ROUND_STATES.states == tuple(Round.State.values)


def test_another_organisation_reaches_nothing_of_it(who, version, opened):
    other = MembershipFactory(role="survey_lead")
    theirs = {"by": other.user, "organisation": other.organisation}
    round = opened()
    assert list(queries.rounds_of(other.organisation)) == []
    for attempt in (
        lambda: plan(theirs, version),
        lambda: approve(theirs, version),
        lambda: services.choose_languages(**theirs, round=round, languages={"sv": "x"}),
        lambda: services.close_round(**theirs, round=round),
        lambda: services.create_test_sample(**theirs, round=round, size=1),
    ):
        with pytest.raises(InputError):
            attempt()
    with pytest.raises(PermissionDenied):
        services.close_round(by=other.user, organisation=who["organisation"], round=round)


@pytest.mark.parametrize("role", ["analyst", "safety_coordinator", "administrator"])
def test_only_who_leads_the_survey_plans_rounds(lead, version, role):
    member = MembershipFactory(role=role, organisation=lead.organisation)
    with pytest.raises(PermissionDenied):
        plan({"by": member.user, "organisation": lead.organisation}, version)


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_list_of_rounds_asks_the_database_once(who, opened, django_assert_num_queries, rounds):
    for number in range(rounds):
        services.create_test_sample(**who, round=opened(name=f"prov-{number}"), size=2)
    with django_assert_num_queries(1):
        listed = [(each.questionnaire.name, each.drawn) for each in
                  queries.rounds_of(who["organisation"])]  # fmt: skip
    assert listed == [("routing_items", 2)] * rounds
