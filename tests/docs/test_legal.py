"""Licence and metadata: whole, and as the standard for public code wants them."""

import hashlib
import re
from typing import Any

import pytest
import yaml

import tryggve
from tests.docs.pages import text

# The words of the English text of EUPL v. 1.2, as the European Commission publishes it.
WORDS_OF_EUPL_1_2 = "8a14e695861d7e6dc2158614896f2b9963941d46e4ed3c986639b51e9337294a"
CATEGORIES = {
    "survey", "data-collection", "data-analytics", "data-visualization",
    "geographic-information-systems", "collaboration",
}  # fmt: skip


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    metadata = yaml.safe_load(text("publiccode.yml"))
    assert isinstance(metadata, dict)
    return metadata


def test_the_licence_is_whole() -> None:
    words = re.findall(r"\w+", text("LICENSE"))
    assert hashlib.sha256(" ".join(words).encode()).hexdigest() == WORDS_OF_EUPL_1_2


def test_the_licence_is_the_same_everywhere(publiccode: dict[str, Any]) -> None:
    assert publiccode["legal"] == {"license": "EUPL-1.2"}
    assert re.findall(r'^license = "(.+)"$', text("pyproject.toml"), re.MULTILINE) == ["EUPL-1.2"]


def test_publiccode_has_what_the_standard_requires(publiccode: dict[str, Any]) -> None:
    required = {
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description", "legal", "maintenance", "localisation",
    }  # fmt: skip
    assert required - set(publiccode) == set()
    assert publiccode["publiccodeYmlVersion"] == "0.5"
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable"}
    assert publiccode["softwareType"] == "standalone/web"
    assert publiccode["platforms"] == ["web"]
    assert publiccode["maintenance"]["type"] == "community"
    assert [set(contact) for contact in publiccode["maintenance"]["contacts"]] == [
        {"name", "email"}
    ]
    assert publiccode["localisation"] == {
        "localisationReady": True,
        "availableLanguages": ["sv", "en", "ar"],
    }


def test_publiccode_describes_in_swedish_and_english(publiccode: dict[str, Any]) -> None:
    assert set(publiccode["description"]) == {"sv", "en"}
    for description in publiccode["description"].values():
        assert set(description) == {"shortDescription", "longDescription", "features"}
        assert 0 < len(description["shortDescription"]) <= 150
        assert 150 <= len(description["longDescription"]) <= 10_000
        assert 5 <= len(description["features"]) <= 20


def test_publiccode_tells_the_version_of_the_package(publiccode: dict[str, Any]) -> None:
    assert publiccode["softwareVersion"] == tryggve.__version__


def test_publiccode_uses_words_of_the_standards_lists(publiccode: dict[str, Any]) -> None:
    assert set(publiccode["categories"]) == CATEGORIES
    assert publiccode["intendedAudience"] == {
        "countries": ["SE"],
        "scope": ["local-authorities", "security", "society"],
    }


def test_addresses_that_are_not_live_end_in_example(publiccode: dict[str, Any]) -> None:
    addresses = [publiccode["url"], publiccode["maintenance"]["contacts"][0]["email"]]
    assert [bool(re.search(r"[/@.]tryggve\.example\b", each)) for each in addresses] == [True, True]
