"""When a round's answers should come: by its mailings, or as in the round before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from django.utils import timezone

from tryggve.apps.surveys.fieldwork.people import people_of
from tryggve.apps.surveys.models import Mailing, Round, RoundDay
from tryggve.stats.fieldwork.curve import Curve, Wave, curve_of_answers, curve_of_waves

WEIGHTS = {  # of the planned answers, beside each other: planning values of ours
    Mailing.Kind.LETTER: 60,
    Mailing.Kind.CARD: 15,
    Mailing.Kind.REMINDER: 25,
}
PLANNED_AS = {
    Mailing.Kind.LETTER: RoundDay.Event.LETTER,
    Mailing.Kind.CARD: RoundDay.Event.CARD,
    Mailing.Kind.REMINDER: RoundDay.Event.REMINDER,
}
LENGTH = 56  # days from the letter to the close, where the calendar does not say
ALIKE = 3  # days that a mailing may lie apart from that of the round before


@dataclass(frozen=True)
class Posting:
    """A mailing that is posted, or is to be. `share`: of the planned answers that it brings."""

    kind: str
    day: date
    share: float
    is_posted: bool


@dataclass(frozen=True)
class Earlier:
    """The round before, in the same strata. `by_day`: the share of those drawn who had answered,
    from the day of its first letter on."""

    title: str
    by_day: list[float]


@dataclass(frozen=True)
class Timing:
    """`first`: the day of the letter; `close`: the last on which answers are taken. `curve`: as
    planned; `is_learnt`: whether it is that of the round before."""

    first: date
    close: date
    postings: list[Posting]
    curve: Curve
    is_learnt: bool
    earlier: Earlier | None

    def at(self, day: date) -> float:
        return self.curve.at((day - self.first).days)


def timing_of(round: Round, *, on: date, codes: Collection[str] = ()) -> Timing | None:
    """None where neither the calendar nor a mailing says when the letter is posted.

    `codes`: of the strata in which the round before is told of, those that it had; all if it had
    none of them. The curve is learnt from all.
    """
    postings = postings_of(round, on)
    if not postings:
        return None
    first = postings[0].day
    close = _close_of(round, first, on)
    before = _round_before(round, first)
    told = _answers_of(before, codes) if before else None
    if told is not None and _are_alike(postings, told.postings):
        curve = curve_of_answers(told.days, close=(close - first).days)
        return Timing(first, close, postings, curve, True, told.earlier)
    waves = [Wave((each.day - first).days, each.share) for each in postings]
    curve = curve_of_waves(waves, close=(close - first).days)
    return Timing(first, close, postings, curve, False, told.earlier if told else None)


def postings_of(round: Round, on: date) -> list[Posting]:
    """What was posted by that day, and what the calendar says is to come, in order of days. What
    should have been posted and was not is taken to be posted on the next day."""
    planned = dict(round.days.values_list("event", "day"))
    posted: dict[str, date] = {}
    for kind, day in round.mailings.filter(posted__lte=on).values_list("kind", "posted"):
        posted[kind] = min(day, posted.get(kind, day))
    kinds = [each for each in WEIGHTS if PLANNED_AS[each] in planned or each in posted]
    in_all = sum(WEIGHTS[each] for each in kinds if PLANNED_AS[each] in planned) or sum(
        WEIGHTS[each] for each in kinds
    )
    return sorted(
        (
            Posting(
                each,
                posted.get(each) or max(planned[PLANNED_AS[each]], on + timedelta(1)),
                WEIGHTS[each] / in_all,
                each in posted,
            )
            for each in kinds
        ),
        key=lambda posting: posting.day,
    )


def _close_of(round: Round, first: date, on: date) -> date:
    """The day on which the reception closed, or will."""
    if round.closed and timezone.localdate(round.closed) <= on:
        day = timezone.localdate(round.closed)
    else:
        planned = (
            round.days.filter(event=RoundDay.Event.CLOSE).values_list("day", flat=True).first()
        )
        day = max(planned or first + timedelta(LENGTH), on)
    return max(day, first + timedelta(1))


@dataclass(frozen=True)
class _Told:
    """What an earlier round tells: the days of its answers, after its first letter."""

    days: list[int]
    postings: list[Posting]
    earlier: Earlier


def _round_before(round: Round, first: date) -> Round | None:
    """The latest of the organisation's rounds that was posted before this and is closed."""
    earlier = Round.objects.filter(
        organisation=round.organisation_id, population=round.population, kind=Round.Kind.SAMPLE,
        is_test=False, closed__isnull=False, mailings__posted__lt=first,
    ).exclude(pk=round.pk)  # fmt: skip
    return earlier.order_by("-closed").first()


def _answers_of(before: Round, codes: Collection[str]) -> _Told | None:
    closed = timezone.localdate(before.closed)
    postings = [each for each in postings_of(before, closed) if each.is_posted]
    people = people_of(before, on=closed)
    if not postings or people.drop_nulls("day").is_empty():
        return None
    first = postings[0].day
    length = max((closed - first).days, 1)
    same = people.filter(pl.col("stratum").is_in(list(codes)))
    shown = same if same.height else people
    days = np.clip(np.array(_days_after(shown, first), dtype=np.int64), 0, length)
    came = np.bincount(days, minlength=length + 1)
    by_day = [float(each) for each in np.cumsum(came) / shown.height]
    return _Told(_days_after(people, first), postings, Earlier(before.title, by_day))


def _days_after(people: pl.DataFrame, first: date) -> list[int]:
    """Of each answer, how many days after the first letter it came."""
    days = people.drop_nulls("day").select((pl.col("day") - first).dt.total_days())
    return [int(each) for each in days["day"]]


def _are_alike(postings: list[Posting], earlier: list[Posting]) -> bool:
    """Whether the same was posted, at about the same days after the letter."""

    def after(all_of_them: list[Posting]) -> dict[str, int]:
        return {each.kind: (each.day - all_of_them[0].day).days for each in all_of_them}

    now, then = after(postings), after(earlier)
    return now.keys() == then.keys() and all(abs(now[each] - then[each]) <= ALIKE for each in now)
