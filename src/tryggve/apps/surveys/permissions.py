"""What each role may do with surveys."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role

LEADS = (Role.SURVEY_LEAD, Role.SAFETY_COORDINATOR)

add_permission("surveys.view_rounds", holds_role(Role.SURVEY_LEAD, Role.ANALYST))
add_permission("surveys.plan_rounds", holds_role(Role.SURVEY_LEAD))
add_permission(
    "surveys.follow_rounds", holds_role(Role.SAFETY_COORDINATOR, Role.COMMUNITY_POLICE_OFFICER)
)
add_permission("surveys.approve_samples", holds_role(Role.SURVEY_LEAD, Role.ANALYST))
add_permission("surveys.destroy_links", holds_role(Role.SURVEY_LEAD, Role.ANALYST))
add_permission("surveys.view_questionnaires", holds_role(*LEADS, Role.ANALYST))
add_permission("surveys.add_questionnaires", holds_role(*LEADS))
add_permission("surveys.write_help", holds_role(*LEADS))
add_permission("surveys.note_returns", holds_role(Role.SURVEY_LEAD, Role.CLERK))
add_permission("surveys.note_calls", holds_role(Role.SURVEY_LEAD, Role.CLERK))
add_permission("surveys.find_people", holds_role(Role.SURVEY_LEAD))
add_permission("surveys.key_forms", holds_role(Role.SURVEY_LEAD, Role.CLERK))
