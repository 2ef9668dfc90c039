"""What each role may do with areas."""

from tryggve.apps.accounts.models import Role
from tryggve.web.permission import add_permission, holds_role, is_operator

COORDINATES = (Role.SAFETY_COORDINATOR, Role.SURVEY_LEAD, Role.ADMINISTRATOR)

add_permission("areas.view_areas", holds_role(*Role.values))
add_permission("areas.upload_areas", holds_role(*COORDINATES))
add_permission("areas.correct_areas", holds_role(*COORDINATES))
add_permission(
    "areas.import_population", holds_role(Role.SURVEY_LEAD, Role.ANALYST, Role.ADMINISTRATOR)
)
add_permission("areas.change_responsibility", holds_role(*COORDINATES))
add_permission("areas.manage_reference", is_operator)
