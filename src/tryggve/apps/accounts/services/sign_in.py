"""A link by e-mail signs somebody in who comes seldom: reporters and council members."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts import mail
from tryggve.apps.accounts.models import ROLES_WITHOUT_SECOND_FACTOR, SignInLink, User
from tryggve.apps.accounts.tokens import new_token
from tryggve.web.service import service


@service(None, says=_("Asked for a link to sign in"))
def send_sign_in_link(*, email: str, language: str) -> SignInLink | None:
    """Write to the address: a link if its owner may sign in with one, otherwise how to sign in.

    Every address is written to, so that neither the answer nor its time tells who has an account.
    How often it may be asked for is the view's to limit.
    """
    email = email.strip().lower()
    SignInLink.objects.filter(expires__lt=timezone.now() - timedelta(days=1)).delete()
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None or not may_use_link(user):
        mail.send("no_sign_in_link", to=email, language=language, user=user)
        return None
    token, token_hash = new_token()
    minutes = settings.TRYGGVE.sign_in_link_minutes
    link = SignInLink.objects.create(
        user=user, token_hash=token_hash, expires=timezone.now() + timedelta(minutes=minutes)
    )
    mail.send(
        "sign_in_link",
        to=user.email,
        language=user.language,
        user=user,
        minutes=minutes,
        link=mail.address("accounts:open_sign_in_link", token=token, language=user.language),
    )
    return link


@service(None, says=_("Signed in with a link"))
def use_sign_in_link(*, link: SignInLink) -> User:
    """Use the link up, and every other link of the same person. PermissionDenied if it is spent."""
    now = timezone.now()
    usable = SignInLink.objects.select_for_update(of=("self",)).filter(used=None, expires__gt=now)
    link = usable.select_related("user").filter(pk=link.pk).first()
    if link is None or not may_use_link(link.user):
        raise PermissionDenied
    link.user.sign_in_links.filter(used=None).update(used=now)
    return link.user


def may_use_link(user: User) -> bool:
    """Whether every role the person holds is one for which no second factor is asked."""
    held = user.roles
    return (
        user.is_active
        and not user.is_operator
        and bool(held)
        and (held <= ROLES_WITHOUT_SECOND_FACTOR)
    )
