import pytest
from django.utils import translation

from tests.factories import UserFactory
from tryggve.web.models import Notice
from tryggve.web.notices import address_of, mark_read, notify, unread_notices
from tryggve.wording.text import say, say_many

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def test_a_notice_is_said_in_the_language_of_its_reader(user):
    notify(user=user, text=say("row {row}", row="3"), page="start")
    notice = unread_notices(user).get()
    assert (notice.text.spoken_in("en"), notice.text.spoken_in("sv")) == ("row 3", "rad 3")


def test_a_notice_with_a_number_keeps_its_form(user):
    for count in (1, 2):
        text = say_many("{count} notice", "{count} notices", count)
        notify(user=user, text=text, page="start")
    said = [notice.text.spoken_in("en") for notice in unread_notices(user).order_by("pk")]
    assert said == ["1 notice", "2 notices"]


def test_the_address_is_the_page_in_the_present_language(user):
    notice = notify(user=user, text=say("row {row}", row="3"), page="start")
    with translation.override("sv"):
        assert address_of(notice) == "http://localhost:8000/start/"
    with translation.override("en"):
        assert address_of(notice) == "http://localhost:8000/en/start/"


def test_the_address_of_a_page_that_is_gone_is_the_start_page(user):
    notice = notify(user=user, text=say("row {row}", row="3"), page="no:such", number=3)
    with translation.override("sv"):
        assert address_of(notice) == "http://localhost:8000/start/"


def test_a_person_marks_their_own_notices_read_once(user):
    mine = notify(user=user, text=say("row {row}", row="3"), page="start")
    other = notify(user=UserFactory(), text=say("row {row}", row="3"), page="start")
    assert mark_read(user=user, notices=[mine.pk, other.pk]) == 1
    assert mark_read(user=user, notices=[mine.pk]) == 0
    assert list(Notice.objects.unread()) == [other]
