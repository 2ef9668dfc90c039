"""Roles hold between dates, until they are ended; they say whether a second factor is asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tryggve.apps.accounts.models import ROLES_WITHOUT_SECOND_FACTOR, Invitation, Membership, Role

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "is_held"),
    [
        (0, None, True),
        (0, 0, True),
        (-9, 1, True),
        (-9, -1, False),
        (1, None, False),
        (1, 9, False),
    ],
)
def test_a_role_is_held_from_its_first_to_its_last_day(begins, ends, is_held):
    today = timezone.localdate()
    membership = MembershipFactory(
        role="editor",
        valid_from=today + begins * A_DAY,
        valid_to=None if ends is None else today + ends * A_DAY,
    )
    held = membership.user.roles_in(membership.organisation)
    assert held == ({"editor"} if is_held else set())
    assert membership.is_over is (ends is not None and ends < 0)


def test_a_role_that_was_ended_is_held_no_more_but_was_held_that_day():
    today = timezone.localdate()
    membership = MembershipFactory(valid_to=today, ended=timezone.now())
    assert list(Membership.objects.current()) == []
    assert list(Membership.objects.current(today)) == [membership]
    assert membership.is_over is True


def test_roles_are_read_once_for_all_organisations(django_assert_num_queries):
    user = UserFactory()
    first = MembershipFactory(user=user, role="editor").organisation
    second = MembershipFactory(user=user, role="analyst").organisation
    with django_assert_num_queries(1):
        assert user.roles_in(first) == {"editor"}
        assert user.roles_in(second) == {"analyst"}
        assert user.roles == {"editor", "analyst"}


def test_forgotten_roles_are_read_anew():
    membership = MembershipFactory(role="editor")
    user = membership.user
    assert user.roles == {"editor"}
    Membership.objects.filter(pk=membership.pk).update(role="analyst")
    assert user.roles == {"editor"}
    user.forget_roles()
    assert user.roles == {"analyst"}


@pytest.mark.parametrize("role", Role.values)
def test_every_role_but_two_asks_for_a_second_factor(role):
    user = MembershipFactory(role=role).user
    expected = role not in {"reporter", "council_member"}
    assert user.role_asks_for_second_factor is expected


def test_one_role_that_asks_is_enough():
    user = MembershipFactory(role="reporter").user
    MembershipFactory(user=user, role="editor")
    assert user.role_asks_for_second_factor is True


def test_an_operator_is_asked_and_who_has_no_role_is_not():
    assert UserFactory(is_operator=True).role_asks_for_second_factor is True
    assert UserFactory().role_asks_for_second_factor is False


def test_the_roles_without_second_factor_are_roles():
    assert set(Role.values) >= ROLES_WITHOUT_SECOND_FACTOR


def test_an_address_of_e_mail_is_kept_in_lower_case():
    assert UserFactory(email="Person@Kommun.EXAMPLE").email == "person@kommun.example"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, "invited"),
        ({"expires": timezone.now() - A_DAY}, "expired"),
        ({"accepted": timezone.now()}, "accepted"),
        ({"withdrawn": timezone.now()}, "withdrawn"),
        ({"accepted": timezone.now(), "expires": timezone.now() - A_DAY}, "accepted"),
        ({"withdrawn": timezone.now(), "expires": timezone.now() - A_DAY}, "withdrawn"),
    ],
)
def test_what_has_become_of_an_invitation(given, status):
    invitation = InvitationFactory(**given)
    assert invitation.status == status
    assert list(Invitation.objects.invited()) == ([invitation] if status == "invited" else [])


def test_each_state_of_an_invitation_has_a_name_and_a_place_in_the_workflow():
    assert set(Invitation.Status.values) == set(Invitation.CHANGES.states)


def test_one_open_invitation_for_each_role():
    organisation = OrganisationFactory()
    same = {"organisation": organisation, "email": "a@kommun.example", "role": "editor"}
    InvitationFactory(**same, accepted=timezone.now())
    InvitationFactory(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(**same)
