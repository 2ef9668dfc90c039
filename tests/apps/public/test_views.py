"""The residents' pages as a visitor gets them."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.factories import OrganisationFactory, UserFactory, signed_in_as
from tests.queries import assert_same_queries, queries_of
from tests.world import HOME, make_world
from tryggve.apps.public.models import PageFault, Publisher
from tryggve.apps.public.services import report_fault
from tryggve.apps.public.throttle import MOST

pytestmark = pytest.mark.django_db

PUBLIC = {
    "home": "/",
    "municipality": f"/kommun/{HOME}/",
    "about": "/om/",
    "accessibility": "/tillganglighet/",
    "report_fault": "/fel/",
}


@pytest.fixture(autouse=True)
def _nobody_has_reported():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world():
    return make_world()


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC)
class TestEveryPublicPage:
    def test_it_says_who_answers_for_it_and_from_when_it_is(self, world, address):
        html = page(address)
        answering = world.organisation if "kommun/" in address else Publisher.objects.get()
        phone = getattr(answering, "contact_phone", None) or answering.phone
        email = getattr(answering, "contact_email", None) or answering.email
        assert f'href="tel:{re.sub("[^0-9]", "", phone)}"' in html
        assert f'href="mailto:{email}"' in html
        assert html.count("<time datetime=") == 2

    def test_it_says_where_to_turn(self, world, address):
        html = page(address)
        assert 'href="tel:112"' in html
        assert 'href="tel:11414"' in html
        assert 'href="/tillganglighet/"' in html

    def test_it_names_itself_in_every_language(self, world, address):
        alternates = re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', page(address))
        assert alternates == [
            ("sv", f"http://localhost:8000{address}"),
            ("en", f"http://localhost:8000/en{address}"),
            ("ar", f"http://localhost:8000/ar{address}"),
        ]

    def test_it_is_quick_and_light(self, world, address):
        assert len(queries_of(lambda: page(address))) <= 10
        assert len(page(address).encode()) < 20_000

    def test_reading_sets_no_cookie(self, world, address):
        names = set(Client().get(address).cookies)
        assert names == ({"csrftoken"} if address == "/fel/" else set())

    def test_nothing_is_loaded_from_elsewhere_or_written_in_the_page(self, world, address):
        html = page(address)
        loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="([^"]+)"', html)
        assert all(each.startswith(("/", "http://localhost:8000/")) for each in loaded)
        assert not re.search(r"<style|<script(?![^>]+src)| style=| on\w+=", html)


class TestHome:
    def test_municipalities_stand_in_swedish_order(self):
        for name in ("Örebro kommun", "Ängelholms kommun", "Åmåls kommun", "Zebra kommun"):
            OrganisationFactory(name=name)
        names = re.findall(r"<bdi>([^<]+ kommun)</bdi>", page("/"))
        assert names == ["Zebra kommun", "Åmåls kommun", "Ängelholms kommun", "Örebro kommun"]

    @pytest.mark.parametrize(
        ("search", "found"),
        [("ÖRE", ["Örebro kommun"]), ("kommun", ["Alvesta kommun", "Örebro kommun"]), ("x", [])],
    )
    def test_a_search_finds_part_of_a_name(self, search, found):
        OrganisationFactory(name="Örebro kommun")
        OrganisationFactory(name="Alvesta kommun")
        assert re.findall(r"<bdi>([^<]+ kommun)</bdi>", page(f"/?q={search}")) == found

    def test_others_than_municipalities_and_those_without_contact_are_left_out(self):
        OrganisationFactory(name="Polisen", kind="police")
        OrganisationFactory(name="Tyst kommun", contact_phone="")
        html = page("/")
        assert "Polisen" not in html
        assert "Tyst kommun" not in html
        assert "Ingen kommun har öppnat sin sida än" in html

    def test_what_was_searched_for_is_not_taken_for_markup(self):
        assert "<script>x" not in page("/?q=<script>x</script>")

    def test_more_municipalities_cost_no_more_queries(self):
        OrganisationFactory()
        assert assert_same_queries(lambda: page("/"), add=OrganisationFactory) <= 3


class TestMunicipality:
    @pytest.mark.parametrize("lacks", ["contact_function", "contact_phone", "contact_email"])
    def test_it_is_closed_until_it_says_whom_to_contact(self, lacks):
        OrganisationFactory(slug="tyst", **{lacks: ""})
        assert Client().get("/kommun/tyst/").status_code == 404

    def test_another_kind_of_organisation_has_no_page(self):
        OrganisationFactory(slug="polisen", kind="police")
        assert Client().get("/kommun/polisen/").status_code == 404

    def test_it_tells_honestly_that_nothing_is_published(self, world):
        assert page(f"/kommun/{HOME}/").count("Inte publicerat än") == 3


class TestStatement:
    def test_before_it_is_filled_in_it_says_so(self):
        html = page("/tillganglighet/")
        assert "Redogörelsen är inte ifylld än" in html
        assert "digg.se/tdosanmalan" in html

    def test_it_names_the_law_the_way_to_report_and_who_supervises(self, world):
        html = page("/tillganglighet/")
        for needed in ("2018:1937", "15 §", "digg.se/tdosanmalan", 'href="/fel/"', "Inte testad"):
            assert needed in html

    def test_known_faults_stay_swedish_in_other_languages(self, world):
        Publisher.objects.update(known_faults="Kartan går inte att nå.\nFilmen saknar text.")
        html = page("/ar/tillganglighet/")
        assert '<ul lang="sv" dir="ltr">' in html
        assert "<li>Kartan går inte att nå.</li>" in html


class TestReport:
    def test_a_report_leads_to_its_receipt(self, world):
        answer = Client().post("/fel/", {"text": "Går inte att läsa.", "page": "/om/"})
        fault = PageFault.objects.get()
        assert answer.url == f"/fel/{fault.reference}/"
        assert fault.reference in page(answer.url)

    def test_the_page_one_came_from_is_filled_in(self, world):
        address = re.search(r'href="(/fel/\?page=[^"]+)"', page(f"/kommun/{HOME}/")).group(1)
        assert f'value="/kommun/{HOME}/"' in page(address)

    def test_nothing_written_is_nothing_kept(self, world):
        answer = Client().post("/fel/", {"text": " ", "email": "fel"})
        assert answer.status_code == 200
        html = answer.content.decode()
        assert "<title>Fel:" in " ".join(html.split())
        assert PageFault.objects.count() == 0

    def test_a_robot_that_fills_in_everything_is_refused(self, world):
        answer = Client().post("/fel/", {"text": "Köp!", "website": "http://spam.example"})
        assert answer.status_code == 200
        assert PageFault.objects.count() == 0

    def test_a_flood_is_stopped_and_others_go_on(self, world):
        flooding, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
        for _ in range(MOST + 3):
            answer = flooding.post("/fel/", {"text": "Igen"})
        assert "Ring eller skriv i stället" in answer.content.decode()
        assert PageFault.objects.count() == MOST
        other.post("/fel/", {"text": "Hos mig också"})
        assert PageFault.objects.count() == MOST + 1

    def test_the_cache_holds_no_address(self, world):
        Client(REMOTE_ADDR="192.0.2.77").post("/fel/", {"text": "x"})
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key, value FROM site_cache")
            assert "192.0.2.77" not in repr(cursor.fetchall())

    def test_a_form_from_elsewhere_is_refused_kindly(self, world):
        answer = Client(enforce_csrf_checks=True).post("/fel/", {"text": "x"})
        assert answer.status_code == 403
        assert "Formuläret gick inte att skicka" in answer.content.decode()

    def test_an_unknown_receipt_is_not_found(self):
        assert Client().get("/fel/FINNSEJ2/").status_code == 404


class TestAnswering:
    def test_answering_on_the_page(self, world):
        client = signed_in_as(world.people["editor"])
        fault = report_fault(
            page=f"/kommun/{HOME}/", language="ar", text="x", email="anna@example.org"
        )
        address = reverse("public:fault", args=[HOME, fault.reference])
        html = client.get(address).content.decode()
        assert "anna@example.org" not in html  # the program sends the answer; nobody need see it
        assert "Ditt svar skickas dit" in html
        answer = client.post(address, {"status": "closed", "reply": "Lagat", "note": ""})
        assert answer.url == reverse("public:faults", args=[HOME])
        assert "Lagat" in client.get(address).content.decode()
        assert "Svara eller avsluta" not in client.get(address).content.decode()

    def test_a_change_that_is_not_allowed_is_told_in_the_form(self, world):
        client = signed_in_as(world.people["editor"])
        fault = report_fault(page=f"/kommun/{HOME}/", language="sv", text="x")
        address = reverse("public:fault", args=[HOME, fault.reference])
        assert client.post(address, {"status": "received"}).status_code == 200
        assert fault.changes.count() == 1

    def test_another_municipality_finds_nothing(self, world):
        fault = report_fault(page=f"/kommun/{HOME}/", language="sv", text="hemligt")
        client = signed_in_as(world.member_of_other)
        assert (
            client.get(reverse("public:fault", args=["olofstrom", fault.reference])).status_code
            == 404
        )
        assert (
            "hemligt"
            not in client.get(reverse("public:faults", args=["olofstrom"])).content.decode()
        )

    def test_the_list_costs_no_more_queries_with_more_reports(self, world):
        client = signed_in_as(world.people["editor"])
        address = reverse("public:faults", args=[HOME])

        def add():
            report_fault(page=f"/kommun/{HOME}/", language="sv", text="x")

        add()
        assert_same_queries(lambda: client.get(address), add=add)

    def test_the_operator_fills_in_who_answers_for_the_site(self):
        client = signed_in_as(UserFactory(is_operator=True, second_factor=True))
        given = {
            "name": "Lessebo kommun",
            "function": "Webbredaktionen",
            "phone": "0478-125 00",
            "email": "webb@lessebo.example",
            "testing": "self",
            "tested": "2026-03-05",
            "conformance": "partial",
        }
        assert client.post("/operator/publisher/", given).url == "/tillganglighet/"
        assert "Testad av oss själva, 5 mars 2026." in page("/tillganglighet/")

    def test_half_filled_in_is_told_field_by_field(self):
        client = signed_in_as(UserFactory(is_operator=True, second_factor=True))
        html = client.post("/operator/publisher/", {"name": "x"}).content.decode()
        assert 'href="#id_function"' in html
        assert 'href="#id_conformance_0"' in html
        assert Publisher.objects.count() == 0
