"""What each role may do with the residents' pages."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role, is_operator

ANSWERING = (Role.ADMINISTRATOR, Role.EDITOR)

add_permission("public.answer_faults", holds_role(*ANSWERING))
add_permission("public.answer_site_faults", is_operator)
add_permission("public.edit_publisher", is_operator)
