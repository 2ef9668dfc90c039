"""Roles are given and ended; who loses one is signed out at once."""

from datetime import date

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Membership, Organisation, Role, User
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@service("accounts.manage_people", says=_("Gave somebody a role"))
def add_membership(
    *,
    by: User,
    organisation: Organisation,
    user: User,
    role: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """A further role for somebody who belongs to the organisation. Others are invited."""
    if not user.memberships.filter(organisation=organisation).exists():
        raise PermissionDenied
    valid_from = valid_from or timezone.localdate()
    if valid_to and valid_to < valid_from:
        raise refuse(say("The last day is before the first."), field="valid_to")
    held = user.memberships.filter(organisation=organisation, role=Role(role), ended=None)
    if any(_overlap(each, valid_from, valid_to) for each in held):
        raise refuse(say("The person has this role at that time already."), field="role")
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
    )


@service("accounts.manage_people", says=_("Ended a role"))
def end_membership(
    *,
    by: User,
    organisation: Organisation,
    membership: Membership,
    last_day: date | None = None,
) -> Membership:
    """End a role after a day to come, or at once if none is named; then sessions end too."""
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)  # one at a time
    membership = _own(membership, organisation)
    today = timezone.localdate()
    if membership.is_over:
        raise refuse(say("This role has ended already."))
    if last_day is not None and last_day < max(today, membership.valid_from):
        raise refuse(say("The day has passed."), say("Choose a day to come."), field="last_day")
    _check_not_last_administrator(membership)
    if last_day is None:
        membership.valid_to = max(today, membership.valid_from)
        membership.ended = timezone.now()
        end_all_sessions(membership.user)
    else:
        membership.valid_to = last_day
    membership.save()
    return membership


def end_all_sessions(user: User) -> None:
    """Sign the person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _own(membership: Membership, organisation: Organisation) -> Membership:
    """The row as it is now. One of another organisation is none."""
    found = organisation.memberships.select_related("user").filter(pk=membership.pk).first()
    if found is None:
        raise PermissionDenied
    return found


def _check_not_last_administrator(membership: Membership) -> None:
    """Somebody must remain who can invite a successor, without an end in sight."""
    if membership.role != Role.ADMINISTRATOR:
        return
    others = membership.organisation.memberships.current().filter(
        role=Role.ADMINISTRATOR, valid_to=None, user__is_active=True
    )
    if not others.exclude(pk=membership.pk).exists():
        raise refuse(
            say("The organisation needs an administrator."),
            say("Give somebody else the role first."),
        )


def _overlap(membership: Membership, valid_from: date, valid_to: date | None) -> bool:
    begins_in_time = valid_to is None or membership.valid_from <= valid_to
    ends_late_enough = membership.valid_to is None or membership.valid_to >= valid_from
    return begins_in_time and ends_late_enough
