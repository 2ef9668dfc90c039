"""What needs Django: databases, migrations, keys that fit, worker, outbox, static files."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core import checks
from django.db import OperationalError, connections
from django.utils import timezone

from tryggve.apps.accounts.encryption import decrypt
from tryggve.apps.register.models import SampledPerson
from tryggve.site.config import Configuration
from tryggve.site.health import SILENT
from tryggve.site.keys import open_keys
from tryggve.site.operations.databases import ALIASES, NAMES, migrations
from tryggve.site.operations.doctor.row import ERROR, OK, WARNING, Check, Row
from tryggve.site.operations.static import is_gathered
from tryggve.web.models import Act, OutgoingMail, TaskWorker
from tryggve.wording.text import say, say_many

OLDEST_POSTGRESQL = 14
CLOCKS_APART = timedelta(seconds=5)
LATELY = timedelta(days=7)


def databases(config: Configuration) -> Iterator[Row]:
    for alias in ALIASES:
        try:
            connections[alias].ensure_connection()
        except OperationalError:
            yield Row(
                ERROR,
                say("The database {name} does not answer.", name=NAMES[alias]),
                say("Start its server, or mend database_url or register_url."),
            )
            continue
        look = _sqlite if connections[alias].vendor == "sqlite" else _postgresql
        yield from look(alias)
    if {connections[alias].vendor for alias in ALIASES} == {"postgresql"}:
        yield from _roles()


def versions(config: Configuration) -> Iterator[Row]:
    for each in migrations():
        if each.unknown:
            yield Row(
                ERROR,
                say("The database {name} is of a newer version.", name=each.database),
                say("Install that version, or restore a backup that this one made."),
            )
        elif each.pending:
            yield Row(
                ERROR,
                say("The database {name} is of an earlier version.", name=each.database),
                say("Run tryggve upgrade."),
            )
        else:
            yield Row(OK, say("The database {name} is of this version.", name=each.database))


def history(config: Configuration) -> Iterator[Row]:
    """A clock that was set back makes a history that runs backwards."""
    latest = Act.objects.order_by("-at").values_list("at", flat=True).first()
    if latest is not None and latest > timezone.now() + CLOCKS_APART:
        yield Row(
            ERROR,
            say("The clock is behind the newest row of the history."),
            say("Set the clock right before anybody works."),
        )


def keys_and_data(config: Configuration) -> Iterator[Row]:
    """Whether the keys are those of these data: after a restore they may be of another copy."""
    status = open_keys(config).status()
    known = {*status.envelopes, *(gone.purpose for gone in status.destroyed)}
    rounds = SampledPerson.objects.values_list("round_key", flat=True).distinct()
    wrong = [say("There is no key for {purpose}.", purpose=each) for each in {*rounds} - known]
    factor = Authenticator.objects.filter(type=Authenticator.Type.TOTP).first()
    if factor is not None and not _opens(factor.data.get("secret", "")):
        wrong.append(say("The keys do not open the second factors of the staff."))
    for each in wrong:
        yield Row(ERROR, each, say("Restore the folder of keys that belongs to the data."))
    if not wrong:
        yield Row(OK, say("Keys and data fit together."))


def tasks(config: Configuration) -> Iterator[Row]:
    seen = TaskWorker.objects.order_by("-seen").values_list("seen", flat=True).first()
    if seen is None or timezone.now() - seen > SILENT:
        yield Row(
            WARNING,
            say("No worker does the tasks of the site: no mail is sent."),
            say("Start tryggve serve, or tryggve worker."),
        )
    else:
        yield Row(OK, say("A worker does the tasks of the site."))


def outbox(config: Configuration) -> Iterator[Row]:
    since = timezone.now() - LATELY
    late = OutgoingMail.objects.waiting().filter(attempts__gt=0).count()
    lost = OutgoingMail.objects.filter(state__in=["failed", "bounced"], ended__gt=since).count()
    if late:
        yield Row(
            WARNING,
            say_many(
                "{count} message waits because the mail server did not take it.",
                "{count} messages wait because the mail server did not take them.",
                late,
            ),
            say("The worker tries again by itself, or now: tryggve mail send-waiting"),
        )
    if lost:
        yield Row(
            WARNING,
            say_many(
                "{count} message of the last week never arrived.",
                "{count} messages of the last week never arrived.",
                lost,
            ),
            say("Look for wrong addresses among the people invited."),
        )
    if not late and not lost:
        yield Row(OK, say("No mail is held up."))


def static_files(config: Configuration) -> Iterator[Row]:
    if is_gathered():
        yield Row(OK, say("Style sheets and scripts are gathered."))
    else:
        yield Row(
            WARNING,
            say("Style sheets and scripts are not gathered for this version."),
            say("tryggve serve does it when it starts."),
        )


def framework(config: Configuration) -> Iterator[Row]:
    """Django's own examination of the site."""
    found = checks.run_checks(databases=list(ALIASES))
    serious = [each for each in found if each.level >= checks.WARNING]
    for each in serious:
        state = ERROR if each.level >= checks.ERROR else WARNING
        yield Row(state, f"{each.id}: {each.msg}", str(each.hint or ""))
    if not serious:
        yield Row(OK, say("Django finds nothing wrong with the site."))


def _sqlite(alias: str) -> Iterator[Row]:
    held = {name: _ask(alias, f"PRAGMA {name}") for name in ("journal_mode", "synchronous")}
    if held != {"journal_mode": "wal", "synchronous": 2}:
        yield Row(
            ERROR,
            say("The database {name} does not survive a power cut.", name=NAMES[alias]),
            say("Keep it on a local disk; SQLite's journal cannot be used on this one."),
        )
    elif _ask(alias, "PRAGMA quick_check(1)") != "ok":
        yield Row(
            ERROR,
            say("The database {name} is damaged.", name=NAMES[alias]),
            say("Stop the site and restore the latest backup."),
        )
    else:
        yield Row(OK, say("The database {name} is sound.", name=NAMES[alias]))


def _postgresql(alias: str) -> Iterator[Row]:
    version = connections[alias].pg_version // 10000  # type: ignore[attr-defined]
    if version < OLDEST_POSTGRESQL:
        yield Row(
            ERROR,
            say("PostgreSQL {version} is too old.", version=version),
            say("Tryggve needs {version} or later.", version=OLDEST_POSTGRESQL),
        )
    else:
        yield Row(
            OK,
            say("The database {name} is PostgreSQL {version}.", name=NAMES[alias], version=version),
        )
    if abs(_ask(alias, "SELECT clock_timestamp()") - timezone.now()) > CLOCKS_APART:
        yield Row(
            WARNING,
            say("The clocks of this machine and of the database {name} differ.", name=NAMES[alias]),
            say("Let both follow a time server."),
        )


def _roles() -> Iterator[Row]:
    """Whoever gets hold of the main database's password should not read the register."""
    who = {_ask(alias, "SELECT current_user") for alias in ALIASES}
    if len(who) == 1:
        yield Row(
            WARNING,
            say("Both databases are opened by the same role."),
            say("Give the register a role of its own, in register_url."),
        )


def _opens(secret: str) -> bool:
    try:
        decrypt(secret)
    except InvalidToken:
        return False
    return True


def _ask(alias: str, question: str) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


WITH_DJANGO: list[Check] = [
    databases,
    versions,
    history,
    keys_and_data,
    tasks,
    outbox,
    static_files,
    framework,
]
