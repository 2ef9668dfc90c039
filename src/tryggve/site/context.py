"""What every page's template knows."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from tryggve.site.navigation import navigation, organisations_of

STAFF_LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class Language:
    """A language that the page can be read in."""

    code: str
    name: str
    address: str
    full_address: str
    is_current: bool


def site(request: HttpRequest) -> dict[str, Any]:
    """Cheap for a page that uses little of it: what asks the database is lazy."""
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "organisation": getattr(request, "organisation", None),
        "reference": getattr(request, "reference", ""),
        "languages": SimpleLazyObject(lambda: languages(request)),
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "user_organisations": SimpleLazyObject(lambda: organisations_of(request)),
    }


def languages(request: HttpRequest) -> list[Language]:
    """Residents' pages are in every language, staff's in Swedish and English."""
    match = request.resolver_match
    base = str(settings.TRYGGVE.base_url).rstrip("/")
    return [
        Language(
            code=code,
            name=name,
            address=translate_url(request.get_full_path(), code),
            full_address=base + translate_url(request.path, code),
            is_current=code == get_language(),
        )
        for code, name in settings.LANGUAGES
        if code in STAFF_LANGUAGES or match is None or in_every_language(match.func)
    ]


def in_every_language(view: Any) -> bool:
    """Whether a page is for residents, and so in Arabic too."""
    return getattr(view, "in_every_language", False)
