"""A page that lists things makes the same number of queries whether it lists one or three."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(action: Callable[[], Any]) -> list[str]:
    """The SQL that the action sends to the main database."""
    with CaptureQueriesContext(connection) as captured:
        action()
    return [query["sql"] for query in captured.captured_queries]


def assert_same_queries(action: Callable[[], Any], *, add: Callable[[], Any]) -> int:
    """Run `action` with what there is and again after `add` was called twice; the number of both.

    `add` makes one more of what the action lists. The first run of all is not counted: it may
    note that a device was seen.
    """
    action()
    before = queries_of(action)
    add()
    add()
    after = queries_of(action)
    assert len(after) == len(before), "\n".join(["with more to list:", *after])
    return len(before)
