"""Which areas lie in which, at any depth: one query each, the same on SQLite and PostgreSQL."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from tryggve.apps.areas.models import Area, AreaParent, AreaQuerySet

# Starts with the areas asked for and follows the links that hold on the day to areas that hold on
# it. UNION drops what was found already, so that even a circle of links comes to an end.
WALK = """
WITH RECURSIVE walk(start, id) AS (
    SELECT id, id FROM {areas} WHERE id IN ({starts})
    UNION
    SELECT walk.start, area.id
    FROM walk
    JOIN {links} link ON link.{here} = walk.id
    JOIN {areas} area ON area.id = link.{there}
    WHERE (link.valid_from IS NULL OR link.valid_from <= %s)
      AND (link.valid_to IS NULL OR link.valid_to >= %s)
      AND (area.valid_from IS NULL OR area.valid_from <= %s)
      AND (area.valid_to IS NULL OR area.valid_to >= %s)
)
SELECT {wanted} FROM walk
"""
UP = {"here": "child_id", "there": "parent_id"}
DOWN = {"here": "parent_id", "there": "child_id"}


def ancestors(areas: Iterable[Area], on: date | None = None) -> AreaQuerySet:
    """What the areas lie in on a day, at any height; the areas themselves are not among them."""
    areas = list(areas)
    return Area.objects.filter(upwards(areas, on)).exclude(pk__in=[area.pk for area in areas])


def descendants(areas: Iterable[Area], on: date | None = None) -> AreaQuerySet:
    """What lies in the areas on a day, at any depth; the areas themselves are not among them."""
    areas = list(areas)
    return Area.objects.filter(downwards(areas, on)).exclude(pk__in=[area.pk for area in areas])


def upwards(areas: Iterable[Area], on: date | None = None) -> Q:
    """The areas and what they lie in on a day, at any height."""
    return _condition(areas, UP, on)


def downwards(areas: Iterable[Area], on: date | None = None) -> Q:
    """The areas and what lies in them on a day, at any depth."""
    return _condition(areas, DOWN, on)


def ancestor_pairs(areas: Iterable[Area], on: date | None = None) -> list[tuple[int, int]]:
    """For each area and each that it lies in: the keys of the two."""
    return _pairs(areas, UP, on)


def descendant_pairs(areas: Iterable[Area], on: date | None = None) -> list[tuple[int, int]]:
    """For each area and each that lies in it: the keys of the two."""
    return _pairs(areas, DOWN, on)


def _condition(areas: Iterable[Area], way: dict[str, str], on: date | None) -> Q:
    keys = [area.pk for area in areas]
    if not keys:
        return Q(pk__in=[])
    return Q(pk__in=RawSQL(*_walk("id", keys, way, on)))  # noqa: S611 - our own text, no input


def _pairs(areas: Iterable[Area], way: dict[str, str], on: date | None) -> list[tuple[int, int]]:
    keys = [area.pk for area in areas]
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*_walk("start, id", keys, way, on))
        return [(start, found) for start, found in cursor.fetchall() if start != found]


def _walk(
    wanted: str, keys: list[int], way: dict[str, str], on: date | None
) -> tuple[str, list[object]]:
    day = connection.ops.adapt_datefield_value(on or timezone.localdate())
    sql = WALK.format(
        wanted=wanted,
        areas=Area._meta.db_table,
        links=AreaParent._meta.db_table,
        starts=", ".join(["%s"] * len(keys)),
        **way,
    )
    return sql, [*keys, day, day, day, day]
