"""What each role may do with pages that belong to no app."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role

add_permission("site.open_start", holds_role(*Role.values))
