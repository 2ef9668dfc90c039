"""Which database a model lives in: the register of sampled persons has one of its own."""

import time
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

REGISTER = "register"
TRIES, AGAIN_AFTER = 30, 1.0  # seconds


class RegisterRouter:
    """The app `register` lives in the database `register`, everything else in `default`."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return database_of(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return database_of(model._meta.app_label)

    def allow_relation(self, first: Model, second: Model, **hints: Any) -> bool:
        return database_of(first._meta.app_label) == database_of(second._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == database_of(app_label)


def database_of(app_label: str) -> str:
    return REGISTER if app_label == REGISTER else "default"


def rewrite_all() -> None:
    """Write both databases anew without what was deleted: until then it can lie in their files.
    Meanwhile nothing can be written; never within a transaction."""
    for connection in connections.all():
        rewrite(connection)


def rewrite(connection: BaseDatabaseWrapper) -> None:
    """SQLite: VACUUM, and the log of writes is emptied. PostgreSQL: VACUUM FULL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            _empty_log(cursor)
        else:
            cursor.execute("VACUUM FULL")


def _empty_log(cursor: Any) -> None:
    """Bring the log of writes into the file and leave it empty, once nobody reads from it."""
    for _ in range(TRIES):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, _pages, _written = cursor.fetchone()
        if not is_busy:
            return
        time.sleep(AGAIN_AFTER)
    raise TimeoutError("the database was read from all the time")
