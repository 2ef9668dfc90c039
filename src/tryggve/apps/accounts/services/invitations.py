"""Nobody signs up: somebody who answers for an organisation invites, and the invited accept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts import mail
from tryggve.apps.accounts.contact import checked_email
from tryggve.apps.accounts.models import (
    ROLES_WITHOUT_SECOND_FACTOR,
    Invitation,
    Membership,
    Organisation,
    Role,
    User,
)
from tryggve.apps.accounts.tokens import new_token
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


@service("accounts.manage_people", says=_("Invited somebody"))
def invite(*, by: User, organisation: Organisation, email: str, name: str, role: str) -> Invitation:
    """Ask somebody by e-mail to join. The letter holds the only copy of the token."""
    return _invite(by, organisation, email, name, role)


@service("accounts.invite_administrator", says=_("Invited an administrator"))
def invite_administrator(
    *, by: User, organisation: Organisation, email: str, name: str
) -> Invitation:
    """The operator asks somebody to look after an organisation; its administrators are told."""
    invitation = _invite(by, organisation, email, name, Role.ADMINISTRATOR)
    present = organisation.memberships.current().filter(role=Role.ADMINISTRATOR)
    for membership in present.select_related("user"):
        mail.send(
            "administrator_invited",
            to=membership.user.email,
            language=membership.user.language,
            organisation=organisation,
            invitation=invitation,
        )
    return invitation


@service("accounts.manage_people", says=_("Renewed an invitation"))
def renew_invitation(*, by: User, organisation: Organisation, invitation: Invitation) -> Invitation:
    """A new letter with a new link; the old link stops working."""
    invitation = _locked(invitation, organisation)
    Invitation.CHANGES.check(invitation.status, "invited")
    token, invitation.token_hash = new_token()
    invitation.expires = _expiry()
    invitation.invited_by = by
    invitation.save()
    _send(invitation, token)
    return invitation


@service("accounts.manage_people", says=_("Withdrew an invitation"))
def withdraw_invitation(
    *, by: User, organisation: Organisation, invitation: Invitation
) -> Invitation:
    invitation = _locked(invitation, organisation)
    Invitation.CHANGES.check(invitation.status, "withdrawn")
    invitation.withdrawn = timezone.now()
    invitation.save()
    return invitation


@service(None, says=_("Accepted an invitation"))
def accept_invitation(
    *,
    organisation: Organisation,
    invitation: Invitation,
    name: str = "",
    password: str = "",
    language: str = "sv",
) -> User:
    """Whoever holds the token joins: a new person, or the one who has the e-mail address.

    The token alone allows it, as it went to that address. A person who exists already is given
    the role and nothing else: neither password nor name change, and nobody is signed in here.
    """
    invitation = _locked(invitation, organisation)
    Invitation.CHANGES.check(invitation.status, "accepted")
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is None:
        _check_password(password, invitation, name)
        user = User.objects.create_user(
            invitation.email, password or None, name=name.strip(), language=language
        )
    join(user=user, invitation=invitation)
    return user


def join(*, user: User, invitation: Invitation) -> None:
    """Give the invited person the role. Part of accepting, whichever way it is done."""
    if not user.is_active:
        raise refuse(say("This account is closed."), say("Ask the one who invited you."))
    Membership.objects.get_or_create(
        user=user, organisation=invitation.organisation, role=invitation.role, valid_to=None
    )
    user.forget_roles()
    invitation.accepted = timezone.now()
    invitation.save()


def _invite(by: User, organisation: Organisation, email: str, name: str, role: str) -> Invitation:
    email = checked_email(email)
    Role(role)  # an unknown role is a mistake in the code
    held = organisation.memberships.current().filter(user__email__iexact=email, role=role)
    if held.exists():
        raise refuse(say("This person already has the role."), field="email")
    if organisation.invitations.open().filter(email=email, role=role).exists():
        raise refuse(
            say("There is already an invitation to this address."),
            say("Renew it in the list of invitations."),
            field="email",
        )
    token, token_hash = new_token()
    invitation = organisation.invitations.create(
        email=email,
        name=name.strip(),
        role=role,
        token_hash=token_hash,
        invited_by=by,
        expires=_expiry(),
    )
    _send(invitation, token)
    return invitation


def _send(invitation: Invitation, token: str) -> None:
    organisation = invitation.organisation
    mail.send(
        "invitation",
        to=invitation.email,
        language=organisation.language,
        invitation=invitation,
        organisation=organisation,
        link=mail.address("accounts:open_invitation", token=token, language=organisation.language),
    )


def _locked(invitation: Invitation, organisation: Organisation) -> Invitation:
    """The row as it is now, held until the change is done. One of another organisation is none."""
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=invitation.pk, organisation=organisation)
        .first()
    )
    if found is None:
        raise PermissionDenied
    return found


def _check_password(password: str, invitation: Invitation, name: str) -> None:
    """A password is asked for where a link by e-mail is not enough to sign in."""
    if not password and invitation.role in ROLES_WITHOUT_SECOND_FACTOR:
        return
    try:
        validate_password(password, User(email=invitation.email, name=name))
    except ValidationError as error:
        raise InputError(Problem(text, field="password") for text in error.messages) from None


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.TRYGGVE.invitation_days)
