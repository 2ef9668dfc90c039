"""A calendar file is read again as it was meant, by another reader of the format."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from tryggve.exchange.ical import Day, write_ical

MADE = datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def events(content):
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_day_is_a_whole_day_on_which_nobody_is_busy():
    day = Day("1@tryggve", date(2026, 8, 3), "Brev; enkät, svarskuvert", "https://example.se/o/1/")
    (event,) = events(write_ical([day], name="Hösten", made=MADE))
    assert event["summary"] == "Brev; enkät, svarskuvert"
    assert event["dtstart"].dt == date(2026, 8, 3)
    assert event["dtend"].dt == date(2026, 8, 4)
    assert event["uid"] == "1@tryggve"
    assert event["url"] == "https://example.se/o/1/"
    assert event["transp"] == "TRANSPARENT"


def test_lines_are_broken_as_the_format_wants():
    content = write_ical([Day("1", date(2026, 8, 3), "å" * 200)], name="x", made=MADE)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize("number", [0, 3])
def test_as_many_events_as_days(number):
    days = [Day(str(n), date(2026, 8, 3) + timedelta(n), "x") for n in range(number)]
    assert len(events(write_ical(days, name="x", made=MADE))) == number
