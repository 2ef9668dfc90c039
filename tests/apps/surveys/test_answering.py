"""Answering: with a code, on any device, again and again; sealed until sent, one response each."""

import contextlib
import json

import pytest
from django.db import connection

from tests.forms import form
from tests.sampled_world import planned
from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.models import LoginCode, OptOut, Response, Round
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.services.answering import NotUsable, Refusal
from tryggve.privacy.respondent_codes import NoCode, new_code, written
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.writing import as_data
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db

PHONE, WEB = Response.Device.PHONE, Response.Mode.WEB


def begin(code, language="sv"):
    person = answering.person_with(code)
    return answering.begin(person=person, language=language, device=PHONE, mode=WEB)


def save(response, screen="happened", **given):
    answering.save_answers(
        response_id=response.pk, language=response.language, given=given, screen=screen
    )
    response.refresh_from_db()
    return response


def send(response):
    answering.send(response_id=response.pk, language=response.language)
    response.refresh_from_db()
    return response


def answers(response):
    return answering.held(response.pk, response.language).answers


def refusal(act) -> Refusal:
    with pytest.raises(NotUsable) as refused:
        act()
    return refused.value.refusal


def test_a_code_leads_to_one_response_however_often_it_is_used(coded):
    _, (code,) = coded()
    first = begin(code)
    save(first, theft=1)
    again = begin(f" {written(code).lower()} ", language="ar")
    assert (again.pk, again.language) == (first.pk, "ar")
    assert answers(again) == {"theft": 1}
    assert Response.objects.count() == 1


def test_the_code_is_kept_nowhere_as_it_is(coded):
    _, (code,) = coded()
    begin(code)
    (row,) = LoginCode.objects.values_list("lookup", flat=True)
    assert (len(row), code.encode() in bytes(row)) == (32, False)


def test_answers_are_unreadable_until_they_are_sent(coded):
    _, (code,) = coded()
    response = save(begin(code), theft=1, threat=2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, answers FROM surveys_response")
        ((sealed, opened),) = cursor.fetchall()
    assert (b"theft" in bytes(sealed), opened) == (False, None)
    sent = send(response)
    assert (bytes(sent.sealed), sent.answers) == (b"", {"theft": 1, "threat": 2})


def test_sealed_answers_cannot_be_moved_to_another_person(coded):
    _, codes = coded(size=2)
    first, second = (save(begin(code), theft=number + 1) for number, code in enumerate(codes))
    second.sealed = first.sealed
    second.save()
    with pytest.raises(InputError):
        answering.held(second.pk, "sv")


def test_the_latest_answer_to_a_question_holds_and_others_stay(coded):
    _, (code,) = coded()
    response = begin(code)
    save(response, theft=1, threat=1)
    save(response, theft=2)
    latest = save(response, threat=None)
    assert answers(latest) == {"theft": 2}
    assert (latest.revision, latest.screen) == (3, "happened")


def test_only_answers_on_the_way_are_sent(coded):
    _, (code,) = coded()
    response = begin(code)
    save(response, theft=1)
    save(response, screen="told", told_theft=2)
    save(response, theft=2)
    assert send(response).answers == {"theft": 2}


def test_sent_twice_is_sent_once_and_nothing_changes_after(coded):
    _, (code,) = coded()
    response = save(begin(code), theft=1)
    first = send(response).sent
    assert send(response).sent == first
    assert refusal(lambda: save(response, theft=2)) is Refusal.SENT
    assert refusal(lambda: begin(code)) is Refusal.SENT


def test_codes_that_nobody_may_use_are_told_apart_by_us_alone(who, coded):
    round, (revoked, late) = coded(size=2)
    services.revoke_code(**who, code=revoked)
    assert refusal(lambda: begin(new_code())) is Refusal.UNKNOWN
    assert refusal(lambda: begin(revoked)) is Refusal.REVOKED
    response = save(begin(late), theft=1)
    services.close_round(**who, round=round)
    assert refusal(lambda: begin(late)) is Refusal.CLOSED
    assert refusal(lambda: save(response, theft=2)) is Refusal.CLOSED
    assert refusal(lambda: send(response)) is Refusal.CLOSED
    with pytest.raises(NoCode):
        begin("hej")


def test_a_code_costs_two_questions_whether_it_is_known_or_not(
    who, coded, django_assert_num_queries
):
    _, (good, revoked) = coded(size=2)
    services.revoke_code(**who, code=revoked)
    for code in (good, revoked, new_code()):
        with django_assert_num_queries(2), contextlib.suppress(NotUsable):
            answering.person_with(code)


def test_an_answer_costs_one_reading_and_one_writing(coded, django_assert_num_queries):
    _, (code,) = coded()
    response = save(begin(code), theft=1)
    with django_assert_num_queries(2):
        answering.save_answers(
            response_id=response.pk, language="sv", given={"theft": 2}, screen="happened"
        )


def between(monkeypatch, happens):
    """Let something happen once, after an answer's response is read and before it is written."""
    read, left = answering.held, [happens]

    def read_and_wait(*args):
        found = read(*args)
        if left:
            left.pop()()
        return found

    monkeypatch.setattr(answering, "held", read_and_wait)


def test_what_another_device_saves_at_the_same_time_is_kept_too(coded, monkeypatch):
    _, (code,) = coded()
    response = begin(code)
    between(monkeypatch, lambda: save(response, threat=2))
    save(response, theft=1)
    assert answering.held(response.pk, "sv").answers == {"theft": 1, "threat": 2}
    response.refresh_from_db()
    assert response.revision == 2


def test_what_is_saved_while_the_round_closes_is_refused_and_not_kept(who, coded, monkeypatch):
    round, (code,) = coded()
    response = begin(code)
    between(monkeypatch, lambda: services.close_round(**who, round=round))
    with pytest.raises(answering.NotUsable):
        save(response, theft=1)
    response.refresh_from_db()
    assert (response.state, bytes(response.sealed)) == ("broken_off", b"")


def test_a_revoked_code_is_revoked_once_and_only_by_its_organisation(who, coded):
    _, (code,) = coded()
    services.revoke_code(**who, code=code)
    with pytest.raises(InputError):
        services.revoke_code(**who, code=code)


def test_what_somebody_tells_instead_is_noted(coded):
    _, (code,) = coded()
    person = answering.person_with(code)
    for kind in OptOut.Kind:
        answering.opt_out(person=person, kind=kind)
    assert [each.kind for each in person.opt_outs.all()] == list(OptOut.Kind.values)


def test_a_test_round_can_enter_no_snapshot(coded):
    round, (code,) = coded()
    send(save(begin(code), theft=1))
    with pytest.raises(InputError):
        list(queries.answers_for_snapshot(round))


def test_an_open_link_takes_many_responses_of_nobody_and_enters_no_snapshot(opened):
    round = opened(kind=Round.Kind.OPEN_LINK, is_test=False)
    first, second = (
        answering.begin_open(round=round, language="sv", device=PHONE) for _ in range(2)
    )
    assert (first.person, first.pk != second.pk) == (None, True)
    send(save(first, theft=1))
    with pytest.raises(InputError):
        list(queries.answers_for_snapshot(round))


def test_a_round_of_drawn_people_has_no_open_link(opened):
    round = opened()
    with pytest.raises(NotUsable):
        answering.begin_open(round=round, language="sv", device=PHONE)


def test_only_a_test_round_has_made_up_people(who, opened):
    real = planned(who, name="riktig")
    with pytest.raises(InputError):
        services.create_test_sample(**who, round=real, size=1)
    for size in (0, 10_001):
        with pytest.raises(InputError):
            services.create_test_sample(**who, round=opened(name=f"prov-{size}"), size=size)


def test_what_was_sent_in_a_round_of_drawn_people_goes_to_the_snapshot(who, coded):
    round, codes = coded(size=2)
    send(save(begin(codes[0]), theft=2, threat=2))
    save(begin(codes[1]), theft=1)
    Round.objects.filter(pk=round.pk).update(is_test=False)
    round.refresh_from_db()
    (row,) = queries.answers_for_snapshot(round)
    assert (row["answers"], row["mode"], row["language"]) == (
        {"theft": 2, "threat": 2},
        "web",
        "sv",
    )
    assert json.dumps(row)


def test_time_is_kept_in_bands_once_it_is_sent(coded):
    _, (code,) = coded()
    response = save(begin(code), theft=1)
    assert response.seconds == {"only": 0}
    assert send(response).seconds == {"only": "under 15 s"}


def test_a_code_where_none_was_ever_made_is_unknown(db):
    assert refusal(lambda: begin(new_code())) is Refusal.UNKNOWN


def test_what_nobody_began_cannot_be_answered(db):
    assert refusal(lambda: answering.held(1, "sv")) is Refusal.UNKNOWN


def test_an_add_on_is_asked_of_those_drawn_there_in_the_languages_it_has(who):
    common = services.add_questionnaire(**who, questionnaire=form("blocks"))
    added = services.add_questionnaire(**who, questionnaire=without_arabic(form("add_on")))
    round = services.plan_round(
        **who, name="tillagg", title="T", year=2026, questionnaire=common, is_test=True
    )
    add_on = services.add_add_on(
        **who, round=round, asked_for=who["organisation"], questionnaire=added
    )
    services.choose_languages(**who, round=round, languages={"sv": "Ett prov", "ar": "Ett prov"})
    services.open_round(**who, round=round)
    codes = services.create_test_sample(**who, round=round, size=2)
    own = set(form("add_on").variables)
    assert own.isdisjoint(answering.held(begin(codes[0]).pk, "sv").asked.variables)
    person = answering.person_with(codes[1])
    person.add_on = add_on
    person.save(update_fields=["add_on"])
    assert own <= set(answering.held(begin(codes[1]).pk, "sv").asked.variables)
    assert own.isdisjoint(answering.held(begin(codes[1], language="ar").pk, "ar").asked.variables)
    added.refresh_from_db()
    assert added.frozen is not None


def without_arabic(questionnaire: Questionnaire) -> Questionnaire:
    def without(part):
        if isinstance(part, dict):
            return {name: without(value) for name, value in part.items() if name != "ar"}
        return [without(each) for each in part] if isinstance(part, list) else part

    return Questionnaire.model_validate(without(as_data(questionnaire)))
