"""Whoever tries codes that were never sent is slowed down, and the operators are told.

Counted is a hash of where on the network a code came from, salted anew each day with a secret that
is thrown away with the counts; all workers share it. A code that fails its check sign is a typing
mistake and is not counted.
"""

import hmac
import secrets
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import F, Sum
from django.utils import timezone

from tryggve.apps.accounts.models import User
from tryggve.apps.surveys.models import GuessingSalt, WrongCodes
from tryggve.web.notices import notify
from tryggve.wording.text import say

WINDOW_MINUTES = 10
MOST_IN_A_WINDOW = 20  # a library, a family or a telephone company's customers share an address
ALARM_IN_A_WINDOW = 200  # from everywhere together


def may_try(sender: str, *, now: datetime | None = None) -> bool:
    """Whether one more code may come from an address on the network."""
    at = timezone.localtime(now)
    salt = GuessingSalt.objects.filter(day=at.date()).first()
    if salt is None:
        return True
    counted = WrongCodes.objects.filter(salt=salt, window=_window(at), sender=_hash(salt, sender))
    return not counted.filter(count__gte=MOST_IN_A_WINDOW).exists()


def note_wrong(sender: str, *, counts: bool = True, now: datetime | None = None) -> None:
    """Count a code that was never sent; tell the operators once many have come.

    A code that was sent but can be used no more does not count (`counts`), and takes as long.
    """
    at = timezone.localtime(now)
    salt, _new = GuessingSalt.objects.get_or_create(
        day=at.date(), defaults={"salt": secrets.token_bytes(32)}
    )
    row, _new = WrongCodes.objects.get_or_create(
        salt=salt, window=_window(at), sender=_hash(salt, sender)
    )
    WrongCodes.objects.filter(pk=row.pk).update(count=F("count") + int(counts))
    if _all_in(salt, _window(at)) >= ALARM_IN_A_WINDOW and _is_first(at):
        _alarm()


def forget_guesses(*, now: datetime | None = None) -> int:
    """Throw away the salts of days that are over, and all that was counted with them."""
    over = timezone.localtime(now).date()
    rows, _kinds = GuessingSalt.objects.filter(day__lt=over).delete()
    return rows


def _is_first(at: datetime) -> bool:
    """Whether nobody has told of this window yet, whichever worker counted past the limit."""
    return bool(cache.add(f"codes_guessed:{at.date()}:{_window(at)}", True, WINDOW_MINUTES * 60))


def _alarm() -> None:
    text = say(
        "{count} codes that were never sent have been tried in {minutes} minutes. Somebody may be "
        "guessing.",
        count=ALARM_IN_A_WINDOW,
        minutes=WINDOW_MINUTES,
    )
    for operator in User.objects.filter(is_operator=True, is_active=True):
        notify(user=operator, text=text, page="start")


def _all_in(salt: GuessingSalt, window: int) -> int:
    counted = WrongCodes.objects.filter(salt=salt, window=window)
    return int(counted.aggregate(all=Sum("count"))["all"] or 0)


def _window(at: datetime) -> int:
    since_midnight = timedelta(hours=at.hour, minutes=at.minute)
    return int(since_midnight / timedelta(minutes=WINDOW_MINUTES))


def _hash(salt: GuessingSalt, sender: str) -> bytes:
    return hmac.digest(bytes(salt.salt), sender.encode(), "sha256")
