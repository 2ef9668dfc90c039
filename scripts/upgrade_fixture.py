"""Keep the databases of this commit, a few invented rows in every table, for the upgrade test.

    python scripts/upgrade_fixture.py

Writes tests/golden/upgrade/<date>-<commit>/main.sql and register.sql. Run it when a version is
released, and keep earlier ones: tests/cli/test_upgrade.py upgrades each of them to the present.
Areas belong to an organisation, since an upgrade renews the reference areas.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "tests" / "golden" / "upgrade"
ROWS = 2
DAY = date(2026, 3, 5)
MOMENT = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)

# What a rule of the model asks for, beside the kind of the field.
SPECIAL: dict[str, Any] = {
    "areas.Area.owner": lambda number: _row("accounts.Organisation", number),
    "areas.Area.evidence": lambda number: "entered",
    "areas.Area.kind": lambda number: "survey_area",
    "areas.AreaParent.evidence": lambda number: "entered",
    "areas.AreaParent.parent": lambda number: _row("areas.Area", number + 1),
    "areas.PopulationSource.owner": lambda number: _row("accounts.Organisation", number),
    "areas.PopulationCount.age_from": lambda number: 16,
    "areas.PopulationCount.age_to": lambda number: 85,
    "public.Publisher.is_the_only_one": lambda number: True,
}
ONE_ROW = {"public.Publisher"}
# Filled by Django itself, or with rows that an upgrade renews.
LEFT_OUT = {"contenttypes.ContentType", "auth.Permission"}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make(home)
        fill()
        from django.db import connections

        connections.close_all()
        keep(home)
    return 0


def make(home: Path) -> None:
    """Empty databases of this commit, without the reference areas."""
    os.environ |= {"TRYGGVE_HOME": str(home), "TRYGGVE_CONFIG": str(home / "none.toml")}
    from tryggve.privacy.keys import KeyStore

    KeyStore.create(home / "keys")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tryggve.site.settings"
    import django
    from django.core.management import call_command

    django.setup()
    for alias in ("default", "register"):
        call_command("migrate", database=alias, verbosity=0)
    call_command("createcachetable", verbosity=0)


def fill() -> None:
    """Rows in every table, those that others point at first."""
    from django.apps import apps

    waiting = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label not in LEFT_OUT
    ]
    while waiting:
        ready = [model for model in waiting if not _points_at(model).intersection(waiting)]
        for model in ready or waiting[:1]:
            add_rows(model)
            waiting.remove(model)


def add_rows(model: Any) -> None:
    for number in range(1, (1 if model._meta.label in ONE_ROW else ROWS) + 1):
        fields = [field for field in model._meta.concrete_fields if not _is_automatic(field)]
        row = model(**{field.attname: value_of(field, number) for field in fields})
        model._base_manager.bulk_create([row])


def value_of(field: Any, number: int) -> Any:
    """A value of the field's kind, another for each row."""
    special = SPECIAL.get(f"{field.model._meta.label}.{field.name}")
    if special:
        return special(number)
    if field.is_relation:
        return _related(field, number)
    if field.choices:
        return field.choices[0][0]
    match field.get_internal_type():
        case "CharField" | "SlugField" | "TextField":
            return _words(field, number)
        case "EmailField":
            return f"person{number}@kommun.example"
        case "URLField":
            return f"https://kommun.example/{number}"
        case "GenericIPAddressField":
            return f"192.0.2.{number}"
        case "BinaryField":
            return bytes([number]) * 32
        case "JSONField":
            return {"number": number}
        case "BooleanField":
            return number == 1
        case "DateField":
            return DAY
        case "DateTimeField":
            return MOMENT
        case "FloatField":
            return number + 0.5
        case "UUIDField":
            return f"00000000-0000-4000-8000-{number:012}"
        case _:
            return number


def keep(home: Path) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    folder = TARGET / f"{datetime.now(UTC):%Y-%m-%d}-{commit}"
    folder.mkdir(parents=True)
    for name in ("main", "register"):
        with closing(sqlite3.connect(home / f"{name}.sqlite3")) as database:
            lines = "\n".join(database.iterdump())
        (folder / f"{name}.sql").write_text(lines + "\n", encoding="utf-8")
    print(folder.relative_to(ROOT))


def _is_automatic(field: Any) -> bool:
    return field.primary_key and field.get_internal_type().endswith("AutoField")


def _points_at(model: Any) -> set[Any]:
    relations = (field for field in model._meta.concrete_fields if field.is_relation)
    return {field.related_model for field in relations} - {model}


def _related(field: Any, number: int) -> Any:
    if field.related_model is field.model or (field.null and number == ROWS):
        return None
    return _row(field.related_model._meta.label, number)


def _row(label: str, number: int) -> Any:
    from django.apps import apps

    keys = apps.get_model(label)._base_manager.order_by("pk").values_list("pk", flat=True)
    return keys[(number - 1) % len(keys)]


def _words(field: Any, number: int) -> str:
    if field.name == "email" or "email" in field.name:
        return f"person{number}@kommun.example"
    return f"{field.name} {number}".replace("_", " ")[: field.max_length]


if __name__ == "__main__":
    sys.exit(main())
