"""What is read, and in how many queries: as many for one as for three."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tryggve.apps.accounts import queries
from tryggve.apps.accounts.services import record_read
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.mark.parametrize("number", [1, 3])
def test_organisations_of_a_person(number, django_assert_num_queries):
    user = UserFactory()
    for letter in "CAB"[:number]:
        MembershipFactory(user=user, organisation__name=letter)
    MembershipFactory(user=user, organisation__name="Left", ended=timezone.now())
    MembershipFactory(organisation__name="Somebody else's")
    with django_assert_num_queries(1):
        found = [organisation.name for organisation in queries.organisations_of(user)]
    assert found == sorted("CAB"[:number])


def test_an_organisation_of_several_roles_is_named_once(organisation):
    user = UserFactory()
    for role in ("editor", "analyst"):
        MembershipFactory(user=user, organisation=organisation, role=role)
    assert list(queries.organisations_of(user)) == [organisation]


def test_the_picture_of_the_logo_is_not_read_with_it(organisation, django_assert_num_queries):
    user = MembershipFactory(organisation=organisation).user
    (found,) = queries.organisations_of(user)
    with django_assert_num_queries(1):
        assert found.logo is None


@pytest.mark.parametrize("number", [1, 3])
def test_people_of_an_organisation(number, organisation, django_assert_num_queries):
    for place in range(number):
        user = MembershipFactory(organisation=organisation, user__name=f"Person {place}").user
        MembershipFactory(organisation=organisation, user=user, role="editor")
    with django_assert_num_queries(1):
        found = queries.people_of(organisation)
        shown = [(person.user.name, person.roles, person.has_second_factor) for person in found]
    roles = "Trygghetssamordnare, Redaktör"
    assert shown == [(f"Person {place}", roles, True) for place in range(number)]


@pytest.mark.parametrize(
    ("given", "is_listed"),
    [
        ({}, True),
        ({"valid_from": timezone.localdate() + A_DAY}, True),
        ({"valid_to": timezone.localdate()}, True),
        (
            {"valid_from": timezone.localdate() - A_DAY, "valid_to": timezone.localdate() - A_DAY},
            False,
        ),
        ({"valid_to": timezone.localdate(), "ended": timezone.now()}, False),
    ],
)
def test_who_is_there_or_is_to_come_is_listed(organisation, given, is_listed):
    user = MembershipFactory(organisation=organisation, **given).user
    assert [person.user for person in queries.people_of(organisation)] == [user] * is_listed
    assert queries.person_of(organisation, user.pk).user == user


def test_nobody_is_found_in_an_organisation_they_never_belonged_to(organisation):
    assert queries.person_of(organisation, MembershipFactory().user.pk) is None
    assert queries.person_of(organisation, 0) is None


@pytest.mark.parametrize(
    ("type", "is_one"), [("totp", True), ("webauthn", True), ("recovery_codes", False)]
)
def test_what_is_a_second_factor(organisation, type, is_one):
    user = MembershipFactory(organisation=organisation, user__second_factor=False).user
    Authenticator.objects.create(user=user, type=type, data={})
    assert queries.has_second_factor(user) is is_one
    assert queries.person_of(organisation, user.pk).has_second_factor is is_one


def test_the_first_second_factor_is_being_set_up_until_its_codes_are_seen():
    user = UserFactory()
    assert queries.is_setting_up_second_factor(user) is True
    Authenticator.objects.create(user=user, type="totp", data={})
    assert queries.is_setting_up_second_factor(user) is False
    codes = Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x"})
    assert queries.is_setting_up_second_factor(user) is True
    codes.data["viewed_at"] = 1.0
    codes.save()
    assert queries.is_setting_up_second_factor(user) is False


@pytest.mark.parametrize("number", [1, 3])
def test_every_organisation_with_its_counts(number, django_assert_num_queries):
    for _ in range(number):
        one = OrganisationFactory()
        MembershipFactory(organisation=one, role="administrator")
        MembershipFactory(organisation=one, role="administrator", ended=timezone.now())
        InvitationFactory(organisation=one, role="administrator")
        InvitationFactory(organisation=one, role="administrator", withdrawn=timezone.now())
    with django_assert_num_queries(1):
        counts = [(each.administrators, each.invited) for each in queries.all_organisations()]
    assert counts == [(1, 1)] * number


@pytest.mark.parametrize("number", [1, 3])
def test_whom_acts_concern(number, organisation, django_assert_num_queries):
    rows = []
    for place in range(number):
        member = MembershipFactory(
            organisation=organisation, user__name=f"Person {place}", role="editor"
        )
        invitation = InvitationFactory(organisation=organisation, name="", role="reporter")
        rows += [member, member.user, invitation]
    for row in rows:
        Act.add(
            service="x",
            organisation=organisation,
            object_type=row._meta.label_lower,
            object_id=str(row.pk),
        )
    Act.add(service="y", organisation=organisation, object_type="areas.area", object_id="1")
    with django_assert_num_queries(4):  # the acts, and one for each kind of row
        found = queries.whom_they_concern(queries.acts_of(organisation))
    assert sorted(found.values()) == sorted(
        [f"Person {place}: redaktör" for place in range(number)]
        + [f"Person {place}" for place in range(number)]
        + [f"{row.email}: rapportör" for row in rows[2::3]]
        + [""]
    )


def test_reads_and_acts_come_the_last_first(organisation):
    user = MembershipFactory(organisation=organisation).user
    reads = [
        record_read(by=user, organisation=organisation, what=what, ground="x") for what in "ab"
    ]
    acts = [Act.add(service=name, organisation=organisation) for name in "ab"]
    assert list(queries.reads_of(organisation)) == reads[::-1]
    assert list(queries.acts_of(organisation)) == acts[::-1]
    assert list(queries.readers_of(organisation)) == [user]
    assert list(queries.reads_of(organisation, UserFactory())) == []


def test_an_account_is_found_by_its_address_in_any_case():
    user = UserFactory(email="person@kommun.example")
    assert queries.account_of("PERSON@kommun.example") == user
    assert queries.account_of("person@kommun") is None
