import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied

from tests.factories import UserFactory, signed_in_as
from tryggve.apps.accounts import services
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


def device(user):
    client = signed_in_as(user)
    key = client.session.session_key
    noted = UserSession.objects.create(user=user, session_key=key, ip="10.0.0.1", user_agent="x")
    return client, noted


def is_signed_in(client) -> bool:
    return client.get("/me/").status_code == 200


def test_name_language_and_summary_are_ones_own_to_change():
    user = UserFactory(digest=True)
    services.change_me(by=user, name=" Nytt Namn ", language="en", digest=False)
    user.refresh_from_db()
    assert (user.name, user.language, user.digest) == ("Nytt Namn", "en", False)


def test_a_person_has_a_name():
    user = UserFactory(name="Namn")
    with pytest.raises(InputError):
        services.change_me(by=user, name="  ", language="sv", digest=True)
    user.refresh_from_db()
    assert user.name == "Namn"


def test_a_device_is_signed_out():
    user = UserFactory()
    (lost, noted), (kept, _) = device(user), device(user)
    services.end_session(by=user, session=noted)
    assert (is_signed_in(lost), is_signed_in(kept)) == (False, True)


def test_somebody_elses_device_is_not():
    client, noted = device(UserFactory())
    with pytest.raises(PermissionDenied):
        services.end_session(by=UserFactory(), session=noted)
    assert is_signed_in(client) is True


def test_all_other_devices_are_signed_out():
    user = UserFactory()
    (here, noted), (there, _), (elsewhere, _) = device(user), device(user), device(user)
    other, _ = device(UserFactory())
    services.end_other_sessions(by=user, current_key=noted.session_key)
    assert [is_signed_in(each) for each in (here, there, elsewhere, other)] == [
        True,
        False,
        False,
        True,
    ]
