"""A page that lists things makes the same number of queries whether it lists one or three."""

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.test.utils import CaptureQueriesContext


def queries_of(action: Callable[[], Any]) -> list[str]:
    """The SQL that the action sends, to every database of the site."""
    captured = [CaptureQueriesContext(connections[name]) for name in connections]
    for each in captured:
        each.__enter__()
    try:
        action()
    finally:
        for each in reversed(captured):
            each.__exit__(None, None, None)
    return [query["sql"] for each in captured for query in each.captured_queries]


def assert_same_queries(action: Callable[[], Any], *, add: Callable[[], Any]) -> int:
    """Run `action` with what there is and again after `add` was called twice; the number of both.

    `add` makes one more of what the action lists.
    """
    before = queries_of(action)
    add()
    add()
    after = queries_of(action)
    assert len(after) == len(before), "\n".join(["with more to list:", *after])
    return len(before)
