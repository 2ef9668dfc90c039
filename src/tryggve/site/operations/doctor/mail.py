"""Whether the mail server lets us in. Nothing is sent."""

import smtplib
import ssl
from collections.abc import Iterator

from tryggve.site.config import Configuration
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING, Row
from tryggve.wording.text import say

WAIT = 10


def server(config: Configuration) -> Iterator[Row]:
    if config.demo:
        yield Row(OK, say("A demonstration sends no mail."))
        return
    if not config.smtp_host:
        state = WARNING if config.base_url.scheme == "https" else OK
        yield Row(
            state,
            say("No mail server is set: mail stays in the outbox."),
            say("Set smtp_host.") if state == WARNING else "",
        )
        return
    try:
        _greet(config)
    except (OSError, smtplib.SMTPException) as error:
        code = getattr(error, "smtp_code", "")
        yield Row(
            ERROR,
            say(
                "The mail server {host} cannot be used: {reason}.",
                host=config.smtp_host,
                reason=f"{type(error).__name__} {code}".strip(),
            ),
            say("Mend smtp_host, smtp_port, smtp_security, smtp_user or smtp_password."),
        )
    else:
        yield Row(OK, say("The mail server {host} lets us in.", host=config.smtp_host))


def _greet(config: Configuration) -> None:
    """Connect and sign in as the outbox does, and say goodbye."""
    safely = ssl.create_default_context()
    host, port = config.smtp_host, config.smtp_port
    if config.smtp_security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=WAIT, context=safely)
    else:
        connection = smtplib.SMTP(host, port, timeout=WAIT)
    with connection:
        if config.smtp_security == "starttls":
            connection.starttls(context=safely)
        if config.smtp_user:
            connection.login(config.smtp_user, config.smtp_password.get_secret_value())
        connection.noop()
