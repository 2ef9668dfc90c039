"""The calendar of a round: what is suggested, and what a calendar program gets."""

from datetime import date, timedelta

from django.utils import timezone

from tryggve.apps.surveys.models import Round, RoundDay
from tryggve.exchange.ical import Day, write_ical

Event = RoundDay.Event
FIRST_LETTER = 32  # the week in which the letters are posted
# Days after the first letter. The reminders come as in the plans that are published: a card after
# two weeks, letter and form once more after four, and eight weeks in all.
PLAN = {
    Event.ORDER: -49,
    Event.SAMPLE: -28,
    Event.PRINT: -21,
    Event.LETTER: 0,
    Event.CARD: 14,
    Event.REMINDER: 28,
    Event.CLOSE: 56,
    Event.DESTROY: 70,
    Event.RESULTS: 98,
}


def suggested(year: int, letter: date | None = None) -> dict[str, date]:
    """The day of each event, from the day of the first letter: Monday in week 32 unless told."""
    start = letter or date.fromisocalendar(year, FIRST_LETTER, 1)
    return {event.value: start + timedelta(days) for event, days in PLAN.items()}


def as_ical(round: Round, address: str) -> bytes:
    """The round's days for a calendar program. `address`: of the round's page."""
    days = [
        Day(f"{round.key_name}-{each.event}@tryggve", each.day,
            f"{round.title}: {each.get_event_display()}", address)
        for each in round.days.all()
    ]  # fmt: skip
    return write_ical(days, name=round.title, made=timezone.now())
