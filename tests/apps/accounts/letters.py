"""What stands in the letters that were sent."""

import re

from django.core import mail

LINK = re.compile(r"^https?://[^/\s]+(?P<path>/\S+)$", re.MULTILINE)


def last_letter():
    return mail.outbox[-1]


def link_in(letter) -> str:
    """The path of the only link in a letter."""
    (path,) = [found["path"] for found in LINK.finditer(letter.body)]
    return path


def subjects() -> list[str]:
    return [letter.subject for letter in mail.outbox]
