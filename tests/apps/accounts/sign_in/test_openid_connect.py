"""Signing in through a municipality's own identity provider, which runs on this machine."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.utils import timezone

from tests.apps.accounts.sign_in import provider as fake
from tests.apps.accounts.sign_in.codes import code_of
from tests.factories import (
    PASSWORD,
    TOTP_SECRET,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
    signed_in_as,
)
from tryggve.apps.accounts.models import User
from tryggve.site.config import OpenIDConnectProvider
from tryggve.site.providers import identity_providers

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/kommunen/login/"
WHO = {
    "sub": "4711",
    "email": "person@kommun.example",
    "email_verified": True,
    "name": "Person Personsson",
    "picture": "https://kommunen.example/face.jpg",
    "phone_number": "+46 70 123 45 67",
}


@pytest.fixture(scope="module")
def running_provider():
    with fake.running() as provider:
        yield provider


@pytest.fixture
def provider(running_provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = configured(running_provider.address)
    running_provider.signed_in = dict(WHO)
    return running_provider


def configured(address: str, **given):
    """As the settings make it of the configuration."""
    one = OpenIDConnectProvider(
        id="kommunen",
        name="Kommunens inloggning",
        server_url=address,
        client_id=fake.CLIENT,
        secret=fake.SECRET,
        **given,
    )
    return identity_providers([one])


def go_through(client, address=LOGIN, expect=302):
    """From our button to the provider and back again; our last answer."""
    leaving = client.post(address)
    assert leaving.status_code == 302
    parts = urlsplit(leaving.url)
    connection = HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    answer = client.get(urlsplit(back)._replace(scheme="", netloc="").geturl())
    assert answer.status_code == expect
    return answer


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_page_of_sign_in_has_a_button_for_each_provider(client, provider):
    page = client.get("/accounts/login/").content.decode()
    assert "Logga in med Kommunens inloggning" in page
    assert f'action="{LOGIN}?process=login"' in page.replace("&amp;", "&")


def test_who_is_here_already_is_signed_in(client, provider):
    user = MembershipFactory(
        role="reporter", user__email="Person@kommun.example", user__second_factor=False
    ).user
    answer = go_through(client)
    assert answer.url == "/start/"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert (SocialAccount.objects.get().user, SocialAccount.objects.get().uid) == (user, "4711")


def test_the_second_factor_is_asked_here_too(client, provider):
    MembershipFactory(role="editor", user__email="person@kommun.example")
    assert go_through(client).url == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_of(TOTP_SECRET)})
    assert is_signed_in(client)


def test_nothing_about_the_person_is_kept_but_who_it_is(client, provider):
    UserFactory(email="person@kommun.example", name="Kallad Så")
    go_through(client)
    go_through(client)
    assert SocialAccount.objects.get().extra_data == {}
    assert SocialToken.objects.count() == 0
    assert User.objects.get().name == "Kallad Så"


def test_once_known_the_identity_counts_and_not_the_address(client, provider):
    user = UserFactory(email="person@kommun.example")
    go_through(client)
    client.post("/accounts/logout/")
    provider.signed_in["email"] = "new-name@kommun.example"
    go_through(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == 1


def test_an_invited_person_joins_by_signing_in(client, provider):
    first = InvitationFactory(email="person@kommun.example", role="reporter", name="")
    second = InvitationFactory(email="person@kommun.example", role="council_member")
    other = InvitationFactory(role="reporter")
    go_through(client)
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == (
        "person@kommun.example",
        "Person Personsson",
        False,
    )
    assert user.roles_in(first.organisation) == {"reporter"}
    assert user.roles_in(second.organisation) == {"council_member"}
    for invitation, status in ((first, "accepted"), (second, "accepted"), (other, "invited")):
        invitation.refresh_from_db()
        assert invitation.status == status
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "told",
    [
        {"email": "nobody@kommun.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": None},
        {"email": None},
        {"email": ""},
    ],
    ids=["uninvited", "unverified", "a word", "unsaid", "no address", "empty address"],
)
def test_anybody_else_is_refused_with_a_page_that_says_why(client, provider, told):
    UserFactory(email="person@kommun.example")
    InvitationFactory(email="person@kommun.example")
    provider.signed_in |= told
    provider.signed_in = {k: v for k, v in provider.signed_in.items() if v is not None}
    page = go_through(client, expect=403).content.decode()
    assert "Du är inte inbjuden än" in page
    assert not is_signed_in(client)
    assert (SocialAccount.objects.count(), User.objects.count()) == (0, 1)


def test_a_closed_account_is_refused(client, provider):
    UserFactory(email="person@kommun.example", is_active=False)
    InvitationFactory(email="person@kommun.example")
    go_through(client, expect=403)
    assert not is_signed_in(client)


def test_a_new_person_reads_the_language_of_the_organisation(client, provider):
    InvitationFactory(email="person@kommun.example", role="reporter", organisation__language="en")
    assert go_through(client).url == "/en/start/"


def test_the_address_to_come_back_to_is_the_same_in_every_language(client, provider):
    page = client.get("/en/accounts/login/").content.decode()
    assert f'action="{LOGIN}?process=login"' in page.replace("&amp;", "&")
    asked = fake.flat(urlsplit(client.post(LOGIN).url).query)
    assert urlsplit(asked["redirect_uri"]).path == LOGIN + "callback/"


@pytest.mark.parametrize("state", [{"withdrawn": True}, {"expires": True}])
def test_an_invitation_that_is_over_lets_nobody_in(client, provider, state):
    now = timezone.now()
    InvitationFactory(email="person@kommun.example", **dict.fromkeys(state, now))
    go_through(client, expect=403)
    assert User.objects.count() == 0


def test_a_provider_answers_for_its_own_addresses_alone(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = configured(provider.address, email_domains=["Annan.example"])
    UserFactory(email="person@kommun.example")
    go_through(client, expect=403)
    assert not is_signed_in(client)
    provider.signed_in["email"] = "person@annan.example"
    UserFactory(email="person@annan.example")
    go_through(client)
    assert is_signed_in(client)


def test_an_address_that_only_ends_alike_is_not_theirs(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = configured(
        provider.address, email_domains=["kommun.example"]
    )
    provider.signed_in["email"] = "person@falsk-kommun.example"
    UserFactory(email="person@falsk-kommun.example")
    go_through(client, expect=403)


def test_an_answer_that_nobody_asked_for_is_refused(client, provider):
    UserFactory(email="person@kommun.example")
    answer = client.get(LOGIN + "callback/?code=stolen&state=made-up")
    assert "Inloggningen fungerade inte" in answer.content.decode()
    assert not is_signed_in(client)


def test_an_answer_to_one_browser_is_of_no_use_in_another(client, provider):
    UserFactory(email="person@kommun.example")
    parts = urlsplit(client.post(LOGIN).url)
    back = provider.authorize(fake.flat(parts.query))
    other = type(client)()
    other.get(urlsplit(back)._replace(scheme="", netloc="").geturl())
    assert not is_signed_in(other)


def test_the_key_of_the_session_changes(client, provider):
    UserFactory(email="person@kommun.example")
    client.post(LOGIN)
    before = client.session.session_key
    go_through(client)
    assert client.session.session_key != before


def test_who_is_signed_in_connects_an_identity_after_their_password(provider):
    user = UserFactory(email="other@kommun.example")
    client = signed_in_as(user)
    assert client.get("/accounts/3rdparty/").status_code == 200
    again = go_through(client, LOGIN + "?process=connect").url
    assert again == "/accounts/reauthenticate/"
    assert SocialAccount.objects.count() == 0
    assert client.post(again, {"password": PASSWORD}).url == "/accounts/3rdparty/"
    assert SocialAccount.objects.get().user == user
    assert "Kommunens inloggning" in client.get("/accounts/3rdparty/").content.decode()


def test_an_identity_belongs_to_one_person(client, provider):
    UserFactory(email="person@kommun.example")
    go_through(client)
    other = signed_in_as(UserFactory())
    again = go_through(other, LOGIN + "?process=connect").url
    other.post(again, {"password": PASSWORD})
    assert SocialAccount.objects.get().user.email == "person@kommun.example"


def test_without_a_provider_there_is_no_such_page(client):
    assert client.get(LOGIN).status_code == 404
    assert signed_in_as(UserFactory()).get("/accounts/3rdparty/").status_code == 404
    assert "Logga in med K" not in client.get("/accounts/login/").content.decode()
