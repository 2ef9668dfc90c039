"""The table in docs/reference/permissions.md and the permissions of the code are the same."""

import re
from pathlib import Path

import pytest
from rules import Predicate
from rules.permissions import permissions

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import OPERATOR

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
ROW = re.compile(r"^\| `(?P<name>[a-z_]+\.[a-z_]+)` \| (?P<who>[^|]+) \| (?P<lets>[^|]+) \|$")
ROLE = re.compile(r"`([a-z_]+)`")
EVERY_ROLE = "every role"


def rows() -> list[re.Match[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [found for line in lines if (found := ROW.match(line))]


def roles_in(who: str) -> frozenset[str]:
    return frozenset(Role.values) if who.strip() == EVERY_ROLE else frozenset(ROLE.findall(who))


def holders(predicate: Predicate) -> frozenset[str]:
    """The roles that a predicate names, and the name of whatever else it asks."""
    words = set(re.findall(r"[a-z_]+", predicate.name)) - {"role"}
    return frozenset(OPERATOR if word == "is_operator" else word for word in words)


TABLE = {row["name"]: roles_in(row["who"]) for row in rows()}


def test_every_permission_has_a_row_and_every_row_a_permission():
    assert sorted(TABLE) == sorted(permissions)


@pytest.mark.parametrize("name", sorted(permissions))
def test_the_row_names_those_who_hold_it(name):
    assert TABLE.get(name) == holders(permissions[name])


def test_no_permission_is_listed_twice():
    assert len(rows()) == len(TABLE)


def test_the_rows_stand_in_order():
    assert [row["name"] for row in rows()] == sorted(TABLE)


def test_every_row_names_roles_that_there_are_and_says_what_they_may():
    known = {*Role.values, OPERATOR, "is_demo"}
    for row in rows():
        assert roles_in(row["who"]) <= known
        assert roles_in(row["who"])
        assert len(row["lets"].split()) >= 2


def test_every_line_of_the_table_is_read():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.startswith("| `") and "." in line]) == len(rows())
