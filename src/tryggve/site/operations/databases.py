"""Bring both databases to what this version of the code expects, and see how far they are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from tryggve.apps.areas.services import load_reference
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

ALIASES = ("default", "register")
NAMES = {"default": "main", "register": "register"}


@dataclass(frozen=True)
class Migrations:
    """Of one database: what is still to be done, and what it has that this version knows not."""

    database: str
    pending: tuple[str, ...]
    unknown: tuple[str, ...]


def migrations() -> list[Migrations]:
    """How far each database is. InputError if one does not answer."""
    return [_migrations(alias) for alias in ALIASES]


def refuse_other_versions(found: list[Migrations]) -> None:
    """InputError unless both databases are as this version of the code expects."""
    if any(each.unknown for each in found):
        raise refuse(
            say("The databases were made by a newer version of Tryggve."),
            say("Install that version, or restore a backup that this one made."),
        )
    if any(each.pending for each in found):
        raise refuse(
            say("The databases are of an earlier version of Tryggve."), say("Run tryggve upgrade.")
        )


def migrate() -> None:
    """Make what is missing in both databases: tables, the table of the cache, reference areas."""
    for alias in ALIASES:
        call_command("migrate", database=alias, interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_reference()


def close_all() -> None:
    """Let go of both databases, before their files are moved or this process is copied."""
    for connection in connections.all(initialized_only=True):
        connection.close()


def _migrations(alias: str) -> Migrations:
    try:
        executor = MigrationExecutor(connections[alias])
    except OperationalError:
        raise InputError(
            Problem(
                say("The database {name} does not answer.", name=NAMES[alias]),
                say("Start its server, or mend database_url or register_url."),
            )
        ) from None
    known = executor.loader.disk_migrations
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    pending = tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)
    unknown = tuple(_unknown(executor, known))
    return Migrations(NAMES[alias], pending, unknown)


def _unknown(executor: MigrationExecutor, known: Collection[tuple[str, str]]) -> Iterator[str]:
    """Of the apps that we have: an app that was taken out of the product leaves its traces."""
    apps = {app for app, _ in known}
    for app, name in sorted(executor.loader.applied_migrations):
        if app in apps and (app, name) not in known:
            yield f"{app}.{name}"
