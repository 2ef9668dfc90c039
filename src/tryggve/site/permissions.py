"""What each role may do with pages that belong to no app."""

import rules
from django.conf import settings

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role, is_operator


@rules.predicate
def is_demo() -> bool:
    """True for anybody who is signed in to a demonstration."""
    return bool(settings.DEMO)


add_permission("site.open_start", holds_role(*Role.values))
add_permission("site.open_look", is_operator | is_demo)
