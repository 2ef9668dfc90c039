"""What each role may do with organisations and people."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role, is_operator

add_permission("accounts.create_organisation", is_operator)
add_permission("accounts.invite_administrator", is_operator)
add_permission("accounts.edit_organisation", holds_role(Role.ADMINISTRATOR))
add_permission("accounts.manage_people", holds_role(Role.ADMINISTRATOR))
add_permission("accounts.read_access_log", holds_role(Role.ADMINISTRATOR))
