"""Signing in through an identity provider: only for those who are here or invited already."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Invitation, User
from tryggve.apps.accounts.services.invitations import join
from tryggve.web.service import service


@service(None, says=_("Signed in through an identity provider for the first time"))
def sign_in_by_identity(*, email: str, name: str) -> User:
    """Whose verified address this is: an active person, or one with a pending invitation.

    The provider vouches for the address, so every invitation to it that can still be accepted is.
    PermissionDenied for anybody else.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and not user.is_active:
        raise PermissionDenied
    invitations = list(
        Invitation.objects.select_for_update(of=("self",))
        .invited()
        .filter(email__iexact=email)
        .select_related("organisation")
    )
    if user is None:
        if not invitations:
            raise PermissionDenied
        first = invitations[0]
        user = User.objects.create_user(
            email,
            None,
            name=name.strip() or first.name,
            language=first.organisation.language,
        )
    for invitation in invitations:
        join(user=user, invitation=invitation)
    return user
