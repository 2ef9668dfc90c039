"""What may become of an invitation: every change is tried, from every state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import InvitationFactory, MembershipFactory
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import Invitation
from tryggve.web.workflow import ChangeNotAllowed

pytestmark = pytest.mark.django_db

LONG_AGO = timezone.now() - timedelta(days=1)
MADE = {
    "invited": {},
    "expired": {"expires": LONG_AGO},
    "accepted": {"accepted": LONG_AGO},
    "withdrawn": {"withdrawn": LONG_AGO},
}


def bring_about(after: str, invitation: Invitation) -> None:
    organisation = invitation.organisation
    by = MembershipFactory(role="administrator", organisation=organisation).user
    if after == "accepted":
        services.accept_invitation(
            organisation=organisation, invitation=invitation, password="korrekt häst batteri"
        )
    elif after == "withdrawn":
        services.withdraw_invitation(by=by, organisation=organisation, invitation=invitation)
    elif after == "invited":
        services.renew_invitation(by=by, organisation=organisation, invitation=invitation)
    else:
        Invitation.objects.filter(pk=invitation.pk).update(expires=LONG_AGO)  # time passes


@pytest.mark.parametrize(("before", "after"), list(Invitation.CHANGES.changes()))
def test_an_allowed_change_is_made(before, after):
    invitation = InvitationFactory(**MADE[before])
    assert invitation.status == before
    bring_about(after, invitation)
    invitation.refresh_from_db()
    assert invitation.status == after


@pytest.mark.parametrize(
    ("before", "after"),
    [pair for pair in Invitation.CHANGES.forbidden() if pair[1] != "expired"],
)
def test_every_other_change_is_refused_and_changes_nothing(before, after):
    invitation = InvitationFactory(**MADE[before])
    kept = Invitation.objects.values().get(pk=invitation.pk)
    with pytest.raises(ChangeNotAllowed):
        bring_about(after, invitation)
    assert Invitation.objects.values().get(pk=invitation.pk) == kept


@pytest.mark.parametrize("before", ["accepted", "withdrawn"])
def test_time_changes_nothing_about_what_is_settled(before):
    invitation = InvitationFactory(**MADE[before])
    bring_about("expired", invitation)
    invitation.refresh_from_db()
    assert invitation.status == before
