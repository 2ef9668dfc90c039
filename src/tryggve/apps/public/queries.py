"""What the residents' pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.public.models import PageFault, PageFaultChange, Publisher

SWEDISH_ORDER = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e"})


@dataclass(frozen=True)
class Responsible:
    """Who answers for a page, and from when it is."""

    name: str
    function: str
    phone: str
    email: str
    published: datetime
    updated: datetime


def publisher() -> Publisher | None:
    """Who answers for the installation, if that has been filled in."""
    return Publisher.objects.first()


def municipalities(search: str = "") -> Sequence[Organisation]:
    """Those whose page is open, in Swedish order. A page is open once it says whom to contact."""
    wanted = search.strip().casefold()
    found = [each for each in _open_pages() if wanted in each.name.casefold()]
    return sorted(found, key=lambda each: each.name.casefold().translate(SWEDISH_ORDER))


def municipality(slug: str) -> Organisation | None:
    """The municipality whose page is open under that address."""
    return _open_pages().filter(slug=slug).first()


def responsible_for_site(updated: datetime | None = None) -> Responsible | None:
    """Who answers for the pages of the installation. `updated`: what the page shows is newer."""
    found = publisher()
    if found is None:
        return None
    return Responsible(
        name=found.name,
        function=found.function,
        phone=found.phone,
        email=found.email,
        published=found.published,
        updated=max(found.updated, updated) if updated else found.updated,
    )


def responsible_in(organisation: Organisation) -> Responsible:
    """Who answers for the page of a municipality."""
    return Responsible(
        name=organisation.name,
        function=organisation.contact_function,
        phone=organisation.contact_phone,
        email=organisation.contact_email,
        published=organisation.created,
        updated=organisation.updated,
    )


def page_faults(organisation: Organisation | None) -> QuerySet[PageFault]:
    """What has been reported about an organisation's pages, or about the site's own."""
    return PageFault.objects.filter(organisation=organisation)


def changes_of(fault: PageFault) -> QuerySet[PageFaultChange]:
    """What has happened with a reported fault, the first first."""
    return fault.changes.select_related("by").order_by("at", "pk")


def _open_pages() -> QuerySet[Organisation]:
    return (
        Organisation.objects.defer("logo")
        .filter(kind=Organisation.Kind.MUNICIPALITY)
        .exclude(contact_function="")
        .exclude(contact_phone="")
        .exclude(contact_email="")
    )
