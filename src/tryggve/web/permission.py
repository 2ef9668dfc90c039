"""Permissions are predicates on who asks and for which organisation, held in one table.

    add_permission("areas.upload_areas", holds_role("survey_lead", "safety_coordinator"))

docs/reference/permissions.md shows the table; a test holds the two together.
"""

from typing import Any

import rules

OPERATOR = "operator"


def holds_role(*roles: str) -> rules.Predicate:
    """True for who holds one of the roles, today, in the organisation asked about."""

    def holds(user: Any, organisation: Any) -> bool:
        if organisation is None or not user.is_authenticated:
            return False
        return not user.roles_in(organisation).isdisjoint(roles)

    predicate = rules.Predicate(holds, name="role: " + ", ".join(sorted(roles)))
    predicate.roles = frozenset(roles)
    return predicate


@rules.predicate
def is_operator(user: Any) -> bool:
    """True for who runs the installation: sees settings and organisations, never their content."""
    return bool(user.is_authenticated and user.is_operator)


is_operator.roles = frozenset({OPERATOR})


def add_permission(name: str, predicate: rules.Predicate) -> None:
    rules.add_perm(name, predicate)
