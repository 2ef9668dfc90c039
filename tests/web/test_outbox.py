import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from tryggve.web.models import OutgoingMail
from tryggve.web.outbox import waiting_mail

OUTBOX = "tryggve.web.outbox.OutboxBackend"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = OUTBOX
    settings.SMTP = settings.SMTP | {"host": "mail.example"}


def test_a_message_waits_with_a_task_that_will_send_it():
    assert send_mail("Hello", "Text", None, ["kalle@kommun.example"]) == 1
    mail = waiting_mail().get()
    assert (mail.to, mail.subject, mail.body, mail.state, mail.attempts) == (
        "kalle@kommun.example",
        "Hello",
        "Text",
        "waiting",
        0,
    )
    assert mail.message_id.endswith("@localhost>")
    assert DBTaskResult.objects.get().args_kwargs == {"args": [mail.pk], "kwargs": {}}


def test_what_is_rolled_back_is_never_sent():
    with transaction.atomic():
        send_mail("Hello", "Text", None, ["kalle@kommun.example"])
        transaction.set_rollback(True)
    assert (OutgoingMail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_each_address_has_a_message_of_its_own():
    message = EmailMessage("Hello", "Text", to=["a@kommun.example"], cc=["b@kommun.example"])
    message.bcc = ["c@kommun.example"]
    message.send()
    assert sorted(waiting_mail().values_list("to", flat=True)) == [
        "a@kommun.example",
        "b@kommun.example",
        "c@kommun.example",
    ]
    assert waiting_mail().values("message_id").distinct().count() == 3


def test_the_plain_text_is_kept_and_no_html():
    message = EmailMultiAlternatives("Hello", "Text", to=["a@kommun.example"])
    message.attach_alternative("<p>Text</p>", "text/html")
    message.send()
    assert waiting_mail().get().body == "Text"


def test_a_file_is_refused_rather_than_left_out():
    message = EmailMessage("Hello", "Text", to=["a@kommun.example"])
    message.attach("answers.csv", "1;2", "text/csv")
    with pytest.raises(ValueError, match="text alone"):
        message.send()
    assert waiting_mail().count() == 0


def test_a_line_break_in_the_subject_is_refused_and_nothing_of_the_batch_is_kept():
    good = EmailMessage("Hello", "Text", to=["a@kommun.example"])
    bad = EmailMessage("Hello\nBcc: everybody@kommun.example", "Text", to=["a@kommun.example"])
    with pytest.raises(BadHeaderError):
        get_connection().send_messages([good, bad])
    assert waiting_mail().count() == 0


@pytest.mark.parametrize(("host", "demo"), [("", False), ("mail.example", True)])
def test_without_a_mail_server_and_in_a_demonstration_it_stays_to_be_read(settings, host, demo):
    settings.SMTP = settings.SMTP | {"host": host}
    settings.DEMO = demo
    send_mail("Hello", "Text", None, ["a@kommun.example"])
    assert (waiting_mail().count(), DBTaskResult.objects.count()) == (1, 0)
