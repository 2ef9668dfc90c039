"""Mail waits in the outbox until the mail server has taken it.

A message is put there in the transaction of whoever sends it: what is rolled back is never sent.
One row an address, so nobody sees who else got it. Without a mail server, and in a demonstration,
it stays there to be read. `tryggve.web.delivery` sends it.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet

from tryggve.web.delivery import is_sending, send_mail
from tryggve.web.models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    """Django's mail backend: puts every message into the outbox and lets a worker send it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                _put(message)
        return len(email_messages)


def waiting_mail() -> QuerySet[OutgoingMail]:
    """Mail that nobody has taken yet, the newest first. In a demonstration that is all mail."""
    return OutgoingMail.objects.waiting()


def _put(message: EmailMessage) -> None:
    if message.attachments:
        raise ValueError("the outbox takes text alone: link to a page instead of attaching a file")
    message.message()  # refuses a line break in a heading before anything is kept
    for address in message.recipients():
        mail = OutgoingMail.objects.create(
            to=address,
            subject=message.subject,
            body=message.body,
            message_id=new_message_id(),
        )
        if is_sending():
            send_mail.enqueue(mail.pk)


def new_message_id() -> str:
    """A name for a message, by which a report that it bounced finds it again."""
    host: Any = settings.TRYGGVE.base_url.host
    return f"<{secrets.token_hex(16)}@{host}>"
