"""Days as a calendar file (iCalendar, RFC 5545) that every calendar program reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//Tryggve//Tryggve//SV"


@dataclass(frozen=True)
class Day:
    """Something that happens on a whole day. `uid`: the same each time it is written, so that a
    calendar program moves the day instead of adding another."""

    uid: str
    day: date
    what: str
    address: str = ""


def write_ical(days: Iterable[Day], *, name: str, made: datetime) -> bytes:
    """A calendar of the days. `name`: what the calendar is called; `made`: with its time zone."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for each in days:
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", made.astimezone(UTC))
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.what)
        event.add("transp", "TRANSPARENT")  # nobody is busy all day because of it
        if each.address:
            event.add("url", each.address)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
