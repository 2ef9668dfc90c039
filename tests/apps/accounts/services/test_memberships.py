"""Giving and ending roles."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.factories import MembershipFactory, UserFactory, signed_in_as
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import Membership
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator")


@pytest.fixture
def editor(administrator):
    return MembershipFactory(organisation=administrator.organisation, role="editor")


def add(administrator, user, **given):
    return services.add_membership(
        by=administrator.user,
        organisation=administrator.organisation,
        user=user,
        **{"role": "analyst"} | given,
    )


def end(administrator, membership, **given):
    return services.end_membership(
        by=administrator.user,
        organisation=administrator.organisation,
        membership=membership,
        **given,
    )


def session_of(user) -> str:
    """A signed-in device, as allauth notes it."""
    key = signed_in_as(user).session.session_key
    UserSession.objects.create(user=user, session_key=key, ip="10.0.0.1", user_agent="Firefox/1")
    return key


def test_a_further_role_is_held_from_today(administrator, editor):
    membership = add(administrator, editor.user)
    assert (membership.valid_from, membership.valid_to) == (timezone.localdate(), None)
    assert editor.user.roles == {"editor", "analyst"}


def test_a_role_may_be_given_between_two_days(administrator, editor):
    today = timezone.localdate()
    given = {"valid_from": today + A_DAY, "valid_to": today + 9 * A_DAY}
    membership = add(administrator, editor.user, **given)
    assert (membership.valid_from, membership.valid_to) == tuple(given.values())
    assert editor.user.roles == {"editor"}


def test_a_role_that_ends_before_it_begins_is_refused(administrator, editor):
    today = timezone.localdate()
    with pytest.raises(InputError) as refused:
        add(administrator, editor.user, valid_from=today, valid_to=today - A_DAY)
    assert refused.value.problems[0].field == "valid_to"


@pytest.mark.parametrize(
    ("begins", "ends", "overlaps"),
    [(0, None, True), (5, 5, True), (0, 2, True), (9, 12, True), (0, 1, False), (10, None, False)],
)
def test_the_same_role_is_not_given_twice_at_a_time(administrator, editor, begins, ends, overlaps):
    today = timezone.localdate()
    add(administrator, editor.user, valid_from=today + 2 * A_DAY, valid_to=today + 9 * A_DAY)
    given = {
        "valid_from": today + begins * A_DAY,
        "valid_to": None if ends is None else today + ends * A_DAY,
    }
    if overlaps:
        with pytest.raises(InputError):
            add(administrator, editor.user, **given)
    else:
        add(administrator, editor.user, **given)


def test_a_stranger_is_invited_not_added(administrator):
    with pytest.raises(PermissionDenied):
        add(administrator, UserFactory())
    with pytest.raises(PermissionDenied):
        add(administrator, MembershipFactory().user)


def test_a_role_that_is_ended_is_lost_at_once_and_everywhere_signed_out(administrator, editor):
    keys = {session_of(editor.user), session_of(editor.user)}
    other = session_of(administrator.user)
    end(administrator, editor)
    editor.refresh_from_db()
    assert (editor.valid_to, editor.is_over) == (timezone.localdate(), True)
    editor.user.forget_roles()
    assert editor.user.roles == frozenset()
    assert not Session.objects.filter(pk__in=keys).exists()
    assert set(Session.objects.values_list("pk", flat=True)) == {other}
    assert [each.session_key for each in UserSession.objects.all()] == [other]


def test_the_page_that_was_open_leads_to_sign_in(administrator, editor):
    client = signed_in_as(editor.user)
    key = client.session.session_key
    UserSession.objects.create(user=editor.user, session_key=key, ip="10.0.0.1", user_agent="x")
    address = f"/o/{editor.organisation.slug}/"
    assert client.get(address).status_code == 200
    end(administrator, editor)
    assert client.get(address).url.startswith("/accounts/login/")


def test_a_role_that_ends_later_is_held_until_then(administrator, editor):
    key = session_of(editor.user)
    last_day = timezone.localdate() + 3 * A_DAY
    end(administrator, editor, last_day=last_day)
    editor.refresh_from_db()
    assert (editor.valid_to, editor.ended) == (last_day, None)
    assert editor.user.roles == {"editor"}
    assert Session.objects.filter(pk=key).exists()
    assert list(Membership.objects.current(last_day + A_DAY).filter(pk=editor.pk)) == []


def test_a_role_that_has_not_begun_can_be_ended(administrator, editor):
    begins = timezone.localdate() + 5 * A_DAY
    coming = add(administrator, editor.user, valid_from=begins)
    end(administrator, coming)
    coming.refresh_from_db()
    assert (coming.valid_from, coming.valid_to, coming.is_over) == (begins, begins, True)


@pytest.mark.parametrize("days", [-1, -400])
def test_a_day_that_has_passed_is_refused(administrator, editor, days):
    with pytest.raises(InputError) as refused:
        end(administrator, editor, last_day=timezone.localdate() + days * A_DAY)
    assert refused.value.problems[0].field == "last_day"


def test_what_has_ended_is_not_ended_again(administrator, editor):
    end(administrator, editor)
    with pytest.raises(InputError):
        end(administrator, editor)


def test_a_role_of_another_organisation_cannot_be_ended(administrator):
    elsewhere = MembershipFactory(role="editor")
    with pytest.raises(PermissionDenied):
        end(administrator, elsewhere)
    elsewhere.refresh_from_db()
    assert elsewhere.ended is None


def test_the_last_administrator_remains(administrator, editor):
    for last_day in (None, timezone.localdate() + 30 * A_DAY):
        with pytest.raises(InputError):
            end(administrator, administrator, last_day=last_day)
    administrator.refresh_from_db()
    assert (administrator.valid_to, administrator.ended) == (None, None)


@pytest.mark.parametrize(
    "other",
    [
        {"valid_to": timezone.localdate() + A_DAY},
        {"valid_from": timezone.localdate() + A_DAY},
        {"valid_to": timezone.localdate(), "ended": timezone.now()},
        {"user__is_active": False},
    ],
    ids=["leaves soon", "has not begun", "has ended", "is closed"],
)
def test_another_who_does_not_last_does_not_count(administrator, other):
    MembershipFactory(organisation=administrator.organisation, role="administrator", **other)
    MembershipFactory(role="administrator")  # of another organisation
    with pytest.raises(InputError):
        end(administrator, administrator)


def test_one_of_two_administrators_may_go_but_not_both(administrator):
    second = MembershipFactory(organisation=administrator.organisation, role="administrator")
    end(administrator, administrator)
    with pytest.raises(InputError):
        end(second, second)


def test_an_administrator_ended_today_may_do_nothing_more(administrator, editor):
    second = MembershipFactory(organisation=administrator.organisation, role="administrator")
    end(second, administrator)
    administrator.user.forget_roles()
    with pytest.raises(PermissionDenied):
        end(administrator, editor)


def test_only_an_administrator_gives_and_ends(administrator, editor):
    with pytest.raises(PermissionDenied):
        add(editor, editor.user, role="administrator")
    with pytest.raises(PermissionDenied):
        end(editor, administrator)
