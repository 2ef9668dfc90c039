"""The daily summary: one message to everybody who wants it and has something new to read."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail as put_in_outbox
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from tryggve.web.models import Notice
from tryggve.web.notices import address_of
from tryggve.wording.text import say, say_many, speaking

SHOWN = 20
ONE_DAY = timedelta(hours=20)  # shorter than a day, so that a late one does not move the next


@task()
def send_digests() -> None:
    """Put one task in the queue for each person who has something new to read."""
    for person in people_with_news():
        send_digest_to.enqueue(person)


@task()
def send_digest_to(person: int) -> None:
    send_digest(person)


def people_with_news() -> list[int]:
    """Who wants the summary and has an unread notice that none has told of yet."""
    wants = get_user_model().objects.filter(is_active=True, digest=True)
    new = Notice.objects.unread().filter(mailed=None)
    return list(wants.filter(pk__in=new.values("user")).values_list("pk", flat=True))


def send_digest(person: int, *, now: datetime | None = None) -> bool:
    """Write to one person, at most once a day, and never when nothing is new."""
    now = now or timezone.now()
    with transaction.atomic():
        user: Any = get_user_model().objects.select_for_update().get(pk=person)
        unread = Notice.objects.unread().filter(user=user)
        news = unread.filter(mailed=None)
        wrote_today = user.notices.filter(mailed__gt=now - ONE_DAY).exists()
        if wrote_today or not (user.digest and user.is_active) or not news.exists():
            return False
        _write(user, list(unread))
        news.update(mailed=now)
    return True


def _write(user: Any, notices: list[Notice]) -> None:
    with translation.override(user.language), speaking(user.language):
        subject = say_many(
            "Tryggve: {count} notice to read", "Tryggve: {count} notices to read", len(notices)
        )
        lines = [f"{notice.text}\n{address_of(notice)}\n" for notice in notices[:SHOWN]]
        more = len(notices) - SHOWN
        if more > 0:
            lines.append(f"{say_many('And {count} more.', 'And {count} more.', more)}\n")
        lines.append(f"{say('You choose on your own page if you want this daily summary.')}")
        lines.append(str(settings.TRYGGVE.base_url))
        put_in_outbox(str(subject), "\n".join(lines), None, [user.email])
