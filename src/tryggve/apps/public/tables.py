"""Tables of the residents' pages, and of those who answer for them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.public.models import PageFault
from tryggve.web.tables import Column, Link, Status, Table


@dataclass(frozen=True)
class Cookie:
    """A cookie that the site sets: its name, what for, how long it stays."""

    name: str
    purpose: str
    kept: str


def cookies_table() -> Table:
    """The cookies that the site sets; a test holds the list against what a browser gets."""
    return Table(
        id="cookies",
        caption=_("Cookies of this site"),
        columns=[
            Column(_("Name"), "name"),
            Column(_("What it is for"), "purpose"),
            Column(_("How long"), "kept"),
        ],
        rows=[
            Cookie(
                settings.CSRF_COOKIE_NAME,
                _("Shows that a form you send comes from this site. Set when you open a form."),
                _("one year"),
            ),
            Cookie(
                settings.SESSION_COOKIE_NAME,
                _("Keeps you signed in. Set only when you sign in."),
                _("at most %(hours)s hours") % {"hours": settings.SESSION_COOKIE_AGE // 3600},
            ),
            Cookie(
                settings.VISIT_COOKIE_NAME,
                _("Keeps your place while you answer a survey. Set when you write your code."),
                _("until you close the browser, at most %(hours)s hours")
                % {"hours": settings.VISIT_COOKIE_AGE // 3600},
            ),
        ],
        empty="",
    )


def faults_table(faults: Iterable[PageFault], organisation: Organisation | None) -> Table:
    """What residents have reported, each with the way to its own page."""

    def link(fault: PageFault) -> Link:
        if organisation is None:
            return Link(fault.reference, reverse("public:site_fault", args=[fault.reference]))
        slug = organisation.slug
        return Link(fault.reference, reverse("public:fault", args=[slug, fault.reference]))

    return Table(
        caption=_("Faults on pages"),
        columns=[
            Column(_("Number"), link),
            Column(_("Page"), "page"),
            Column(_("Received"), "created"),
            Column(_("Status"), lambda fault: Status(fault.get_status_display(), fault.shape)),
        ],
        rows=faults,
        empty=_("Nobody has reported a fault. What residents report will stand here."),
    )
