"""In which language a page is shown, and how one changes it."""

import pytest
from django.test import Client

from tests.factories import UserFactory, signed_in_as
from tests.world import HOME, make_world, person_who_reads
from tryggve.apps.accounts.models import User
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def english(world):
    return person_who_reads("en", "editor", world)


class TestResidentsPages:
    @pytest.mark.parametrize(
        ("address", "language", "direction"),
        [("/om/", "sv", "ltr"), ("/en/om/", "en", "ltr"), ("/ar/om/", "ar", "rtl")],
    )
    def test_they_follow_their_address(self, world, address, language, direction):
        html = Client(headers={"accept-language": "de"}).get(address).content.decode()
        assert f'<html lang="{language}" dir="{direction}">' in html

    def test_the_switch_keeps_the_page_and_what_was_searched_for(self, world):
        html = Client().get("/?q=Lessebo").content.decode()
        assert 'href="/en/?q=Lessebo"' in html
        assert 'href="/ar/?q=Lessebo"' in html

    def test_they_stay_in_their_language_for_who_reads_another(self, english):
        assert signed_in_as(english).get("/ar/om/").status_code == 200


class TestStaffsPages:
    def test_they_are_shown_in_the_person_s_own_language(self, english):
        answer = signed_in_as(english).get(f"/o/{HOME}/page-faults/?page=1")
        assert answer.url == f"/en/o/{HOME}/page-faults/?page=1"

    def test_a_swedish_reader_is_led_from_the_english_address(self, world):
        answer = signed_in_as(world.people["editor"]).get(f"/en/o/{HOME}/page-faults/")
        assert answer.url == f"/o/{HOME}/page-faults/"

    def test_no_page_of_staff_is_in_arabic(self, world):
        assert Client().get("/ar/start/").url == "/start/"
        answer = signed_in_as(world.people["editor"]).get(f"/ar/o/{HOME}/page-faults/")
        assert answer.url == f"/o/{HOME}/page-faults/"

    def test_whoever_is_not_signed_in_chooses_by_the_address(self, world):
        assert Client().get("/en/accounts/login/").status_code == 200
        html = Client().get("/accounts/login/").content.decode()
        assert 'href="/en/accounts/login/"' in html
        assert "/ar/accounts/login/" not in html

    def test_what_is_sent_is_never_led_elsewhere(self, english):
        answer = signed_in_as(english).post("/language/", {"language": "xx"})
        assert answer.status_code == 302
        assert answer.url == "/start/"

    def test_a_file_is_the_same_in_every_language(self, english):
        assert signed_in_as(english).get("/robots.txt").status_code == 200


class TestChoosing:
    def test_the_choice_is_kept_and_the_page_shown_again(self, world):
        person = world.people["editor"]
        client = signed_in_as(person)
        answer = client.post(
            "/language/", {"language": "en", "next": f"/o/{HOME}/page-faults/?page=2"}
        )
        assert answer.url == f"/en/o/{HOME}/page-faults/?page=2"
        assert User.objects.get(pk=person.pk).language == "en"
        assert Act.objects.first().by == person

    @pytest.mark.parametrize("language", ["ar", "de", "", "sv; drop"])
    def test_a_language_that_staff_do_not_have_changes_nothing(self, language):
        person = UserFactory(second_factor=True)
        signed_in_as(person).post("/language/", {"language": language})
        assert User.objects.get(pk=person.pk).language == "sv"

    @pytest.mark.parametrize(
        "following", ["https://evil.example/", "//evil.example", "javascript:x"]
    )
    def test_it_never_leads_to_another_site(self, following):
        client = signed_in_as(UserFactory(second_factor=True))
        answer = client.post("/language/", {"language": "en", "next": following})
        assert answer.url == "/en/start/"
