"""Every page there is, in one place: who opens it, and whether residents see it.

The tests of access and of accessibility go through this list. A new page is added here; a test
fails when an address of ours is missing. What a page needs to exist is made by its `make`:

    Page("areas:area", "safety_coordinator", make=lambda world: {"pk": an_area(world).pk})
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from tests.account_pages import ACCOUNTS, NOT_ACCOUNT_PAGES
from tests.area_pages import AREAS
from tests.survey_pages import SURVEYS, unsampled_round
from tests.world import HOME, World
from tryggve.apps.public.models import PageFault
from tryggve.apps.public.services import report_fault

ANYONE = "anyone"
OPERATOR = "operator"


def nothing(world: World) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """One page as one person sees it. `make` gives the parts of its address besides ours.

    `takes_only_post`: an address that does something and leads back, so no page to look at.
    `may_lead_on`: it may answer with another address for some people.
    """

    name: str
    opened_by: str = ANYONE
    make: Callable[[World], Mapping[str, Any]] = field(default=nothing)
    query: str = ""
    for_residents: bool = False
    takes_only_post: bool = False
    may_lead_on: bool = False

    def address(self, world: World) -> str:
        """Its address without a language in front, in the organisation that tests work in."""
        parts = dict(self.make(world))
        if "organisation" in parts_of(self.name):
            parts.setdefault("organisation", HOME)
        return reverse(self.name, kwargs=parts) + self.query


PAGES = [
    Page("home", for_residents=True),
    Page("public:municipality", make=lambda world: {"slug": HOME}, for_residents=True),
    Page("public:about", for_residents=True),
    Page("public:accessibility", for_residents=True),
    Page("public:report_fault", for_residents=True),
    Page(
        "public:fault_receipt",
        make=lambda world: {"reference": a_fault().reference},
        for_residents=True,
    ),
    Page("look", OPERATOR, for_residents=True),
    Page("look", OPERATOR, query="?errors=1", for_residents=True),
    Page(
        "public:faults", "editor", make=lambda world: {"organisation": a_fault().organisation.slug}
    ),
    Page("public:fault", "administrator", make=lambda world: {"reference": a_fault().reference}),
    Page("public:site_faults", OPERATOR),
    Page(
        "public:site_fault", OPERATOR, make=lambda world: {"reference": a_fault("/om/").reference}
    ),
    Page("public:publisher", OPERATOR),
    Page("start", OPERATOR, may_lead_on=True),
    Page("read_notices", "reporter", takes_only_post=True),
    Page("choose_language", OPERATOR, takes_only_post=True),
    Page("organisation_start", "administrator"),
    Page("organisation_start", "safety_coordinator"),
    Page("organisation_start", "reporter"),
]
PAGES += [Page(name, opened_by, make=make, query=query) for name, opened_by, make, query in AREAS]
PAGES += [Page(**row) for row in ACCOUNTS]
PAGES += [Page(name, opened_by, make=make) for name, opened_by, make in SURVEYS]
PAGES += [
    Page("surveys:strata_from_areas", "survey_lead", make=unsampled_round, takes_only_post=True)
]


def a_fault(page: str = f"/kommun/{HOME}/") -> PageFault:
    return report_fault(
        page=page,
        language="sv",
        text="Knappen går inte att nå med tangentbordet.",
        email="nagon@example.org",
    )


def parts_of(name: str) -> frozenset[str]:
    """The names of the parts of an address."""
    return frozenset().union(*(each.parts for each in addresses() if each.name == name))


@dataclass(frozen=True)
class Address:
    """An address of the site: its name, the parts it holds, the view that answers, its pattern."""

    name: str
    parts: frozenset[str]
    view: Callable[..., Any]
    path: str

    @property
    def is_ours(self) -> bool:
        return self.view.__module__.startswith("tryggve.")


@cache
def addresses() -> list[Address]:
    return list(_walk(get_resolver(), "", frozenset(), ""))


def _walk(
    resolver: URLResolver, namespace: str, parts: frozenset[str], path: str
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        named = parts | set(entry.pattern.converters)
        longer = path + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(f"{namespace}{entry.name}", named, entry.callback, longer)
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _walk(entry, namespace + inner, named, longer)


# Addresses that answer with something else than a page, and why each is no page.
NOT_PAGES = {
    "areas:own": "a file of areas",
    "areas:area_geojson": "a file with a border",
    "areas:sheet": "a PDF",
    "surveys:questionnaire_file": "a file of a questionnaire",
    "surveys:calendar_file": "a calendar for other programs",
    "surveys:strata_file": "a file of strata",
    "surveys:order_page": "a PDF",
    "surveys:order_table": "a file of strata",
    "surveys:paper_form": "a PDF, or where its boxes stand",
    "surveys:specimen_file": "a PDF",
    "surveys:specimen_picture": "an image",
    "surveys:web_copy": "a PDF",
    "surveys:reply_envelope": "a PDF",
    "surveys:all_files": "files for the printer",
    "surveys:batch_file": "a PDF",
    "surveys:insertion": "a PDF",
    "surveys:manifest_file": "a list of files",
    "surveys:fieldwork_file": "a PDF",
    "surveys:protocol": "a PDF",
    "surveys:followed_file": "a PDF",
    "health": "a line for whoever watches over the installation",
    "robots": "text for search engines",
    "sitemap": "XML for search engines",
    "security": "text for who has found a weakness",
    "organisation_style": "a stylesheet",
    "organisation_logo": "an image",
    **dict.fromkeys(
        (each.name for each in addresses() if each.name.startswith("answering:")),
        "a page of respondents, who come with a code",
    ),
    **NOT_ACCOUNT_PAGES,
}
