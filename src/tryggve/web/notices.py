"""Tell one person that something waits for them, in their own language, with a link.

    notify(user=lead, text=say("Round {round} is closed.", round=12), page="surveys:round",
           organisation="lessebo", number=12)

The sentence holds no personal data beyond the name of an area, an organisation or a round: it is
sent by e-mail too, in the daily summary.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tryggve.web.models import Notice
from tryggve.wording.text import Text

START = "start"


def notify(*, user: Any, text: Text, page: str, **page_arguments: str | int) -> Notice:
    """Leave a notice for a person. The text's values are text or numbers."""
    return Notice.objects.create(
        user=user,
        message=text.message,
        plural=text.plural,
        count=text.count,
        values=text.values,
        page=page,
        page_arguments=page_arguments,
    )


def unread_notices(user: Any) -> QuerySet[Notice]:
    """What the person has not seen yet, the newest first."""
    return Notice.objects.unread().filter(user=user)


def mark_read(*, user: Any, notices: Iterable[int], now: datetime | None = None) -> int:
    """The person has seen these notices of theirs; how many were new."""
    mine = unread_notices(user).filter(pk__in=list(notices))
    return mine.update(read=now or timezone.now())


def page_of(notice: Notice) -> str:
    """The page a notice is about, in the present language; the start page if it is gone."""
    try:
        return reverse(notice.page, kwargs=notice.page_arguments)
    except NoReverseMatch:
        return reverse(START)


def address_of(notice: Notice) -> str:
    """The whole address of the page, for a letter."""
    return str(settings.TRYGGVE.base_url).rstrip("/") + page_of(notice)
