"""Send what waits in the outbox: try again when the server is away, give up when it says no.

A row is claimed by moving its next attempt ten minutes on in one UPDATE, so two workers never
send the same message, and one that dies while sending lets go of it. A worker that dies after the
server took the message and before the row says so sends it twice, with the same Message-ID.
"""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from tryggve.web.models import OutgoingMail

RETRY_AFTER = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
]
CLAIM = timedelta(minutes=10)
TOO_OLD = timedelta(days=7)  # the links in it have ended

log = logging.getLogger(__name__)


def is_sending() -> bool:
    """Whether mail leaves the installation at all."""
    return bool(settings.SMTP["host"]) and not settings.DEMO


@task()
def send_mail(mail_id: int) -> None:
    deliver(mail_id)


@task()
def send_overdue_mail() -> None:
    deliver_due()


def deliver(mail_id: int) -> None:
    """Try to send one message, if it still waits and nobody else is at it."""
    mail = OutgoingMail.objects.waiting().filter(pk=mail_id).first()
    if mail is None or not is_sending():
        return
    if timezone.now() - mail.created > TOO_OLD:
        _end(mail, "failed", "TooOld")
    elif _claim(mail):
        _try(mail)
    elif mail.state == "waiting":  # another worker is at it: look again when its claim has ended
        send_mail.using(run_after=mail.next_attempt).enqueue(mail.pk)


def deliver_due() -> int:
    """Try every message whose time has come; how many were tried."""
    due = OutgoingMail.objects.waiting().filter(next_attempt__lte=timezone.now())
    numbers = list(due.values_list("pk", flat=True)) if is_sending() else []
    for number in numbers:
        deliver(number)
    return len(numbers)


def is_permanent(error: Exception) -> bool:
    """Whether the server said no to this message for good, rather than to us or for now."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return all(code >= 500 for code, _ in error.recipients.values())
        case smtplib.SMTPDataError():
            return error.smtp_code >= 500
        case _:
            return False


def name_of(error: Exception) -> str:
    """What is kept of an error: its kind and the server's code, never its words."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            codes = sorted({str(code) for code, _ in error.recipients.values()})
        case smtplib.SMTPResponseException():
            codes = [str(error.smtp_code)]
        case _:
            codes = []
    return " ".join([type(error).__name__, *codes])


def _claim(mail: OutgoingMail) -> bool:
    """Take the row for ourselves: one UPDATE, of which the database lets one worker win."""
    now = timezone.now()
    claimed = OutgoingMail.objects.waiting().filter(pk=mail.pk, next_attempt__lte=now)
    is_ours = claimed.update(next_attempt=now + CLAIM, attempts=F("attempts") + 1) == 1
    mail.refresh_from_db()
    return is_ours


def _try(mail: OutgoingMail) -> None:
    try:
        _send(mail)
    except Exception as error:  # whatever it is, the message must not wait for ever
        log.warning("mail %s was not taken: %s", mail.pk, name_of(error))
        if is_permanent(error) or mail.attempts > len(RETRY_AFTER):
            _end(mail, "failed", name_of(error))
        else:
            _later(mail, name_of(error))
    else:
        _end(mail, "sent")


def _send(mail: OutgoingMail) -> None:
    server = EmailBackend(**settings.SMTP)
    message = EmailMessage(
        mail.subject,
        mail.body,
        settings.DEFAULT_FROM_EMAIL,
        [mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=server,
    )
    message.send()


def _later(mail: OutgoingMail, error: str) -> None:
    mail.next_attempt = timezone.now() + RETRY_AFTER[mail.attempts - 1]
    mail.error = error
    with transaction.atomic():
        mail.save(update_fields=["next_attempt", "error"])
        send_mail.using(run_after=mail.next_attempt).enqueue(mail.pk)


def _end(mail: OutgoingMail, state: str, error: str = "") -> None:
    OutgoingMail.STATES.check(mail.state, state)
    mail.state, mail.error, mail.body, mail.ended = state, error, "", timezone.now()
    mail.save(update_fields=["state", "error", "body", "ended"])
