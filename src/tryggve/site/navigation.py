"""The main menu of an organisation's pages: the places that the person may open."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from tryggve.apps.accounts.models import Organisation

# The name of the page, what the menu calls it, the permission that opens it.
PLACES = (("organisation_start", gettext_noop("Start"), "site.open_start"),)


@dataclass(frozen=True)
class Place:
    """One entry of the menu. `is_current` is a value of aria-current, or empty."""

    label: str
    address: str
    is_current: str


def navigation(request: HttpRequest) -> list[Place]:
    """The menu of the organisation that the page is about; empty where it is about none."""
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return []
    return [
        Place(gettext(label), reverse(name, args=[organisation.slug]), _current(request, name))
        for name, label, permission in PLACES
        if request.user.has_perm(permission, organisation)
    ]


def organisations_of(request: HttpRequest) -> Sequence[Organisation]:
    """Those that the person belongs to today, by name."""
    if not request.user.is_authenticated:
        return []
    return list(
        Organisation.objects.filter(
            pk__in=request.user.memberships.current().values("organisation")
        ).defer("logo")
    )


def _current(request: HttpRequest, name: str) -> str:
    match = request.resolver_match
    if match is None:
        return ""
    if match.view_name == name:
        return "page"
    app = name.partition(":")[0]
    return "true" if ":" in name and app in match.app_names else ""
