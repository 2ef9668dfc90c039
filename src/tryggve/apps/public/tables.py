"""Tables of the residents' pages, and of those who answer for them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from tryggve.web.tables import Column, Table


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
        ],
        empty="",
    )
