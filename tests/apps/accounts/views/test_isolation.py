"""An administrator of one organisation finds nothing of another: every address, every number."""

import pytest
from django.urls import reverse

from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    signed_in_as,
)
from tests.pages import addresses
from tryggve.apps.accounts.models import Invitation, Membership, Organisation
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db

OF_ORGANISATION = sorted(
    {
        each.name
        for each in addresses()
        if each.name.startswith("accounts:") and "organisation" in each.parts
    }
)
WITH_NUMBER = {
    "accounts:person": lambda there: there.user.pk,
    "accounts:end_membership": lambda there: there.pk,
    "accounts:invitation": lambda there: invitation_of(there).pk,
    "accounts:renew_invitation": lambda there: invitation_of(there).pk,
    "accounts:withdraw_invitation": lambda there: invitation_of(there).pk,
}
FORMS = {
    "when": "now",
    "role": "administrator",
    "email": "ny@kommun.example",
    "name": "Other",
    "language": "sv",
    "colour": "#000000",
    "description": "x",
}


def invitation_of(membership):
    return membership.organisation.invitations.get()


@pytest.fixture
def here():
    return MembershipFactory(role="administrator", organisation__slug="here")


@pytest.fixture
def there():
    membership = MembershipFactory(
        role="administrator", organisation__slug="there", organisation__name="There"
    )
    InvitationFactory(organisation=membership.organisation)
    return membership


def everything():
    return [list(model.objects.values()) for model in (Organisation, Membership, Invitation)]


def address(name, organisation, there):
    parts = {"organisation": organisation}
    if name in WITH_NUMBER:
        parts["pk"] = WITH_NUMBER[name](there)
    return reverse(name, kwargs=parts)


def test_the_list_of_addresses_is_whole():
    numbered = {
        each.name for each in addresses() if each.name in OF_ORGANISATION and "pk" in each.parts
    }
    assert numbered == set(WITH_NUMBER)
    assert len(OF_ORGANISATION) == 15


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_nothing_is_found_under_the_others_name(name, method, here, there):
    before = everything()
    client = signed_in_as(here.user)
    answer = getattr(client, method)(address(name, "there", there), FORMS)
    assert answer.status_code == 404
    assert everything() == before


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(WITH_NUMBER))
def test_nothing_of_the_other_is_found_under_ones_own_name(name, method, here, there):
    before = everything()
    client = signed_in_as(here.user)
    answer = getattr(client, method)(address(name, "here", there), FORMS)
    takes_only_post = name in {"accounts:renew_invitation", "accounts:withdraw_invitation"}
    assert answer.status_code == (405 if takes_only_post and method == "get" else 404)
    assert everything() == before


@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_an_operator_finds_nothing_either(name, there):
    client = signed_in_as(UserFactory(is_operator=True, second_factor=True))
    assert client.get(address(name, "there", there)).status_code == 404


@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_a_colleague_with_another_role_may_not(name, there):
    colleague = MembershipFactory(organisation=there.organisation, role="editor").user
    before = everything()
    for method in ("get", "post"):
        client = signed_in_as(colleague)
        answer = getattr(client, method)(address(name, "there", there), FORMS)
        assert answer.status_code in {403, 405}
    assert everything() == before


@pytest.mark.parametrize("name", OF_ORGANISATION)
def test_a_visitor_is_asked_to_sign_in(name, there, client):
    answer = client.get(address(name, "there", there))
    assert answer.url.startswith("/accounts/login/?next=/o/there/")


def test_a_person_of_both_is_shown_with_the_roles_of_one(here, there):
    MembershipFactory(user=there.user, organisation=here.organisation, role="editor")
    page = signed_in_as(here.user).get(reverse("accounts:person", args=["here", there.user.pk]))
    assert [each.organisation for each in page.context["person"].memberships] == [here.organisation]
    assert "There" not in page.content.decode()


def test_acts_and_reads_are_ones_own(here, there):
    signed_in_as(there.user).get(reverse("accounts:people", args=["there"]))
    Act.add(service="accounts.services.invite", by=there.user, organisation=there.organisation)
    client = signed_in_as(here.user)
    for name in ("accounts:reads", "accounts:acts", "accounts:reads_csv"):
        assert there.user.name not in client.get(reverse(name, args=["here"])).content.decode()


def test_the_filter_of_reads_names_no_strangers(here, there):
    signed_in_as(there.user).get(reverse("accounts:people", args=["there"]))
    page = signed_in_as(here.user).get(
        reverse("accounts:reads", args=["here"]), {"by": there.user.pk}
    )
    assert page.context["by"] is None
    assert list(page.context["form"].fields["by"].queryset) in ([], [here.user])
