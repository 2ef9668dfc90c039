"""Reports of delivery as mail servers write them, known by the Message-ID they give back."""

import mailbox

import pytest

from tryggve.web.bounces import Bounce, Reading, mark_bounced, messages_in, read_report
from tryggve.web.models import OutgoingMail

OURS = "<0123456789abcdef@tryggve.example>"

POSTFIX = """\
From: MAILER-DAEMON@mail.kommun.example
To: tryggve@kommun.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.kommun.example
Arrival-Date: Sun, 22 Nov 2026 03:10:45 +0000

Final-Recipient: rfc822; kalle@kommun.example
Original-Recipient: rfc822;kalle@kommun.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <kalle@kommun.example>: no such user

--b
Content-Type: message/rfc822

From: tryggve@kommun.example
To: kalle@kommun.example
Message-ID: <0123456789abcdef@tryggve.example>
Subject: Hello

Text
--b--
"""
HEADERS_ONLY = POSTFIX.replace("message/rfc822", "text/rfc822-headers").replace("failed", "Failed")
DELAYED = POSTFIX.replace("Action: failed", "Action: delayed")
WITHOUT_THE_ORIGINAL = POSTFIX.replace("Message-ID", "X-Other")
OUT_OF_OFFICE = f"From: kalle@kommun.example\nIn-Reply-To: {OURS}\nSubject: On leave\n\nBack soon"
CUT_OFF = POSTFIX[: POSTFIX.index("Status:")]


@pytest.fixture
def sent(db):
    return OutgoingMail.objects.create(to="kalle@kommun.example", message_id=OURS, state="sent")


@pytest.mark.parametrize("report", [POSTFIX, HEADERS_ONLY, POSTFIX.replace("\n", "\r\n")])
def test_a_refusal_is_read(report):
    assert read_report(report.encode()) == Bounce((OURS,), "5.1.1")


@pytest.mark.parametrize(
    "other", [DELAYED, WITHOUT_THE_ORIGINAL, OUT_OF_OFFICE, CUT_OFF, "", "\x00\xff", "From: a\n\n"]
)
def test_anything_else_is_no_refusal(other):
    assert read_report(other.encode()) is None


def test_the_message_is_marked_with_the_code_alone(sent):
    assert mark_bounced([POSTFIX.encode(), OUT_OF_OFFICE.encode()]) == Reading(2, 1, 1)
    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("bounced", "5.1.1")


def test_the_same_report_twice_marks_once(sent):
    assert mark_bounced([POSTFIX.encode()]) == Reading(1, 1, 1)
    assert mark_bounced([POSTFIX.encode()]) == Reading(1, 1, 0)


def test_a_report_of_somebody_elses_message_marks_nothing(sent):
    other = POSTFIX.replace("0123456789abcdef", "fedcba9876543210")
    assert mark_bounced([other.encode()]) == Reading(1, 1, 0)
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_message_that_still_waits_is_not_marked(sent):
    OutgoingMail.objects.update(state="waiting")
    assert mark_bounced([POSTFIX.encode()]).marked == 0


@pytest.mark.parametrize("kind", ["maildir", "mbox", "file"])
def test_reports_are_read_from_a_folder_a_mailbox_or_a_file(tmp_path, kind):
    path = tmp_path / "reports"
    match kind:
        case "maildir":
            folder = mailbox.Maildir(path)
            folder.add(POSTFIX)
            folder.add(OUT_OF_OFFICE)
        case "mbox":
            with_two = mailbox.mbox(path)
            with_two.add(POSTFIX)
            with_two.add(OUT_OF_OFFICE)
            with_two.close()
        case "file":
            path.write_text(POSTFIX)
    read = [read_report(content) for content in messages_in(path)]
    assert [each for each in read if each] == [Bounce((OURS,), "5.1.1")]
    assert len(read) == (1 if kind == "file" else 2)
