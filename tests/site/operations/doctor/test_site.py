"""What the examination says of databases, worker, outbox and files, in the tests' own database."""

from datetime import timedelta

import pytest
from django.core import checks
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from tests.factories import AuthenticatorFactory, MembershipFactory, UserFactory
from tryggve.apps.register.models import SampledPerson
from tryggve.apps.register.services import forget_round, put
from tryggve.site.config import configuration
from tryggve.site.health import SILENT
from tryggve.site.operations.doctor import site
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING
from tryggve.web.models import Act, OutgoingMail, TaskWorker
from tryggve.web.outbox import new_message_id
from tryggve.wording.text import speaking

pytestmark = pytest.mark.django_db(databases=["default", "register"])

is_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="the suite runs on PostgreSQL too"
)


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def told(check):
    return [(row.state, str(row.what)) for row in check(configuration())]


def test_databases_of_this_version():
    assert told(site.versions) == [
        (OK, "The database main is of this version."),
        (OK, "The database register is of this version."),
    ]


@pytest.mark.parametrize("alias", ["default", "register"])
def test_databases_of_other_versions(alias):
    recorder = MigrationRecorder(connections[alias])
    name = site.NAMES[alias]
    recorder.record_applied("web", "9999_new")
    assert (ERROR, f"The database {name} is of a newer version.") in told(site.versions)
    recorder.record_unapplied("web", "9999_new")
    recorder.record_unapplied("web", "0002_mail_and_notices")
    assert (ERROR, f"The database {name} is of an earlier version.") in told(site.versions)


def test_a_migration_of_an_app_that_was_taken_out_is_no_newer_version():
    MigrationRecorder(connection).record_applied("an_app_that_was", "0001_initial")
    assert {state for state, _ in told(site.versions)} == {OK}


def test_keys_that_belong_to_the_data():
    AuthenticatorFactory(user=UserFactory())
    lead = MembershipFactory(role="survey_lead")
    who = {"by": lead.user, "organisation": lead.organisation, "round_name": "doctor"}
    put(**who, people={"a": {"name": "Kalle"}})
    assert told(site.keys_and_data) == [(OK, "Keys and data fit together.")]
    forget_round(**who)
    SampledPerson.objects.create(
        round_key=f"organisation-{lead.organisation.pk}/doctor", lookup=b"1", sealed=b"2"
    )
    assert told(site.keys_and_data) == [(OK, "Keys and data fit together.")]


def test_keys_of_another_installation(settings):
    AuthenticatorFactory(user=UserFactory())
    SampledPerson.objects.create(round_key="organisation-1/nowhere", lookup=b"1", sealed=b"2")
    settings.SECRET_KEY = "another"
    assert told(site.keys_and_data) == [
        (ERROR, "There is no key for organisation-1/nowhere."),
        (ERROR, "The keys do not open the second factors of the staff."),
    ]


@pytest.mark.parametrize(("ago", "state"), [(timedelta(0), OK), (SILENT * 2, WARNING)])
def test_a_worker(ago, state):
    TaskWorker.objects.create(name="a", seen=timezone.now() - ago)
    assert [row[0] for row in told(site.tasks)] == [state]


def test_no_worker():
    assert told(site.tasks) == [(WARNING, "No worker does the tasks of the site: no mail is sent.")]


def test_a_history_that_runs_forward():
    Act.add(service="a")
    assert told(site.history) == []


def test_a_history_that_runs_ahead_of_the_clock(monkeypatch):
    Act.add(service="a")
    an_hour_ago = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(site.timezone, "now", lambda: an_hour_ago)
    assert told(site.history) == [(ERROR, "The clock is behind the newest row of the history.")]


def mail(**values):
    OutgoingMail.objects.create(to="a@kommun.example", message_id=new_message_id(), **values)


def test_mail_that_is_held_up_or_lost():
    now = timezone.now()
    mail()
    mail(attempts=1)
    mail(state="sent", attempts=3, ended=now)
    mail(state="failed", ended=now)
    mail(state="bounced", ended=now)
    mail(state="bounced", ended=now - timedelta(days=8))
    assert told(site.outbox) == [
        (WARNING, "1 message waits because the mail server did not take it."),
        (WARNING, "2 messages of the last week never arrived."),
    ]


def test_mail_that_just_waits():
    mail()
    assert told(site.outbox) == [(OK, "No mail is held up.")]


def test_the_framework_finds_nothing_wrong():
    assert told(site.framework) == [(OK, "Django finds nothing wrong with the site.")]


def test_what_the_framework_finds_is_told(monkeypatch):
    found = [checks.Error("broken", hint="mend it", id="a.E001"), checks.Info("fine", id="a.I001")]
    monkeypatch.setattr(site.checks, "run_checks", lambda **options: found)
    (row,) = site.framework(configuration())
    assert (row.state, row.what, row.mend) == (ERROR, "a.E001: broken", "mend it")


@is_postgresql
def test_postgresql_with_a_role_for_each_database():
    rows = told(site.databases)
    assert {state for state, _ in rows} == {OK}
    assert rows[0][1].startswith("The database main is PostgreSQL ")


@is_postgresql
def test_postgresql_that_is_too_old(monkeypatch):
    monkeypatch.setattr(site, "OLDEST_POSTGRESQL", 99)
    assert {state for state, _ in told(site.databases)} == {ERROR}


@is_postgresql
def test_postgresql_with_one_role_for_both(monkeypatch):
    monkeypatch.setattr(site, "_ask", lambda alias, question: "one")
    assert [str(row.what) for row in site._roles()] == [
        "Both databases are opened by the same role."
    ]
