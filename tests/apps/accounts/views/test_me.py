import pytest

from tests.factories import PASSWORD, MembershipFactory, UserFactory, signed_in_as
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
ME = "/me/"
GIVEN = {"name": "Nytt Namn", "language": "sv", "digest": "on"}


@pytest.fixture
def user():
    return UserFactory(name="Namn", second_factor=True)


def test_the_page_shows_what_is_known(user):
    MembershipFactory(user=user, role="editor", organisation__name="Lessebo kommun")
    page = signed_in_as(user).get(ME).content.decode()
    for said in (user.email, "Redaktör", "Lessebo kommun", "Namn"):
        assert said in page


def test_ones_own_details_are_changed(user):
    answer = signed_in_as(user).post(ME, {"name": "Nytt Namn", "language": "sv"})
    user.refresh_from_db()
    assert (answer.url, user.name, user.digest) == (ME, "Nytt Namn", False)


def test_the_page_comes_back_in_the_chosen_language(user):
    assert signed_in_as(user).post(ME, GIVEN | {"language": "en"}).url == "/en/me/"


@pytest.mark.parametrize(
    ("given", "field"), [({"name": ""}, "name"), ({"language": "ar"}, "language")]
)
def test_what_is_wrong_is_said_at_its_field(user, given, field):
    answer = signed_in_as(user).post(ME, GIVEN | given)
    assert set(answer.context["form"].errors) == {field}
    user.refresh_from_db()
    assert user.name == "Namn"


@pytest.mark.parametrize("field", ["email", "is_operator", "is_active", "password"])
def test_nothing_else_can_be_changed(user, field):
    before = getattr(user, field)
    signed_in_as(user).post(ME, GIVEN | {field: "x"})
    user.refresh_from_db()
    assert getattr(user, field) == before


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get(ME).url == "/accounts/login/?next=/me/"


def test_who_has_no_password_is_offered_one():
    user = UserFactory(password=None)
    assert "/accounts/password/set/" in signed_in_as(user).get(ME).content.decode()
    client = signed_in_as(user)
    new = "korrekt häst batteri"
    client.post("/accounts/password/set/", {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


def test_a_password_is_changed_and_the_other_devices_are_signed_out(user):
    here, there = signed_in_as(user), signed_in_as(user)
    new = "korrekt häst batteri"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post("/accounts/password/change/", given)
    user.refresh_from_db()
    assert user.check_password(new)
    assert (here.get(ME).status_code, there.get(ME).status_code) == (200, 302)


@pytest.mark.django_db(databases=["default", "register"])
def test_as_many_queries_for_one_role_as_for_three(user):
    client = signed_in_as(user)
    MembershipFactory(user=user)
    assert_same_queries(lambda: client.get(ME), add=lambda: MembershipFactory(user=user))
