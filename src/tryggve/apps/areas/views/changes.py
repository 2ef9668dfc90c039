"""What is changed about one area: where it lies, that it ends, who answers for it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.areas import queries, services, tables
from tryggve.apps.areas.forms import CorrectionForm, LastDayForm, ResponsibilityForm
from tryggve.apps.areas.services.corrections import CORRECTABLE
from tryggve.apps.areas.views.areas import area_or_404, way_to
from tryggve.web.pages import staff_page


@staff_page("areas.correct_areas")
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which area another lies in, where the tables say it wrongly or not at all."""
    organisation = request.organisation
    area = area_or_404(organisation, pk)
    kind = CORRECTABLE.get(area.kind)
    if kind is None or not area.is_reference:
        raise Http404
    if not queries.answers_for(organisation, area):
        raise PermissionDenied
    form = CorrectionForm(request.POST or None, choices=queries.areas_of_kind(kind), kind=kind)
    corrected = form.passed_to(
        services.correct_parent, by=request.user, organisation=organisation, area=area
    )
    if corrected:
        messages.success(request, _("The correction is saved. The earlier place stays in history."))
        return redirect(tables.address_of(area, organisation))
    known = {
        "area": area,
        "form": form,
        "links": tables.links_table(list(queries.parent_history(area, [kind]))),
        "back": tables.address_of(area, organisation),
        "way": way_to(area, organisation, queries.path_to(area), _("Correct where it lies")),
    }
    return render(request, "areas/correct.html", known)


@staff_page("areas.upload_areas")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the organisation's own areas."""
    organisation = request.organisation
    area = area_or_404(organisation, pk)
    if area.owner_id != organisation.pk or area.valid_to is not None:
        raise Http404
    form = LastDayForm(request.POST or None)
    ended = form.passed_to(services.end_area, by=request.user, organisation=organisation, area=area)
    if ended:
        messages.success(request, _("The area ends. It stays in history."))
        return redirect(tables.address_of(area, organisation))
    known = {
        "area": area,
        "form": form,
        "back": tables.address_of(area, organisation),
        "way": way_to(area, organisation, queries.path_to(area), _("End the area")),
    }
    return render(request, "areas/end.html", known)


@staff_page("areas.change_responsibility")
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the organisation answers for in an area."""
    organisation = request.organisation
    area = area_or_404(organisation, pk)
    form = ResponsibilityForm(request.POST or None)
    added = form.passed_to(
        services.add_responsibility, by=request.user, organisation=organisation, area=area
    )
    if added:
        messages.success(request, _("It is noted what you answer for."))
        return redirect("areas:responsibilities", organisation.slug)
    known = {
        "area": area,
        "form": form,
        "back": tables.address_of(area, organisation),
        "way": way_to(area, organisation, queries.path_to(area), _("What we answer for")),
    }
    return render(request, "areas/answer.html", known)


@staff_page("areas.view_areas")
def responsibilities(request: HttpRequest) -> HttpResponse:
    """What the organisation answers for, and has answered for."""
    organisation = request.organisation
    may_change = request.user.has_perm("areas.change_responsibility", organisation)
    rows = list(queries.responsibilities_of(organisation))
    known = {
        "table": tables.responsibility_table(rows, organisation, may_change=may_change),
        "may_change": may_change,
        "way": [_areas(request), (_("What we answer for"), "")],
    }
    return render(request, "areas/responsibilities.html", known)


@staff_page("areas.change_responsibility")
def end_responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when the organisation answers for it no longer."""
    organisation = request.organisation
    rows = queries.responsibilities_of(organisation).filter(valid_to=None)
    responsibility = get_object_or_404(rows, pk=pk)
    form = LastDayForm(request.POST or None)
    ended = form.passed_to(
        services.end_responsibility,
        by=request.user,
        organisation=organisation,
        responsibility=responsibility,
    )
    back = reverse("areas:responsibilities", args=[organisation.slug])
    if ended:
        messages.success(request, _("It is noted when it ends."))
        return redirect(back)
    known = {
        "responsibility": responsibility,
        "form": form,
        "back": back,
        "way": [_areas(request), (_("What we answer for"), back), (_("End it"), "")],
    }
    return render(request, "areas/end_responsibility.html", known)


def _areas(request: HttpRequest) -> tuple[str, str]:
    return _("Areas"), reverse("areas:areas", args=[request.organisation.slug])
