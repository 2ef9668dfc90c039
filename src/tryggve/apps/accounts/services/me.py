"""What somebody changes about themselves."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import User
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@service(None, says=_("Changed their own details"))
def change_me(*, by: User, name: str, language: str, digest: bool) -> User:
    """Name, language and the daily summary. Only one's own, so no permission is asked."""
    if not name.strip():
        raise refuse(say("Write your name."), field="name")
    by.name, by.language, by.digest = name.strip(), language, digest
    by.save(update_fields=["name", "language", "digest"])
    return by


@service(None, says=_("Signed out one of their devices"))
def end_session(*, by: User, session: UserSession) -> None:
    """Sign out one device. Only one's own."""
    if session.user_id != by.pk:
        raise PermissionDenied
    session.end()


@service(None, says=_("Signed out their other devices"))
def end_other_sessions(*, by: User, current_key: str) -> None:
    """Sign out every device but the one with the key."""
    for session in UserSession.objects.filter(user=by).exclude(session_key=current_key):
        session.end()
