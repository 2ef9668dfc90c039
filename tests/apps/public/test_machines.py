"""What search engines and those who look for weaknesses ask of the site."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import OrganisationFactory
from tests.queries import assert_same_queries
from tests.world import make_world

pytestmark = pytest.mark.django_db
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def text(address: str) -> str:
    return Client().get(address).content.decode()


def test_staff_s_pages_are_not_searched():
    lines = text("/robots.txt").splitlines()
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://localhost:8000/sitemap.xml"
    assert {"Disallow: /o/", "Disallow: /operator/", "Disallow: /accounts/"} <= set(lines)
    assert "Disallow: /" not in lines


def test_nothing_of_a_demonstration_is_searched(settings):
    settings.DEMO = True
    assert text("/robots.txt").splitlines()[1] == "Disallow: /"


def test_the_sitemap_names_every_open_page_in_every_language_and_they_open():
    make_world()
    OrganisationFactory(slug="tyst", contact_phone="")
    tree = ElementTree.fromstring(text("/sitemap.xml"))  # noqa: S314 - our own
    addresses = [each.text for each in tree.iter(f"{SITEMAP}loc")]
    paths = [address.removeprefix("http://localhost:8000") for address in addresses]
    assert paths[:3] == ["/", "/en/", "/ar/"]
    assert "/ar/kommun/lessebo/" in paths
    assert not any("tyst" in path for path in paths)
    assert len(paths) == len(set(paths)) == 3 * 5
    assert {Client().get(path).status_code for path in paths} == {200}


def test_the_sitemap_costs_no_more_queries_with_more_municipalities():
    assert_same_queries(lambda: text("/sitemap.xml"), add=OrganisationFactory)


def test_whom_to_tell_of_a_weakness():
    assert Client().get("/.well-known/security.txt").status_code == 404
    make_world()
    told = text("/.well-known/security.txt")
    assert told.startswith("Contact: mailto:webb@lessebo.example\n")
    until = datetime.fromisoformat(re.search("Expires: (.+)", told).group(1))
    assert timedelta(days=364) < until - timezone.now() <= timedelta(days=365)
