import pytest
from django.urls import reverse

from tests.apps.accounts.letters import last_letter
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    signed_in_as,
)
from tests.queries import assert_same_queries
from tryggve.apps.accounts.models import Invitation, Organisation

pytestmark = pytest.mark.django_db
LIST = reverse("accounts:organisations")
CREATE = reverse("accounts:create_organisation")
GIVEN = {"name": "Lessebo kommun", "kind": "municipality", "slug": "", "language": "sv"}


@pytest.fixture
def client():
    return signed_in_as(UserFactory(is_operator=True, second_factor=True))


def test_an_organisation_is_created_and_its_administrator_invited(client):
    answer = client.post(CREATE, GIVEN)
    assert answer.url == reverse("accounts:organisation", args=["lessebo-kommun"])
    client.post(answer.url, {"email": "admin@lessebo.example", "name": "Ada"})
    assert (Invitation.objects.get().role, last_letter().to) == (
        "administrator",
        ["admin@lessebo.example"],
    )


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"kind": "club"}, "kind"),
        ({"slug": "å ä"}, "slug"),
        ({"language": "ar"}, "language"),
        ({"name": "Nybro kommun"}, "name"),
        ({"slug": "nybro"}, "slug"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, given, field):
    OrganisationFactory(name="Nybro kommun", slug="nybro")
    answer = client.post(CREATE, GIVEN | given)
    assert set(answer.context["form"].errors) == {field}
    assert Organisation.objects.count() == 1


def test_the_list_counts_administrators_and_invited_ones(client):
    one = OrganisationFactory(name="En")
    MembershipFactory(organisation=one, role="administrator")
    MembershipFactory(organisation=one, role="administrator")
    MembershipFactory(organisation=one, role="editor")
    InvitationFactory(organisation=one, role="administrator")
    InvitationFactory(organisation=one, role="editor")
    OrganisationFactory(name="Tom")
    table = client.get(LIST).context["table"]
    assert [[str(cell.text) for cell in line][:4] for line in table.lines] == [
        ["En", "Kommun", "2", "1"],
        ["Tom", "Kommun", "0", "0"],
    ]


@pytest.mark.django_db(databases=["default", "register"])
def test_the_list_makes_as_many_queries_for_one_as_for_three(client):
    OrganisationFactory()
    assert_same_queries(lambda: client.get(LIST), add=OrganisationFactory)


def test_the_operator_sees_no_person_of_an_organisation(client):
    membership = MembershipFactory(role="administrator", user__name="Ada Administratör")
    page = client.get(reverse("accounts:organisation", args=[membership.organisation.slug]))
    for secret in (membership.user.name, membership.user.email):
        assert secret not in page.content.decode()


def test_an_organisation_that_is_not_there_is_not_found(client):
    assert client.get(reverse("accounts:organisation", args=["nowhere"])).status_code == 404


@pytest.mark.parametrize("address", [LIST, CREATE, "/operator/organisations/somewhere/"])
def test_only_an_operator_opens_these(address):
    OrganisationFactory(slug="somewhere")
    administrator = signed_in_as(MembershipFactory(role="administrator").user)
    for method in ("get", "post"):
        assert getattr(administrator, method)(address, GIVEN).status_code == 403
    assert Organisation.objects.count() == 2
