"""What each role may do with surveys."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role

add_permission("surveys.view_rounds", holds_role(Role.SURVEY_LEAD, Role.ANALYST))
add_permission("surveys.plan_rounds", holds_role(Role.SURVEY_LEAD))
add_permission("surveys.add_questionnaires", holds_role(Role.SURVEY_LEAD, Role.SAFETY_COORDINATOR))
