"""What somebody changes for themselves on any page."""

from tryggve.apps.accounts.models import User
from tryggve.web.service import service


@service(None)
def choose_language(*, by: User, language: str) -> User:
    """The language in which the person's pages are shown from now on. Only one's own."""
    by.language = language
    by.full_clean(exclude=["password"])
    by.save(update_fields=["language"])
    return by
