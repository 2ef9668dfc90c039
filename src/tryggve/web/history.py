"""Rows that are only ever added: who did what and when, without a second system."""

from typing import Any, NoReturn, Self

from django.db import migrations, models


class ChangeForbidden(Exception):
    """A row of a history was to be changed or taken away."""


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **values: Any) -> NoReturn:
        raise ChangeForbidden(f"{self.model.__name__} rows are only ever added")

    def delete(self) -> NoReturn:
        raise ChangeForbidden(f"{self.model.__name__} rows are only ever added")


class AppendOnly(models.Model):
    """Base of a history. The database refuses changes too: see `forbid_changes`."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ChangeForbidden(f"{type(self).__name__} rows are only ever added")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise ChangeForbidden(f"{type(self).__name__} rows are only ever added")

    @classmethod
    def add(cls, **values: Any) -> Self:
        return cls.objects.create(**values)


SQLITE_TRIGGER = """
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} rows are only ever added'); END
"""
POSTGRESQL_TRIGGER = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} rows are only ever added'; END $$;
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
"""


def forbid_changes(table: str) -> migrations.RunPython:
    """The migration operation after which the database itself refuses to change a row."""

    def create(apps: Any, schema_editor: Any) -> None:
        is_sqlite = schema_editor.connection.vendor == "sqlite"
        trigger = SQLITE_TRIGGER if is_sqlite else POSTGRESQL_TRIGGER
        schema_editor.execute(trigger.format(table=table))

    def drop(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {table}_is_append_only")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_is_append_only ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_refuse()")

    return migrations.RunPython(create, drop)
