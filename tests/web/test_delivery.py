"""Mail through a real server: taken, refused, cut off, too slow, away."""

import smtplib
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.web.mail_server import free_port, mail_server
from tryggve.web import delivery
from tryggve.web.delivery import CLAIM, RETRY_AFTER, deliver, deliver_due
from tryggve.web.models import OutgoingMail
from tryggve.web.outbox import new_message_id
from tryggve.web.workflow import ChangeNotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail():
    return OutgoingMail.objects.create(
        to="kalle@kommun.example",
        subject="Välkommen",
        body="https://tryggve.example/invitation/secret",
        message_id=new_message_id(),
    )


@pytest.fixture
def server(settings):
    """Start a server that gives these answers, and point the site at it."""
    running = []

    def start(*answers):
        context = mail_server(*answers)
        handler = context.__enter__()
        running.append(context)
        settings.SMTP = settings.SMTP | handler.smtp
        return handler

    yield start
    for context in running:
        context.__exit__(None, None, None)


def test_a_message_is_taken_and_its_text_is_forgotten(mail, server, settings):
    handler = server()
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.body, mail.attempts, mail.error) == ("sent", "", 1, "")
    (content,) = handler.taken
    message = message_from_bytes(content)
    assert message["Message-ID"] == mail.message_id
    assert (message["To"], message["From"]) == (mail.to, settings.DEFAULT_FROM_EMAIL)
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_payload(decode=True).decode().strip()
    assert text == "https://tryggve.example/invitation/secret"


def test_a_message_that_was_sent_is_not_sent_again(mail, server):
    handler = server()
    deliver(mail.pk)
    deliver(mail.pk)
    assert len(handler.taken) == 1


def test_a_recipient_that_the_server_refuses_for_good_is_given_up_at_once(mail, server):
    server("RCPT 550 5.1.1 kalle@kommun.example: no such user")
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.body, mail.error) == ("failed", "", "SMTPRecipientsRefused 550")
    assert mail.ended is not None


def test_a_message_that_the_server_refuses_for_good_is_given_up_at_once(mail, server):
    server("554 5.7.1 not wanted here")
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("failed", "SMTPDataError 554")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("RCPT 450 4.2.1 try later", "SMTPRecipientsRefused 450"),
        ("451 4.3.0 try later", "SMTPDataError 451"),
        ("cut", "SMTPServerDisconnected"),
        ("slow", "SMTPServerDisconnected"),
    ],
)
def test_a_server_that_cannot_now_is_tried_again(mail, server, answer, error):
    handler = server(answer)
    before = timezone.now()
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("waiting", 1, error)
    assert mail.body != ""
    wait = mail.next_attempt - before
    assert RETRY_AFTER[0] <= wait < RETRY_AFTER[0] + timedelta(seconds=30)
    again = DBTaskResult.objects.get()
    assert (again.args_kwargs["args"], again.run_after) == ([mail.pk], mail.next_attempt)

    OutgoingMail.objects.update(next_attempt=timezone.now())
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, len(handler.taken)) == ("sent", 2, 1)


def test_a_server_that_is_away_is_tried_again(mail, settings):
    settings.SMTP = settings.SMTP | {
        "host": "127.0.0.1",
        "port": free_port(),
        "use_tls": False,
    }
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error) == ("waiting", "ConnectionRefusedError")


def test_waits_grow_and_end(mail, settings):
    settings.SMTP = settings.SMTP | {"host": "no-such-host.invalid", "use_tls": False}
    waits = []
    for _ in RETRY_AFTER:
        OutgoingMail.objects.update(next_attempt=timezone.now())
        before = timezone.now()
        deliver(mail.pk)
        mail.refresh_from_db()
        waits.append(round((mail.next_attempt - before) / timedelta(minutes=1)))
    assert (mail.state, waits) == ("waiting", [1, 5, 30, 120, 720])
    OutgoingMail.objects.update(next_attempt=timezone.now())
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.body) == ("failed", len(RETRY_AFTER) + 1, "")


def test_a_message_that_another_worker_is_sending_is_left_alone(mail, server):
    handler = server()
    OutgoingMail.objects.update(next_attempt=timezone.now() + CLAIM)
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, handler.taken) == ("waiting", 0, [])
    assert DBTaskResult.objects.get().run_after == mail.next_attempt


def test_a_message_is_claimed_by_one_only(mail):
    seen_by_both = [OutgoingMail.objects.get(), OutgoingMail.objects.get()]
    assert [delivery._claim(each) for each in seen_by_both] == [True, False]
    assert [each.attempts for each in seen_by_both] == [1, 1]


def test_what_waited_for_a_week_is_not_sent_any_more(mail, server):
    handler = server()
    OutgoingMail.objects.update(created=timezone.now() - timedelta(days=8))
    deliver(mail.pk)
    mail.refresh_from_db()
    assert (mail.state, mail.error, handler.taken) == ("failed", "TooOld", [])


def test_overdue_mail_is_found_without_its_task(mail, server):
    handler = server()
    OutgoingMail.objects.create(
        to="later@kommun.example",
        message_id=new_message_id(),
        next_attempt=timezone.now() + timedelta(hours=1),
    )
    assert (deliver_due(), len(handler.taken), deliver_due()) == (1, 1, 0)


def test_nothing_leaves_a_demonstration(mail, server, settings):
    handler = server()
    settings.DEMO = True
    deliver(mail.pk)
    assert (deliver_due(), handler.taken) == (0, [])


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPAuthenticationError(535, b"wrong password"),
        smtplib.SMTPSenderRefused(550, b"no", "tryggve@kommun.example"),
        smtplib.SMTPConnectError(554, b"go away"),
        smtplib.SMTPRecipientsRefused({"a@kommun.example": (450, b"later")}),
        TimeoutError(),
    ],
)
def test_what_is_wrong_with_us_or_with_the_server_does_not_condemn_the_message(error):
    assert delivery.is_permanent(error) is False


def test_no_words_of_the_server_are_kept():
    error = smtplib.SMTPRecipientsRefused({"kalle@kommun.example": (550, b"kalle unknown")})
    assert delivery.name_of(error) == "SMTPRecipientsRefused 550"


@pytest.mark.parametrize(("before", "after"), list(OutgoingMail.STATES.forbidden()))
def test_no_other_change_of_state_is_made(mail, before, after):
    mail.state = before
    mail.save()
    with pytest.raises(ChangeNotAllowed):
        delivery._end(mail, after)
    mail.refresh_from_db()
    assert mail.state == before
