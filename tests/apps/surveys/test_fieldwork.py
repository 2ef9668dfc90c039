"""The monitor: what has become of each person drawn, beside the plan and the round before."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.factories import MembershipFactory
from tests.sampled_world import agreed, in_the_field, prepared
from tryggve.apps.surveys import services
from tryggve.apps.surveys.fieldwork.areas import AGAIN, Course
from tryggve.apps.surveys.fieldwork.likeness import likeness_of
from tryggve.apps.surveys.fieldwork.monitor import monitor_of
from tryggve.apps.surveys.fieldwork.people import people_of
from tryggve.apps.surveys.fieldwork.timing import postings_of, timing_of
from tryggve.apps.surveys.models import MailItem, OptOut, Response, Round
from tryggve.demo.fieldwork import simulate
from tryggve.stats.nonresponse.outcomes import Disposition
from tryggve.wording.problems import InputError

pytestmark = [
    pytest.mark.django_db(databases=["default", "register"]),
    pytest.mark.usefixtures("same_draws"),
]

LETTER, CARD, REMINDER, CLOSE = (date(2026, 8, 3) + timedelta(days) for days in (0, 14, 28, 56))
DAYS = {"letter": LETTER, "card": CARD, "reminder": REMINDER, "close": CLOSE}
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=STOCKHOLM)


def a_round(who, *, each: int = 150, days=DAYS, **more) -> Round:
    """In the field; the letter was posted on its day."""
    round = in_the_field(who, each=each, **more)
    if days:
        services.set_days(**who, round=round, days=days)
    agreed(who, round)
    post(who, round, "letter", LETTER)
    return round


def post(who, round, kind, day, **more):
    mailing = prepared(who, round, kind, day=day)
    return services.post_mailing(**who, mailing=mailing, posted=day, **more)


def answer(person, day, *, state="sent", **more) -> Response:
    is_sent = state == "sent"
    return Response.objects.create(
        round=person.round, person=person, state=state, sent=at(day) if is_sent else None,
        answers={} if state in {"sent", "partial"} else None, **{"language": "sv"} | more,
    )  # fmt: skip


def became(round, on) -> dict[int, str]:
    return dict(people_of(round, on=on).select("pk", "disposition").iter_rows())


@pytest.fixture
def round(who):
    return a_round(who, each=10)


@pytest.fixture
def people(round):
    return list(round.people.order_by("pk"))


def test_each_has_become_what_was_last_heard_of_them(round, people):
    told = ["declined", "deceased", "emigrated", "moved", "paper"]
    for person, kind in zip(people, told, strict=False):
        OptOut.objects.create(person=person, kind=kind, told=at(LETTER))
    brought_back = ["unknown", "moved", "refused", "deceased", "emigrated"]
    for person, reason in zip(people[5:], brought_back, strict=False):
        MailItem.objects.filter(person=person).update(returned=at(LETTER), reason=reason)
    answer(people[10], LETTER)
    answer(people[11], LETTER, state="begun")
    found = became(round, CARD)
    assert [found[each.pk] for each in people[:13]] == [
        "refusal", "deceased", "emigrated", "returned", "no_reply",
        "returned", "returned", "refusal", "deceased", "emigrated",
        "complete", "no_reply", "no_reply",
    ]  # fmt: skip


def test_a_day_knows_nothing_of_the_days_after_it(round, people):
    answer(people[0], CARD)
    OptOut.objects.create(person=people[1], kind="declined", told=at(CARD))
    MailItem.objects.filter(person=people[2]).update(returned=at(CARD), reason="unknown")
    before = became(round, CARD - timedelta(1))
    after = became(round, CARD)
    assert {before[each.pk] for each in people} == {"no_reply"}
    assert [after[each.pk] for each in people[:3]] == ["complete", "refusal", "returned"]


def test_a_day_lasts_until_midnight_by_the_swedish_clock(round, people):
    Response.objects.create(
        round=round, person=people[0], state="sent", answers={}, language="sv",
        sent=datetime(2026, 8, 10, 21, 59, 59, tzinfo=ZoneInfo("UTC")),
    )  # fmt: skip
    assert became(round, date(2026, 8, 9))[people[0].pk] == "no_reply"
    assert people_of(round, on=date(2026, 8, 10)).drop_nulls("day")["day"].to_list() == [
        date(2026, 8, 10)
    ]


def test_what_is_unsent_counts_once_the_reception_is_closed(round, people):
    answer(people[0], LETTER, state="partial")
    answer(people[1], LETTER, state="broken_off")
    Round.objects.filter(pk=round.pk).update(closed=at(CLOSE))
    round.refresh_from_db()
    before, after = became(round, CLOSE - timedelta(1)), became(round, CLOSE)
    assert [before[each.pk] for each in people[:2]] == ["no_reply", "no_reply"]
    assert [after[each.pk] for each in people[:2]] == ["partial", "break_off"]


def test_a_letter_that_came_back_and_was_asked_for_again_is_no_longer_returned(round, people):
    MailItem.objects.filter(person=people[0]).update(returned=at(LETTER), reason="unknown")
    OptOut.objects.create(person=people[0], kind="new_letter", told=at(CARD))
    assert became(round, CARD)[people[0].pk] == "no_reply"


def test_a_planned_mailing_that_was_not_posted_is_taken_to_be_posted_tomorrow(who, round):
    on = CARD + timedelta(3)
    assert [(each.kind, each.day, each.is_posted) for each in postings_of(round, on)] == [
        ("letter", LETTER, True),
        ("card", on + timedelta(1), False),
        ("reminder", REMINDER, False),
    ]
    post(who, round, "card", CARD)
    assert [each.day for each in postings_of(round, on)] == [LETTER, CARD, REMINDER]
    assert sum(each.share for each in postings_of(round, on)) == pytest.approx(1)


def test_without_calendar_and_mailing_nothing_is_forecast(who):
    round = in_the_field(who, each=10)
    monitor = monitor_of(round, on=LETTER)
    assert monitor.timing is None
    assert (monitor.areas, monitor.expected, monitor.days(), monitor.end()) == ((), None, [], None)


def test_a_round_without_people_has_no_monitor(who, version):
    round = services.plan_round(
        **who, name="tom", title="Tom", year=2026, questionnaire=version
    )  # fmt: skip
    assert monitor_of(round, on=LETTER) is None


@pytest.fixture
def going(who):
    """Three weeks of simulated answers."""
    round = a_round(who)
    simulate(round, on=LETTER + timedelta(21), seed=5)
    return round


def test_the_counts_of_the_monitor_add_up(going):
    monitor = monitor_of(going, on=LETTER + timedelta(21))
    assert monitor.drawn == 300
    for column in ("sex", "age_group"):
        groups = monitor.by(column).values()
        assert sum(each.drawn for each in groups) == monitor.drawn
        assert sum(each.answered for each in groups) == monitor.answered
    for column in ("mode", "language"):
        assert sum(monitor.answers_by(column).values()) == monitor.answered
    assert sum(monitor.became().values()) == monitor.drawn
    assert sum(each.answered for each in monitor.areas) == monitor.answered
    assert monitor.days()[21].so_far == monitor.rate
    assert monitor.days()[22].so_far is None
    assert len(monitor.days()) == 57


def test_the_rates_have_the_returned_and_the_dead_where_they_belong(round, people):
    for person in people[:6]:
        answer(person, LETTER)
    OptOut.objects.create(person=people[6], kind="deceased", told=at(LETTER))
    MailItem.objects.filter(person=people[7]).update(returned=at(LETTER), reason="unknown")
    rates = monitor_of(round, on=CARD).rates()
    assert {name.value: value for name, value in rates.items()} == {
        "police": pytest.approx(6 / 18), "RR2": pytest.approx(6 / 19),
        "RR1": pytest.approx(6 / 19),
    }  # fmt: skip


def test_an_area_that_lags_is_behind_its_plan_and_a_reminder_is_reckoned(who):
    round = a_round(who, each=200)
    by_stratum = {code: list(round.people.filter(stratum=code)) for code in ("norr", "soder")}
    for code, number in (("norr", 70), ("soder", 12)):
        for person in by_stratum[code][:number]:
            answer(person, LETTER + timedelta(8))
    norr, soder = monitor_of(round, on=REMINDER - timedelta(1)).areas
    assert (norr.course, soder.course) == (Course.AS_PLANNED, Course.BEHIND)
    assert soder.half_width > soder.planned_half_width
    assert soder.left == 188
    assert soder.reminded == pytest.approx(AGAIN * 188)
    assert soder.reminded_half_width < soder.half_width


def test_what_is_still_to_be_posted_brings_its_share_of_what_is_expected(going):
    monitor = monitor_of(going, on=LETTER + timedelta(21))
    card, reminder = monitor.to_come
    assert (card.posting.kind, reminder.posting.kind) == ("card", "reminder")
    assert card.answers / reminder.answers == pytest.approx(15 / 25)
    assert card.answers + reminder.answers < monitor.expected.answers - monitor.answered + 60


def test_the_forecast_of_some_areas_learns_from_all_and_shows_theirs(going):
    on = LETTER + timedelta(21)
    whole = monitor_of(going, on=on)
    part = monitor_of(going, on=on, chosen=lambda stratum: stratum.code == "norr")
    assert part.drawn == 150
    assert part.areas == whole.areas[:1]
    assert part.expected.answers == pytest.approx(whole.areas[0].expected.answers)
    assert part.costs == []


def test_what_was_posted_has_its_cost(who, going):
    post(who, going, "card", CARD, cost_each=7)
    letter, card = monitor_of(going, on=CARD).costs
    assert (letter.each, letter.in_all) == (None, None)
    assert card.in_all == 7 * card.items == 7 * MailItem.objects.filter(
        batch__mailing__kind="card"
    ).count()  # fmt: skip
    assert not monitor_of(going, on=CARD).is_cost_known


def test_likeness_is_told_once_enough_have_answered(who, going):
    assert likeness_of(monitor_of(going, on=LETTER + timedelta(2))) is None
    round = a_round(who, each=400, name="stor", title="Stor")
    simulate(round, on=CLOSE, seed=5)
    found = likeness_of(monitor_of(round, on=CLOSE))
    assert 0.6 < found.r < 1
    assert found.parts["age_group"] > found.parts["sex"]


def test_the_round_before_is_shown_beside_and_learnt_from(who):
    with_it = a_round(who)
    simulate(with_it, on=CLOSE, seed=1)
    Round.objects.filter(pk=with_it.pk).update(closed=at(CLOSE), state="reception_closed")
    later = a_round(who, name="nasta", title="Nästa", days={"letter": LETTER + timedelta(7)})
    Round.objects.filter(pk=later.pk).update(state="in_the_field")
    later.mailings.update(posted=LETTER + timedelta(7))
    timing = timing_of(later, on=LETTER + timedelta(14))
    assert timing.is_learnt  # both have posted a letter alone
    answered = people_of(with_it, on=CLOSE).drop_nulls("day").height
    assert timing.earlier.title == with_it.title
    assert timing.earlier.by_day[-1] == pytest.approx(answered / 300)
    assert timing.curve.at_close == pytest.approx(1)
    services.set_days(**who, round=later, days={"letter": LETTER, "reminder": REMINDER})
    unlike = timing_of(later, on=LETTER + timedelta(14))
    assert not unlike.is_learnt
    assert unlike.earlier == timing.earlier


def test_who_sees_some_areas_sees_these_of_the_round_before(who):
    before = a_round(who, days={"letter": LETTER, "close": CLOSE})
    for person in before.people.filter(stratum="norr")[:30]:
        answer(person, CARD)
    Round.objects.filter(pk=before.pk).update(closed=at(CLOSE), state="reception_closed")
    later = a_round(who, name="nasta", title="Nästa", days={"letter": LETTER})
    later.mailings.update(posted=LETTER + timedelta(7))
    seen = {}
    for code in ("norr", "soder"):
        part = monitor_of(later, on=CLOSE, chosen=lambda stratum, code=code: stratum.code == code)
        seen[code] = part.timing.earlier.by_day[-1]
    assert seen == {"norr": pytest.approx(30 / 150), "soder": 0}


def test_a_mailing_that_would_come_too_late_brings_nothing(who):
    round = a_round(who, each=10, days={"letter": LETTER, "card": CLOSE, "close": CLOSE})
    monitor = monitor_of(round, on=LETTER)
    assert monitor.to_come == []
    assert monitor.expected.answers < monitor.planned


def test_a_letter_on_the_last_day_is_no_error(who):
    round = in_the_field(who, each=10)
    services.set_days(**who, round=round, days={"letter": CLOSE, "close": CLOSE})
    monitor = monitor_of(round, on=LETTER)
    assert monitor.expected.answers == 0
    assert monitor.days()


def test_the_round_before_is_never_that_of_another_organisation(who, going, lead):
    other = MembershipFactory(role="survey_lead")
    theirs = {"by": other.user, "organisation": other.organisation}
    Round.objects.filter(pk=going.pk).update(closed=at(CLOSE), state="reception_closed")
    round = a_round(theirs, name="annans", title="Annans")
    round.mailings.update(posted=CLOSE)
    assert timing_of(round, on=CLOSE).earlier is None


def test_only_made_up_people_have_simulated_answers(who, going):
    going.draws.update(is_simulated=False)
    with pytest.raises(InputError):
        simulate(going, on=CLOSE, seed=1)


def test_simulated_answers_are_where_the_plan_says_give_or_take(who):
    round = a_round(who, each=600, days={"letter": LETTER, "close": CLOSE})
    simulate(round, on=CLOSE, seed=2)
    rates = monitor_of(round, on=CLOSE)
    assert 0.38 < rates.rate < 0.6
    ages = {name: each.rate for name, each in rates.by("age_group").items()}
    assert np.mean([ages["16-24"], ages["25-34"]]) < np.mean([ages["65-74"], ages["75-85"]])
    assert Disposition.REFUSAL in rates.became()


def test_a_later_day_adds_to_what_was_simulated_until_an_earlier(who):
    round = a_round(who, days={"letter": LETTER, "close": CLOSE})

    def begun_on() -> list[date | None]:
        people = round.people.order_by("pk")
        return list(people.values_list("response__begun__date", flat=True))

    for on in (LETTER + timedelta(10), CARD, CLOSE):
        simulate(round, on=on, seed=3)
    by_steps = begun_on()
    Response.objects.all().delete()
    simulate(round, on=CLOSE, seed=3)
    assert by_steps == begun_on()
    assert len([each for each in by_steps if each]) > 100
