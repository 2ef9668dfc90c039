"""Only who leads the survey has to do with names and addresses."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role

add_permission("register.put_people", holds_role(Role.SURVEY_LEAD))
add_permission("register.read_people", holds_role(Role.SURVEY_LEAD))
add_permission("register.forget_frame", holds_role(Role.SURVEY_LEAD, Role.ANALYST))
add_permission("register.forget_round", holds_role(Role.SURVEY_LEAD, Role.ANALYST))
