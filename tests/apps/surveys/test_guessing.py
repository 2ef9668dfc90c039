"""Guessing codes: slowed down by place, told to the operators, and forgotten the day after."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import UserFactory
from tryggve.apps.surveys import guessing
from tryggve.apps.surveys.models import GuessingSalt, WrongCodes
from tryggve.apps.surveys.tasks import forget_guesses_daily
from tryggve.web.models import Notice
from tryggve.web.schedule import SCHEDULES

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
HERE, THERE = "192.0.2.1", "192.0.2.2"


def guess(times, sender=HERE, now=NOON):
    for _ in range(times):
        guessing.note_wrong(sender, now=now)


def test_nobody_who_has_tried_nothing_is_stopped():
    assert guessing.may_try(HERE, now=NOON)


def test_too_many_from_one_place_are_stopped_there_and_for_a_while():
    guess(guessing.MOST_IN_A_WINDOW - 1)
    assert guessing.may_try(HERE, now=NOON)
    guess(1)
    assert not guessing.may_try(HERE, now=NOON)
    assert not guessing.may_try(HERE, now=NOON + timedelta(minutes=9, seconds=59))
    assert guessing.may_try(THERE, now=NOON)
    assert guessing.may_try(HERE, now=NOON + timedelta(minutes=10))


def test_the_address_stands_nowhere_and_no_two_days_can_be_laid_together():
    guess(1)
    guess(1, now=NOON + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT sender FROM surveys_wrongcodes")
        first, second = (bytes(row[0]) for row in cursor.fetchall())
    assert (len(first), first == second, HERE.encode() in first) == (32, False, False)


def test_the_operators_are_told_once_when_many_guess():
    operator = UserFactory(is_operator=True)
    UserFactory()
    senders = guessing.ALARM_IN_A_WINDOW // 10
    for number in range(senders):
        guess(10, sender=f"198.51.100.{number}")
    guess(5)
    (notice,) = Notice.objects.all()
    assert (notice.user, notice.values["count"]) == (operator, guessing.ALARM_IN_A_WINDOW)
    assert "198.51" not in str(notice.values)


def test_what_was_counted_goes_with_its_day():
    guess(1)
    guess(1, now=NOON + timedelta(days=1))
    assert guessing.forget_guesses(now=NOON + timedelta(days=1)) == 2
    assert [str(each.day) for each in GuessingSalt.objects.all()] == ["2026-10-06"]
    assert WrongCodes.objects.count() == 1


def test_it_is_forgotten_every_night():
    assert SCHEDULES["surveys.forget_guesses"].task is forget_guesses_daily
    guess(1, now=NOON - timedelta(days=400))
    forget_guesses_daily.func()
    assert GuessingSalt.objects.count() == 0
