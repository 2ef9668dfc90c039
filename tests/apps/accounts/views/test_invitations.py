import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.apps.accounts.letters import last_letter
from tests.factories import InvitationFactory, MembershipFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.accounts.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator")


@pytest.fixture
def client(administrator):
    return signed_in_as(administrator.user)


def page(administrator, name, *args):
    return reverse(f"accounts:{name}", args=[administrator.organisation.slug, *args])


def text(response) -> str:
    return response.content.decode()


GIVEN = {"email": "ny@kommun.example", "name": "Ny Person", "role": "editor"}


def test_somebody_is_invited(client, administrator):
    assert client.get(page(administrator, "invite")).status_code == 200
    answer = client.post(page(administrator, "invite"), GIVEN, follow=True)
    assert "En inbjudan är på väg till ny@kommun.example." in text(answer)
    assert last_letter().to == ["ny@kommun.example"]
    assert Invitation.objects.get().organisation == administrator.organisation


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"email": "ny"}, {"email"}),
        ({"email": ""}, {"email"}),
        ({"role": "king"}, {"role"}),
        ({"role": ""}, {"role"}),
        ({"name": "x" * 121}, {"name"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, administrator, given, fields):
    answer = client.post(page(administrator, "invite"), GIVEN | given)
    assert set(answer.context["form"].errors) == fields
    assert mail.outbox == []


def test_a_second_invitation_is_refused_at_the_address(client, administrator):
    client.post(page(administrator, "invite"), GIVEN)
    answer = client.post(page(administrator, "invite"), GIVEN)
    assert answer.context["form"].errors["email"] == [
        "Det finns redan en inbjudan till den adressen. Förnya den i listan över inbjudningar."
    ]


def test_the_list_shows_every_invitation_with_its_state(client, administrator):
    now = timezone.now()
    for become in ({}, {"accepted": now}, {"withdrawn": now}, {"expires": now}):
        InvitationFactory(organisation=administrator.organisation, **become)
    InvitationFactory()  # elsewhere
    listed = client.get(page(administrator, "invitations")).context["table"].lines
    assert sorted(str(line[3].text) for line in listed) == [
        "Accepterad",
        "För gammal",
        "Inbjuden",
        "Tillbakadragen",
    ]


@pytest.mark.django_db(databases=["default", "register"])
def test_the_list_makes_as_many_queries_for_one_as_for_three(client, administrator):
    def one_more():
        InvitationFactory(organisation=administrator.organisation, invited_by=administrator.user)

    one_more()
    assert_same_queries(lambda: client.get(page(administrator, "invitations")), add=one_more)


@pytest.mark.parametrize(
    ("become", "buttons"),
    [
        ({}, (True, True)),
        ({"expires": timezone.now()}, (True, True)),
        ({"accepted": timezone.now()}, (False, False)),
        ({"withdrawn": timezone.now()}, (False, False)),
    ],
)
def test_the_page_offers_what_may_be_done(client, administrator, become, buttons):
    one = InvitationFactory(organisation=administrator.organisation, **become)
    shown = client.get(page(administrator, "invitation", one.pk))
    assert (shown.context["may_renew"], shown.context["may_withdraw"]) == buttons


def test_an_invitation_is_renewed(client, administrator):
    one = InvitationFactory(organisation=administrator.organisation, expires=timezone.now())
    answer = client.post(page(administrator, "renew_invitation", one.pk), follow=True)
    assert "Ett nytt mejl är på väg." in text(answer)
    assert (Invitation.objects.get().status, last_letter().to) == ("invited", [one.email])


def test_an_invitation_is_withdrawn(client, administrator):
    one = InvitationFactory(organisation=administrator.organisation)
    client.post(page(administrator, "withdraw_invitation", one.pk))
    assert Invitation.objects.get().status == "withdrawn"


@pytest.mark.parametrize("act", ["renew_invitation", "withdraw_invitation"])
def test_too_late_is_said_and_nothing_is_done(client, administrator, act):
    one = InvitationFactory(organisation=administrator.organisation, accepted=timezone.now())
    answer = client.post(page(administrator, act, one.pk), follow=True)
    assert "Inget ändrades: inbjudans läge är accepterad." in text(answer)
    assert (Invitation.objects.get().status, mail.outbox) == ("accepted", [])


@pytest.mark.parametrize("act", ["renew_invitation", "withdraw_invitation"])
def test_opening_the_address_does_nothing(client, administrator, act):
    one = InvitationFactory(organisation=administrator.organisation)
    assert client.get(page(administrator, act, one.pk)).status_code == 405
    assert Invitation.objects.get().status == "invited"
