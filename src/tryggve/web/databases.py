"""Which database a model lives in: the register of sampled persons has one of its own."""

from typing import Any

from django.db.models import Model

REGISTER = "register"


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
