"""Letters by e-mail: templates whose first line is the subject, in the receiver's language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from tryggve.wording.text import speaking


def send(template: str, *, to: str, language: str, **context: Any) -> None:
    """Write `accounts/mail/<template>.txt` and put it into the outbox."""
    with override(language), speaking(language):
        text = render_to_string(f"accounts/mail/{template}.txt", {"email": to, **context})
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to]).send()


def address(name: str, *, language: str, **kwargs: Any) -> str:
    """The whole address of a page, as a letter needs it."""
    with override(language):
        return str(settings.TRYGGVE.base_url).rstrip("/") + reverse(name, kwargs=kwargs)
