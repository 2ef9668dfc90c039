"""Organisations and people from the command line, in the tests' own database."""

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from typer.testing import CliRunner

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.web.mail_server import mail_server
from tests.web.test_bounces import OURS, POSTFIX
from tryggve.apps.accounts.models import Invitation, Organisation, User
from tryggve.cli.mail import app as mail_app
from tryggve.cli.organisation import app as organisation_app
from tryggve.cli.person import app as person_app
from tryggve.web.models import OutgoingMail
from tryggve.web.outbox import new_message_id
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


def run(app, *words, **options):
    return CliRunner().invoke(app, [str(word) for word in words], **options)


def refusal(app, *words):
    result = run(app, *words)
    assert isinstance(result.exception, InputError), (result.output, result.exception)
    return str(result.exception.problems[0].what)


@pytest.fixture
def operator():
    return UserFactory(email="drift@kommun.example", is_operator=True)


def test_the_operator_creates_an_organisation(operator):
    result = run(organisation_app, "create", "Lessebo kommun")
    assert result.output == "Lessebo kommun is created; its pages are at /o/lessebo-kommun/\n"
    made = Organisation.objects.get()
    assert (made.name, made.kind, made.slug) == ("Lessebo kommun", "municipality", "lessebo-kommun")


def test_organisations_are_listed():
    OrganisationFactory(name="Nybro kommun", slug="nybro")
    OrganisationFactory(name="Polisen", slug="polisen", kind="police")
    assert run(organisation_app, "list").output.splitlines() == [
        "nybro\tmunicipality\tNybro kommun",
        "polisen\tpolice\tPolisen",
    ]


def test_an_unknown_kind_is_refused_with_those_there_are(operator):
    assert refusal(organisation_app, "create", "A", "--kind", "town") == "town is not known here."


def test_a_name_that_is_taken_is_refused(operator):
    OrganisationFactory(name="Nybro kommun", slug="nybro")
    assert "name" in refusal(organisation_app, "create", "Nybro kommun")


def test_without_an_operator_nothing_is_created():
    assert refusal(organisation_app, "create", "A") == "There is no operator."


def test_of_several_operators_one_is_named(operator):
    other = UserFactory(is_operator=True)
    assert refusal(organisation_app, "create", "A") == "There are several operators."
    assert run(organisation_app, "create", "A", "--by", other.email).exit_code == 0


def test_who_is_no_operator_may_not():
    user = UserFactory()
    says = "The person named may not do this."
    assert refusal(organisation_app, "create", "A", "--by", user.email) == says


def test_the_operator_invites_an_administrator(operator):
    OrganisationFactory(slug="nybro")
    result = run(person_app, "invite", "anna@kommun.example", "--organisation", "nybro")
    assert result.output == "The invitation to anna@kommun.example is in the outbox.\n"
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "anna@kommun.example",
        "administrator",
        operator,
    )
    assert [message.to for message in mail.outbox] == [["anna@kommun.example"]]


def test_an_administrator_invites_for_every_other_role():
    membership = MembershipFactory(role="administrator", organisation__slug="nybro")
    words = ["invite", "anna@kommun.example", "--organisation", "nybro", "--role", "analyst"]
    assert refusal(person_app, *words) == "Say who invites, with --by."
    run(person_app, *words, "--by", membership.user.email)
    assert Invitation.objects.get().role == "analyst"


def test_the_administrator_of_another_organisation_may_not():
    OrganisationFactory(slug="nybro")
    other = MembershipFactory(role="administrator")
    words = ["invite", "anna@kommun.example", "--organisation", "nybro", "--role", "analyst"]
    says = "The person named may not do this."
    assert refusal(person_app, *words, "--by", other.user.email) == says
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--organisation", "nowhere"], "There is no organisation nowhere."),
        (["--organisation", "nybro", "--role", "king"], "king is not known here."),
        (
            ["--organisation", "nybro", "--role", "analyst", "--by", "nobody@kommun.example"],
            "Nobody signs in with nobody@kommun.example.",
        ),
    ],
)
def test_what_is_not_known_is_named(operator, words, says):
    OrganisationFactory(slug="nybro")
    assert refusal(person_app, "invite", "anna@kommun.example", *words) == says


def test_somebody_is_made_an_operator_and_told_where_to_choose_a_password():
    result = run(person_app, "operator", "drift@kommun.example", "--name", "Driften")
    user = User.objects.get()
    assert (user.is_operator, user.name) == (True, "Driften")
    assert "/password/reset/key/" in result.output


def test_an_operator_with_a_password_is_told_of_no_address(operator):
    result = run(person_app, "operator", operator.email)
    assert result.output == "drift@kommun.example is an operator.\n"


def test_somebody_is_let_in_again(operator):
    assert run(person_app, "unlock", operator.email).output == f"{operator.email} may try again.\n"


def test_waiting_mail_is_sent_now(settings):
    for _ in range(2):
        OutgoingMail.objects.create(to="a@kommun.example", message_id=new_message_id())
    with mail_server("451 later") as server:
        settings.SMTP = settings.SMTP | server.smtp
        assert run(mail_app, "send-waiting").stdout == "Tried: 2. Still waiting: 1.\n"
    assert DBTaskResult.objects.count() == 1


def test_without_a_mail_server_nothing_is_sent():
    assert refusal(mail_app, "send-waiting") == "No mail server is set."


@pytest.fixture
def sent():
    return OutgoingMail.objects.create(to="a@kommun.example", message_id=OURS, state="sent")


def test_a_report_is_read_from_a_file_or_from_standard_input(sent, tmp_path):
    says = "Messages read: 1. Reports of refusal: 1. Of ours marked: {}.\n"
    (tmp_path / "report").write_text(POSTFIX)
    assert run(mail_app, "bounces", tmp_path / "report").stdout == says.format(1)
    from_input = run(mail_app, "bounces", "-", input=POSTFIX)
    assert from_input.stdout == says.format(0)
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_missing_file_of_reports_is_told(tmp_path):
    says = refusal(mail_app, "bounces", tmp_path / "none")
    assert says == "The file cannot be read: No such file or directory."
