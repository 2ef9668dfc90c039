"""The main menu of an organisation's pages: the places that the person may open."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.accounts.queries import organisations_of as _organisations_of

# The name of the page, what the menu calls it, the permission that opens it.
PLACES = (
    ("organisation_start", gettext_noop("Start"), "site.open_start"),
    ("areas:areas", gettext_noop("Areas"), "areas.view_areas"),
    ("surveys:rounds", gettext_noop("Surveys"), "surveys.view_rounds"),
    ("surveys:followed", gettext_noop("Follow the survey"), "surveys.follow_rounds"),
    ("surveys:questionnaires", gettext_noop("Questionnaires"), "surveys.view_questionnaires"),
    ("surveys:keying", gettext_noop("Key forms"), "surveys.key_forms"),
    ("accounts:people", gettext_noop("People"), "accounts.manage_people"),
    ("public:faults", gettext_noop("Reported faults"), "public.answer_faults"),
    ("accounts:settings", gettext_noop("Settings"), "accounts.edit_organisation"),
    ("accounts:reads", gettext_noop("Access log"), "accounts.read_access_log"),
)
STARTS = ("organisation_start", "start")  # every address begins as theirs does
OPERATOR_PLACES = (
    ("start", gettext_noop("Start"), "accounts.create_organisation"),
    ("accounts:organisations", gettext_noop("Organisations"), "accounts.create_organisation"),
    ("areas:reference_areas", gettext_noop("Areas"), "areas.manage_reference"),
    ("public:site_faults", gettext_noop("Reported faults"), "public.answer_site_faults"),
    ("public:publisher", gettext_noop("Responsible"), "public.edit_publisher"),
    ("look", gettext_noop("The look"), "site.open_look"),
)


@dataclass(frozen=True)
class Place:
    """One entry of the menu. `is_current` is a value of aria-current, or empty."""

    label: str
    address: str
    is_current: str


def navigation(request: HttpRequest) -> list[Place]:
    """The menu of the organisation that the page is about, otherwise that of the operator."""
    organisation = getattr(request, "organisation", None)
    places = PLACES if organisation else OPERATOR_PLACES
    parts = [organisation.slug] if organisation else []
    current = _current(request, [name for name, _, _ in places])
    return [
        Place(gettext(label), reverse(name, args=parts), current.get(name, ""))
        for name, label, permission in places
        if request.user.has_perm(permission, organisation)
    ]


def organisations_of(request: HttpRequest) -> Sequence[Organisation]:
    """Those that the person belongs to today, by name."""
    return list(_organisations_of(request.user)) if request.user.is_authenticated else []


def _current(request: HttpRequest, names: Sequence[str]) -> dict[str, str]:
    """The place that the page is, or the one whose page is further in: by the address."""
    match = request.resolver_match
    if match is None:
        return {}
    if match.view_name in names:
        return {match.view_name: "page"}
    within = [name for name in names if _leads_to(request, name)]
    return {within[-1]: "true"} if within else {}


def _leads_to(request: HttpRequest, name: str) -> bool:
    slug = request.resolver_match.kwargs.get("organisation")
    address = reverse(name, args=[slug] if slug else [])
    return name not in STARTS and request.path.startswith(address)
