"""What has become of everybody who was drawn, as it was known at the end of a day."""

from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.utils import timezone

from tryggve.apps.surveys.models import Response, Round
from tryggve.apps.surveys.stop_list import Heard, Why, what_is_known
from tryggve.stats.nonresponse.outcomes import Disposition

BECAME = {  # of those who have not answered, by why nothing is sent to them
    Why.DECEASED: Disposition.DECEASED,
    Why.ABROAD: Disposition.EMIGRATED,
    Why.DECLINED: Disposition.REFUSAL,
    Why.MOVED: Disposition.RETURNED,
    Why.RETURNED: Disposition.RETURNED,
    Why.NO_ADDRESS: Disposition.RETURNED,
}
ANSWERS = (Disposition.COMPLETE, Disposition.PARTIAL)
ANSWERED = pl.col("disposition").is_in(ANSWERS)
ANSWER = ("response__state", "response__mode", "response__language", "response__sent")
PERSON = ("pk", "stratum", "sex", "age_group")
SCHEMA = {
    "pk": pl.Int64,
    "stratum": pl.String,
    "sex": pl.String,
    "age_group": pl.String,
    "disposition": pl.String,
    "mode": pl.String,
    "language": pl.String,
    "day": pl.Date,
}


def people_of(round: Round, *, on: date) -> pl.DataFrame:
    """A row for each person of the approved sample, with the columns of `SCHEMA`. Once the link is
    destroyed only the end is known: before that day nobody but those who answered is heard of.

    `disposition`: one of `Disposition`; who has neither answered nor been heard of is `no_reply`.
    `mode`, `language` and `day`: of the answer, null where there is none yet. What is unsent
    counts from the day on which the reception closed.
    """
    until = end_of(on)
    if not round.is_linked:
        return _as_written_down(round, on)
    closed = round.closed if round.closed and round.closed <= until else None
    known = what_is_known(round, until=until).values_list(*PERSON, *Heard._fields, *ANSWER)
    rows = (
        _row(row[: len(PERSON)], Heard(*row[len(PERSON) : -len(ANSWER)]), row[-len(ANSWER) :],
             until, closed)
        for row in known.iterator(chunk_size=5_000)
    )  # fmt: skip
    return pl.DataFrame(list(rows), schema=SCHEMA, orient="row")


def _as_written_down(round: Round, on: date) -> pl.DataFrame:
    """What was written down of each when the link was destroyed."""
    closed = timezone.localdate(round.closed) if round.closed else on
    rows = round.people.filter(draw__approved__isnull=False).values_list(
        *PERSON, "disposition", *ANSWER
    )
    return pl.DataFrame(
        [_written_row(row, on, closed) for row in rows.iterator(chunk_size=5_000)],
        schema=SCHEMA,
        orient="row",
    )


def _written_row(row: tuple[Any, ...], on: date, closed: date) -> tuple[object, ...]:
    *person, disposition, _state, mode, language, sent = row
    day = timezone.localdate(sent) if sent else closed
    if disposition in ANSWERS:
        if day <= on:
            return *person, disposition, mode, language, day
        disposition = Disposition.NO_REPLY.value
    return *person, disposition, None, None, None


def end_of(day: date) -> datetime:
    """The last moment of a day by the Swedish clock."""
    return timezone.make_aware(datetime.combine(day + timedelta(1), time())) - timedelta(
        microseconds=1
    )


def _row(
    person: tuple[object, ...],
    heard: Heard,
    answer: tuple[str | None, str | None, str | None, datetime | None],
    until: datetime,
    closed: datetime | None,
) -> tuple[object, ...]:
    state, mode, language, sent = answer
    if state == Response.State.SENT and sent is not None and sent <= until:
        return *person, Disposition.COMPLETE.value, mode, language, timezone.localdate(sent)
    if state == Response.State.PARTIAL and closed:
        return *person, Disposition.PARTIAL.value, mode, language, timezone.localdate(closed)
    why = heard.why_not
    if why is not None:
        became = BECAME[why]
    elif state == Response.State.BROKEN_OFF and closed:
        became = Disposition.BREAK_OFF
    else:
        became = Disposition.NO_REPLY
    return *person, became.value, None, None, None
