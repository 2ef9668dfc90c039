"""Bring both databases to this version: a backup first, and the backup back if anything fails."""

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from django.core import checks
from django.db import connections

from tryggve.site.config import Configuration
from tryggve.site.operations.backup import back_up, put_back, refuse_missing
from tryggve.site.operations.databases import (
    ALIASES,
    close_all,
    migrate,
    migrations,
    refuse_other_versions,
)
from tryggve.site.operations.lock import alone
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

BACKUPS = "backups"
PASSING = {"site_cache"}  # tables whose rows may go at any time

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Upgraded:
    """Where the backup lies, and the migrations that were done, as `database: app.name`."""

    backup: Path
    done: list[str]


class NotWholeError(Exception):
    """The upgraded databases are not right. The message names tables, numbers and checks alone."""


def upgrade(config: Configuration, folder: Path | None = None) -> Upgraded:
    """Back up, migrate, verify. InputError if it failed: then the databases are as they were."""
    refuse_missing(config)
    with alone(config.home):
        found = migrations()
        if any(each.unknown for each in found):
            refuse_other_versions(found)
        backup = back_up(config, folder or config.home / BACKUPS)
        before = row_counts()
        try:
            migrate()
            verify(before)
        except Exception as error:
            log.exception("the upgrade failed")
            close_all()
            half_done = put_back(config, backup, force=True).before
            if half_done is not None:
                shutil.rmtree(half_done)
            raise refuse(
                say("The upgrade failed: {kind}.", kind=type(error).__name__),
                say(
                    "The databases are as they were. The backup is in {file}. "
                    "Go on with the earlier version, and send us the lines above.",
                    file=str(backup),
                ),
            ) from None
        finally:
            close_all()
    return Upgraded(backup, [f"{each.database}: {name}" for each in found for name in each.pending])


def row_counts() -> dict[tuple[str, str], int]:
    """The rows of every table: {(alias, table): rows}."""
    counts = {}
    for alias in ALIASES:
        connection = connections[alias]
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                name = connection.ops.quote_name(table)
                cursor.execute(f"SELECT count(*) FROM {name}")  # noqa: S608 - a quoted name
                counts[alias, table] = cursor.fetchone()[0]
    return counts


def verify(before: dict[tuple[str, str], int]) -> None:
    """Raise if the databases are not of this version, not whole, or have lost rows."""
    refuse_other_versions(migrations())
    for alias in ALIASES:
        connections[alias].check_constraints()
    lost = [
        f"{alias}.{table}: {before[alias, table]} -> {rows}"
        for (alias, table), rows in row_counts().items()
        if table not in PASSING and rows < before.get((alias, table), 0)
    ]
    if lost:
        raise NotWholeError(", ".join(lost))
    wrong = [each for each in checks.run_checks() if each.level >= checks.ERROR]
    if wrong:
        raise NotWholeError(", ".join(str(each.id) for each in wrong))
