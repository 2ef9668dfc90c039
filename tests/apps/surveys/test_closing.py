"""The link between people and answers: what must be done before, who destroys it, what is left."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import MembershipFactory
from tests.sampled_world import agreed, batch_to_print, in_the_field, posted, prepared
from tryggve.apps.register import queries as register
from tryggve.apps.register.models import SampledPerson as Registered
from tryggve.apps.register.models import SealedPart
from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.fieldwork.monitor import monitor_of
from tryggve.apps.surveys.fieldwork.people import people_of
from tryggve.apps.surveys.link import CHECKLIST
from tryggve.apps.surveys.models import (
    Keying,
    KeyingComparison,
    LinkDestruction,
    LoginCode,
    MailBatch,
    MailItem,
    OptOut,
    Response,
    SampledPerson,
    Sheet,
)
from tryggve.demo.fieldwork import simulate
from tryggve.web.keys import keys_of
from tryggve.wording.problems import InputError

pytestmark = [
    pytest.mark.django_db(databases=["default", "register"]),
    pytest.mark.usefixtures("same_draws"),
]
DECISION = {
    "body": "Polismyndigheten",
    "decided": date(2026, 6, 1),
    "reference": "A 7/2026",
    "backups_until": date(2027, 3, 1),
    "checked": list(CHECKLIST),
}


@pytest.fixture
def round(who):
    """Closed, with letters posted, simulated answers, and somebody who called."""
    found = in_the_field(who, each=40)
    agreed(who, found)
    letter = prepared(who, found)
    code = batch_to_print(who, letter).recipients[0].item
    posted(who, letter)
    services.note_call(**who, round=found, code=code, kind="declined")
    simulate(found, on=timezone.localdate(), seed=1)
    return services.close_round(**who, round=found)


@pytest.fixture
def second(who):
    user = MembershipFactory(role="analyst", organisation=who["organisation"]).user
    return {"by": user, "organisation": who["organisation"]}


@pytest.fixture
def asked(who, round):
    return services.ask_to_destroy_link(**who, round=round, **DECISION)


def fields_refused(act) -> list[str]:
    with pytest.raises(InputError) as told:
        act()
    return [each.field for each in told.value.problems]


def test_nothing_is_left_that_leads_to_a_person(second, round, asked):
    people, answers = round.people.count(), round.responses.exclude(answers=None).count()
    services.destroy_link(**second, round=round)
    gone = (LoginCode, MailItem, MailBatch, Sheet, OptOut, Keying, Registered, SealedPart)
    assert {model.__name__: model.objects.count() for model in gone} == dict.fromkeys(
        (model.__name__ for model in gone), 0
    )
    assert round.people.count() == people
    assert round.responses.exclude(answers=None).count() == answers
    round.refresh_from_db()
    assert round.state == "link_destroyed"


def test_all_keys_of_the_round_are_destroyed(who, second, round, asked):
    services.destroy_link(**second, round=round)
    for purpose in (
        round.codes_key,
        round.answers_key,
        f"organisation-{round.organisation_id}/{round.register_name}",
        f"organisation-{round.organisation_id}/mailing-{round.mailings.get().key_name.hex}",
    ):
        with pytest.raises(InputError):
            keys_of(purpose)
    assert register.number_of_people(
        organisation=who["organisation"], round_name=round.register_name
    ) == 0  # fmt: skip


def test_what_became_of_each_is_written_down_and_read_back(second, round, asked):
    on = timezone.localdate()
    before = people_of(round, on=on).sort("pk")
    monitor = monitor_of(round, on=on)
    services.destroy_link(**second, round=round)
    round.refresh_from_db()
    after = people_of(round, on=on).sort("pk")
    assert after["disposition"].to_list() == before["disposition"].to_list()
    assert after.select("mode", "language", "day").equals(before.select("mode", "language", "day"))
    again = monitor_of(round, on=on)
    assert again.rates() == monitor.rates()
    assert [each.items for each in again.costs] == [each.items for each in monitor.costs]
    assert queries.mailings_of(round).get().number_of_items == 80


def test_pseudonyms_are_new_and_of_the_time_the_day_alone_is_left(second, round, asked):
    before = set(round.people.values_list("pseudonym", flat=True))
    days = {
        pk: timezone.localdate(begun) for pk, begun in round.responses.values_list("pk", "begun")
    }
    services.destroy_link(**second, round=round)
    after = set(round.people.values_list("pseudonym", flat=True))
    assert len(after) == len(before)
    assert not after & before
    for pk, *moments in round.responses.values_list("pk", "begun", "saved", "sent"):
        for moment in filter(None, moments):
            assert (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)
            assert timezone.localdate(moment) == days[pk]


def test_the_protocol_counts_what_went_and_what_stays(second, round, asked):
    told = OptOut.objects.count()
    done = services.destroy_link(**second, round=round)
    assert done.protocol["addresses"] == done.protocol["codes"] == done.protocol["items"] == 80
    assert done.protocol["told"] == told
    assert done.protocol["keys"] == 4
    assert done.protocol["people_kept"] == 80
    assert done.protocol["answers_kept"] == round.responses.exclude(answers=None).count()


def test_who_asked_cannot_carry_it_out(who, round, asked):
    with pytest.raises(InputError):
        services.destroy_link(**who, round=round)
    assert Registered.objects.exists()
    asked.carried_out_by = who["by"]
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save()


def test_nobody_carries_out_what_nobody_asked_for(second, round):
    with pytest.raises(InputError):
        services.destroy_link(**second, round=round)


@pytest.mark.parametrize("role", ["clerk", "safety_coordinator", "administrator"])
def test_others_can_neither_ask_nor_carry_out(who, round, asked, role):
    user = MembershipFactory(role=role, organisation=who["organisation"]).user
    other = {"by": user, "organisation": who["organisation"]}
    with pytest.raises(PermissionDenied):
        services.ask_to_destroy_link(**other, round=round, **DECISION)
    with pytest.raises(PermissionDenied):
        services.destroy_link(**other, round=round)


def test_another_organisation_destroys_nothing(round, asked):
    other = MembershipFactory(role="survey_lead")
    theirs = {"by": other.user, "organisation": other.organisation}
    with pytest.raises(InputError):
        services.destroy_link(**theirs, round=round)
    assert Registered.objects.exists()


def test_what_was_not_seen_to_and_a_day_to_come_are_refused(who, round):
    late = DECISION | {"decided": timezone.localdate() + timedelta(1)}
    assert fields_refused(
        lambda: services.ask_to_destroy_link(**who, round=round, **late | {"checked": ["keys"]})
    ) == ["checked", "checked", "checked", "decided"]
    assert not LinkDestruction.objects.exists()


def test_an_open_round_is_refused(who, round):
    round.state = "in_the_field"
    round.save()
    assert len(fields_refused(
        lambda: services.ask_to_destroy_link(**who, round=round, **DECISION)
    )) == 1  # fmt: skip


def test_forms_that_wait_block_it_also_once_it_is_asked_for(who, second, round, asked):
    person = round.people.filter(response=None).first()
    keying = Keying.objects.create(
        round=round, person=person, number=1, mode="paper", language="sv", by=who["by"],
        needs_second=True,
    )  # fmt: skip
    assert len(fields_refused(lambda: services.destroy_link(**second, round=round))) == 1
    keying.delete()
    comparison = KeyingComparison.objects.create(
        round=round, person=person, questions=3, differing=1
    )
    assert len(fields_refused(lambda: services.destroy_link(**second, round=round))) == 1
    comparison.delete()
    services.destroy_link(**second, round=round)


def test_it_can_be_taken_back_until_it_is_done(who, second, round, asked):
    services.take_destruction_back(**who, round=round)
    assert not LinkDestruction.objects.exists()
    services.ask_to_destroy_link(**who, round=round, **DECISION)
    services.destroy_link(**second, round=round)
    with pytest.raises(InputError):
        services.take_destruction_back(**who, round=round)
    with pytest.raises(InputError):
        services.destroy_link(**second, round=round)


def test_broken_off_after_the_keys_it_is_done_again_from_the_start(
    second, round, asked, monkeypatch
):
    from tryggve.apps.surveys.services import closing

    def breaks(_round):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(closing, "_delete_rows", breaks)
        with pytest.raises(KeyboardInterrupt):
            services.destroy_link(**second, round=round)
    round.refresh_from_db()
    assert round.state == "reception_closed"
    assert MailItem.objects.exists()
    done = services.destroy_link(**second, round=round)
    assert not MailItem.objects.exists()
    assert done.protocol["items"] == 80


def test_answers_that_count_can_still_be_read_for_the_snapshot(second, round, asked):
    services.destroy_link(**second, round=round)
    round.refresh_from_db()
    rows = list(queries.answers_for_snapshot(round))
    assert len(rows) == Response.objects.filter(state="sent").count()
    assert {row["stratum"] for row in rows} == {"norr", "soder"}


def test_the_people_of_another_round_are_left_alone(who, second, round, asked):
    other = in_the_field(who, each=10, name="annan", title="Annan")
    agreed(who, other)
    posted(who, prepared(who, other))
    services.destroy_link(**second, round=round)
    assert MailItem.objects.filter(person__round=other).count() == 20
    assert Registered.objects.count() == 20
    assert SampledPerson.objects.filter(round=other).exclude(disposition="").count() == 0
    keys_of(other.codes_key)
