"""Inviting: who may, what the letter says, and what accepting gives."""

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.apps.accounts.letters import last_letter, link_in, subjects
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import Invitation, User
from tryggve.web.models import Act
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db
GOOD = "korrekt häst batteri"


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator", organisation__name="Lessebo kommun")


def invite(administrator, **given):
    values = {"email": "ny@kommun.example", "name": "Ny Person", "role": "editor"} | given
    return services.invite(by=administrator.user, organisation=administrator.organisation, **values)


def test_the_letter_holds_the_only_copy_of_the_token(administrator):
    invitation = invite(administrator)
    token = link_in(last_letter()).removeprefix("/invitation/").removesuffix("/")
    assert len(token) == 43
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert invitation.status == "invited"
    assert (invitation.invited_by, invitation.email) == (administrator.user, "ny@kommun.example")


def test_the_letter_says_who_invites_to_what_and_whom_to_ask(administrator):
    invite(administrator)
    letter = last_letter()
    assert letter.to == ["ny@kommun.example"]
    assert letter.subject == "Inbjudan till Tryggve från Lessebo kommun"
    for said in ("Ny Person", "redaktör", "Trygghetssamordnaren", "0478-125 00"):
        assert said in letter.body


def test_the_letter_is_in_the_language_of_the_organisation(administrator):
    administrator.organisation.language = "en"
    administrator.organisation.save()
    invite(administrator)
    letter = last_letter()
    assert letter.subject == "Invitation to Tryggve from Lessebo kommun"
    assert link_in(letter).startswith("/en/invitation/")


def test_it_is_valid_as_long_as_the_setting_says(administrator, settings):
    invitation = invite(administrator)
    left = invitation.expires - timezone.now()
    days = settings.TRYGGVE.invitation_days
    assert timedelta(days=days, minutes=-1) < left <= timedelta(days=days)


@pytest.mark.parametrize("role", ["safety_coordinator", "editor", "reporter"])
def test_only_an_administrator_invites(role):
    membership = MembershipFactory(role=role)
    with pytest.raises(PermissionDenied):
        invite(membership)
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_not_even_an_operator_invites_with_any_role(administrator):
    operator = UserFactory(is_operator=True)
    with pytest.raises(PermissionDenied):
        services.invite(
            by=operator,
            organisation=administrator.organisation,
            email="a@kommun.example",
            name="",
            role="reporter",
        )


def test_an_administrator_invites_to_their_own_organisation_alone(administrator):
    with pytest.raises(PermissionDenied):
        services.invite(
            by=administrator.user,
            organisation=OrganisationFactory(),
            email="a@kommun.example",
            name="",
            role="editor",
        )


def test_nobody_is_invited_twice_to_the_same_role(administrator):
    invite(administrator)
    with pytest.raises(InputError) as refused:
        invite(administrator, email="NY@kommun.example ")
    assert [problem.field for problem in refused.value.problems] == ["email"]
    assert len(mail.outbox) == 1
    assert invite(administrator, role="analyst").role == "analyst"


def test_nobody_is_invited_to_a_role_that_they_have(administrator):
    MembershipFactory(
        organisation=administrator.organisation, role="editor", user__email="ny@kommun.example"
    )
    with pytest.raises(InputError):
        invite(administrator)


def test_a_wrong_address_is_refused(administrator):
    with pytest.raises(InputError):
        invite(administrator, email="ny at kommun")


def test_the_act_is_recorded_for_the_organisation(administrator):
    invitation = invite(administrator)
    act = Act.objects.get()
    assert (act.by, act.organisation, act.object_id) == (
        administrator.user,
        administrator.organisation,
        str(invitation.pk),
    )


def test_renewing_sends_a_new_link_and_the_old_one_is_dead(administrator):
    invitation = invite(administrator)
    first = invitation.token_hash
    services.renew_invitation(
        by=administrator.user, organisation=administrator.organisation, invitation=invitation
    )
    invitation.refresh_from_db()
    token = link_in(last_letter()).removeprefix("/invitation/").removesuffix("/")
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest() != first
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("service", [services.renew_invitation, services.withdraw_invitation])
def test_an_invitation_of_another_organisation_cannot_be_changed(administrator, service):
    invitation = InvitationFactory()
    with pytest.raises(PermissionDenied):
        service(
            by=administrator.user, organisation=administrator.organisation, invitation=invitation
        )
    assert Invitation.objects.get().status == "invited"


def accept(invitation, **given):
    return services.accept_invitation(
        organisation=invitation.organisation, invitation=invitation, **given
    )


def test_a_new_person_gets_account_and_role():
    invitation = InvitationFactory(role="editor")
    user = accept(invitation, name=" Ny Person ", password=GOOD, language="en")
    assert (user.email, user.name, user.language) == (invitation.email, "Ny Person", "en")
    assert user.check_password(GOOD)
    assert user.roles_in(invitation.organisation) == {"editor"}
    assert user.is_operator is False


def test_a_person_who_is_here_already_gets_the_role_and_nothing_else():
    user = UserFactory(email="Finns@kommun.example", name="Finns", password=GOOD)
    invitation = InvitationFactory(email="finns@kommun.example", role="editor")
    answered = accept(invitation, name="Other", password="another long password")
    user.refresh_from_db()
    assert answered == user
    assert (user.name, user.check_password(GOOD), User.objects.count()) == ("Finns", True, 1)
    assert user.roles_in(invitation.organisation) == {"editor"}


def test_a_role_that_is_held_already_is_not_given_twice():
    membership = MembershipFactory(role="editor")
    invitation = InvitationFactory(
        organisation=membership.organisation, email=membership.user.email, role="editor"
    )
    accept(invitation)
    assert membership.user.memberships.count() == 1


@pytest.mark.parametrize(
    "password", ["", "short", "elva tecken", "passwordpassword1"[:8], "1" * 14]
)
def test_a_weak_password_is_refused_and_nothing_is_made(password):
    invitation = InvitationFactory(role="editor")
    with pytest.raises(InputError) as refused:
        accept(invitation, name="Ny", password=password)
    assert {problem.field for problem in refused.value.problems} == {"password"}
    invitation.refresh_from_db()
    assert (User.objects.count(), invitation.status) == (0, "invited")


def test_a_password_like_ones_own_name_is_refused():
    invitation = InvitationFactory(role="editor", email="katarina.ljungqvist@kommun.example")
    with pytest.raises(InputError):
        accept(invitation, password="katarina.ljungqvist")


@pytest.mark.parametrize("role", ["reporter", "council_member"])
def test_who_may_sign_in_with_a_link_needs_no_password(role):
    user = accept(InvitationFactory(role=role), name="Ny")
    assert user.has_usable_password() is False


def test_but_a_weak_password_is_refused_of_them_too():
    with pytest.raises(InputError):
        accept(InvitationFactory(role="reporter"), password="short")


def test_a_closed_account_is_not_opened_by_an_invitation():
    UserFactory(email="a@kommun.example", is_active=False)
    invitation = InvitationFactory(email="a@kommun.example")
    with pytest.raises(InputError):
        accept(invitation)
    invitation.refresh_from_db()
    assert invitation.status == "invited"


def test_the_operator_invites_an_administrator_and_the_present_ones_are_told(administrator):
    operator = UserFactory(is_operator=True)
    invitation = services.invite_administrator(
        by=operator,
        organisation=administrator.organisation,
        email="ny@kommun.example",
        name="Ny",
    )
    assert invitation.role == "administrator"
    assert [letter.to for letter in mail.outbox] == [
        ["ny@kommun.example"],
        [administrator.user.email],
    ]
    assert subjects()[1] == "En ny administratör är inbjuden till Lessebo kommun"


def test_an_administrator_may_not_use_the_operators_way(administrator):
    with pytest.raises(PermissionDenied):
        services.invite_administrator(
            by=administrator.user,
            organisation=administrator.organisation,
            email="ny@kommun.example",
            name="",
        )
