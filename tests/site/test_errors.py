"""What somebody sees when something fails: what happened, what to do, a number to give us."""

import re
import runpy
from pathlib import Path

import pytest
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import override

from tests.factories import signed_in_as
from tests.world import HOME, make_world
from tryggve.site import errors
from tryggve.site.urls import handler400, handler403, handler404, handler500, urlpatterns

ROOT = Path(__file__).parents[2]
LANGUAGES = {"sv": ("", "ltr"), "en": ("/en", "ltr"), "ar": ("/ar", "rtl")}
HEADINGS = {
    "404": {"sv": "Sidan finns inte", "en": "The page does not exist", "ar": "الصفحة غير موجودة"},
    "500": {
        "sv": "Något gick fel hos oss",
        "en": "Something went wrong on our side",
        "ar": "حدث خطأ لدينا",
    },
}
NUMBER = re.compile(r'<strong class="code"><bdi>([2-9A-Z]{8})</bdi></strong>')


def broken(request):
    raise RuntimeError("the secret of somebody")


urlpatterns = [*urlpatterns, path("broken/", broken)]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_not_found_in_each_language_with_a_number(language):
    prefix, direction = LANGUAGES[language]
    answer = Client().get(f"{prefix}/finns-inte/")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert re.search(rf"<h1>\s*{HEADINGS['404'][language]}\s*</h1>", html)
    assert NUMBER.search(html)


@pytest.mark.django_db
def test_not_allowed_says_whom_to_ask():
    world = make_world()
    answer = signed_in_as(world.people["reporter"]).get(f"/o/{HOME}/page-faults/")
    assert answer.status_code == 403
    assert "fråga en administratör" in answer.content.decode()


@pytest.mark.urls("tests.site.test_errors")
@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_what_went_wrong():
    client = Client(raise_request_exception=False)
    answer = client.get("/broken/")
    html = answer.content.decode()
    assert answer.status_code == 500
    assert HEADINGS["500"]["sv"] in html
    assert NUMBER.search(html)
    assert "secret" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_fault_needs_no_database_and_no_session(language):
    request = RequestFactory().get("/")
    request.reference = "K7WM2QRS"
    with override(language):
        html = errors.server_error(request).content.decode()  # no database in this test
    assert f'dir="{LANGUAGES[language][1]}"' in html
    assert HEADINGS["500"][language] in html
    assert NUMBER.search(html).group(1) == "K7WM2QRS"
    assert 'href="tel:112"' in html


def test_the_page_of_a_fault_is_made_even_where_nothing_is_known():
    assert errors.server_error(object()).status_code == 500


def test_the_page_of_a_closed_site_is_up_to_date_and_needs_nothing_else():
    script = runpy.run_path(str(ROOT / "scripts" / "closed_page.py"))
    written = (ROOT / "deploy" / "closed.html").read_text()
    assert written == script["page"]()
    assert re.findall(r'lang="(\w+)" dir="(\w+)"', written) == [
        ("sv", "ltr"),
        ("en", "ltr"),
        ("ar", "rtl"),
    ]
    assert not re.search(r'src=|<link|url\(|href="(?!tel:)', written)
