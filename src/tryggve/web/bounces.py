"""Read the reports of mail servers that a message never arrived (RFC 3464), and mark the message.

A report is found by the Message-ID of the message it is about: no address is looked up.
"""

import mailbox
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes, message_from_string, policy
from email.message import Message
from pathlib import Path

from django.utils import timezone

from tryggve.web.models import OutgoingMail

MESSAGE_ID = re.compile(r"<[^<>\s]+>")
STATUS = re.compile(r"\d\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Bounce:
    """A message never arrived: which, and the server's status code, such as 5.1.1."""

    message_ids: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Reading:
    """What came of reading reports: how many messages, and how many of ours were marked."""

    read: int
    reports: int
    marked: int


def mark_bounced(messages: Iterable[bytes]) -> Reading:
    """Mark every sent message that a report says was refused. May be run again."""
    read = reports = marked = 0
    for content in messages:
        read += 1
        bounce = read_report(content)
        if bounce is not None:
            reports += 1
            marked += _mark(bounce)
    return Reading(read, reports, marked)


def read_report(content: bytes) -> Bounce | None:
    """The refusal that a message reports; None for anything else, a report of delay too."""
    message = message_from_bytes(content, policy=policy.compat32)
    if message.get_content_type() != "multipart/report":
        return None
    recipients = [each for part in message.walk() for each in _recipients(part)]
    refused = [each for each in recipients if each.get("Action", "").strip().lower() == "failed"]
    found = [name for part in message.walk() for name in _original_names(part)]
    if not refused or not found:
        return None
    status = STATUS.search(str(refused[0].get("Status", "")))
    return Bounce(tuple(dict.fromkeys(found)), status.group() if status else "")


def messages_in(path: Path) -> Iterator[bytes]:
    """The messages of a Maildir folder, of an mbox file, or of a file with one message."""
    if path.is_dir():
        folder: mailbox.Mailbox = mailbox.Maildir(path, create=False)
    elif path.read_bytes()[:5] == b"From ":
        folder = mailbox.mbox(path, create=False)
    else:
        yield path.read_bytes()
        return
    with closing(folder):
        for message in folder:
            yield message.as_bytes()


def _mark(bounce: Bounce) -> int:
    marked = 0
    for mail in OutgoingMail.objects.filter(message_id__in=bounce.message_ids, state="sent"):
        OutgoingMail.STATES.check(mail.state, "bounced")
        mail.state, mail.error, mail.ended = "bounced", bounce.status, timezone.now()
        mail.save(update_fields=["state", "error", "ended"])
        marked += 1
    return marked


def _recipients(part: Message) -> list[Message]:
    """The groups of fields of a delivery-status part: one for each recipient."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return []
    return [group for group in part.walk() if group is not part and "Action" in group]


def _original_names(part: Message) -> list[str]:
    """The Message-ID of the message that a report gives back, whole or its heading alone."""
    match part.get_content_type():
        case "message/rfc822" if part.is_multipart():
            original = next(each for each in part.walk() if each is not part)
        case "text/rfc822-headers":
            original = message_from_string(str(part.get_payload()))
        case _:
            return []
    return MESSAGE_ID.findall(str(original.get("Message-ID", "")))
