import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.accounts.models import Organisation
from tryggve.web.models import Act
from tryggve.web.service import service


@service("accounts.edit_organisation")
def rename(*, by, organisation, name):
    organisation.name = name
    organisation.save()
    return organisation


@service("accounts.edit_organisation")
def rename_and_fail(*, by, organisation, name):
    rename(by=by, organisation=organisation, name=name)
    raise RuntimeError("after the change")


@service(None)
def founded(*, name):
    return Organisation.objects.create(name=name, slug="new", kind="municipality")


@pytest.fixture
def administrator(db):
    return MembershipFactory(role="administrator")


def test_who_may_does_and_the_act_is_recorded(administrator):
    by, organisation = administrator.user, administrator.organisation
    rename(by=by, organisation=organisation, name="Nybro kommun")
    organisation.refresh_from_db()
    assert organisation.name == "Nybro kommun"
    act = Act.objects.get()
    assert (act.by, act.organisation, act.object_type, act.object_id) == (
        by,
        organisation,
        "accounts.organisation",
        str(organisation.pk),
    )
    assert act.service.endswith("test_service.rename")


def test_who_may_not_is_refused_and_nothing_is_recorded(db):
    organisation = OrganisationFactory(name="Nybro")
    with pytest.raises(PermissionDenied):
        rename(by=UserFactory(), organisation=organisation, name="Other")
    organisation.refresh_from_db()
    assert (organisation.name, Act.objects.count()) == ("Nybro", 0)


def test_the_role_counts_in_its_own_organisation_only(administrator):
    other = OrganisationFactory(name="Emmaboda")
    with pytest.raises(PermissionDenied):
        rename(by=administrator.user, organisation=other, name="Other")


def test_a_failure_takes_everything_back(administrator):
    before = administrator.organisation.name
    with pytest.raises(RuntimeError):
        rename_and_fail(
            by=administrator.user, organisation=administrator.organisation, name="Other"
        )
    administrator.organisation.refresh_from_db()
    assert (administrator.organisation.name, Act.objects.count()) == (before, 0)


def test_what_the_program_does_itself_is_recorded_without_a_person(db):
    founded(name="New")
    assert Act.objects.get().by is None


def test_a_service_takes_keyword_arguments_only():
    with pytest.raises(TypeError, match="keyword"):
        service(None)(lambda name: name)


def test_a_permission_needs_somebody_who_acts():
    def without_actor(*, organisation): ...

    with pytest.raises(TypeError, match="who acts"):
        service("accounts.edit_organisation")(without_actor)
