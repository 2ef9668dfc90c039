"""An organisation's name, contact, logo and colour."""

from dataclasses import dataclass

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggve.apps.accounts import services
from tryggve.apps.accounts.forms import ColourForm, LogoForm, OrganisationForm
from tryggve.web.colours import HEX, is_readable, least_contrast, readable_shade
from tryggve.web.pages import staff_page


@staff_page("accounts.edit_organisation")
def settings(request: HttpRequest) -> HttpResponse:
    """Name and contact, and the way to logo and colour."""
    form = OrganisationForm(
        request.POST or None,
        initial=model_to_dict(request.organisation, OrganisationForm.Meta.fields),
    )
    given = {"by": request.user, "organisation": request.organisation}
    if form.passed_to(services.edit_organisation, **given):
        messages.success(request, _("Saved."))
        return redirect("accounts:settings", request.organisation.slug)
    return render(request, "accounts/settings.html", {"form": form})


@staff_page("accounts.edit_organisation")
def logo(request: HttpRequest) -> HttpResponse:
    form = LogoForm(
        request.POST or None,
        request.FILES or None,
        initial={"description": request.organisation.logo_description},
    )
    given = {"by": request.user, "organisation": request.organisation}
    if form.passed_to(services.set_logo, **given):
        messages.success(request, _("The logo is changed."))
        return redirect("accounts:logo", request.organisation.slug)
    return render(request, "accounts/logo.html", {"form": form, "way": _way(request, _("Logo"))})


@staff_page("accounts.edit_organisation")
@require_POST
def remove_logo(request: HttpRequest) -> HttpResponse:
    services.remove_logo(by=request.user, organisation=request.organisation)
    messages.success(request, _("The logo is removed."))
    return redirect("accounts:logo", request.organisation.slug)


@staff_page("accounts.edit_organisation")
def colour(request: HttpRequest) -> HttpResponse:
    """Try a colour, see it with its contrast, and save it."""
    form = ColourForm(request.POST or None, initial={"colour": request.organisation.colour})
    given = {"by": request.user, "organisation": request.organisation}
    is_trial = "try" in request.POST
    if not is_trial and form.passed_to(services.set_colour, **given):
        messages.success(request, _("The colour is changed."))
        return redirect("accounts:colour", request.organisation.slug)
    shades = _shades(str(form["colour"].value() or ""))
    if is_trial and shades and not shades[0].is_enough:
        form.add_error("colour", _("This colour is too pale. A darker shade is shown below."))
    known = {"form": form, "shades": shades, "way": _way(request, _("Colour"))}
    return render(request, "accounts/colour.html", known)


@dataclass(frozen=True)
class Shade:
    """A colour with its contrast to the ground where it is hardest to read."""

    colour: str
    contrast: float
    is_enough: bool


def _shades(colour: str) -> list[Shade]:
    """The colour, and the nearest shade that can be read if it cannot."""
    colour = colour.strip().lower()
    if not HEX.fullmatch(colour):
        return []
    shown = dict.fromkeys([colour, readable_shade(colour)])
    return [Shade(each, round(least_contrast(each), 1), is_readable(each)) for each in shown]


def _way(request: HttpRequest, here: str) -> list[tuple[str, str]]:
    settings_page = reverse("accounts:settings", args=[request.organisation.slug])
    return [(_("Settings"), settings_page), (here, "")]
