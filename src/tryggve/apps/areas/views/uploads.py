"""Own areas from a file: chosen, looked at, confirmed."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tryggve.apps.areas import queries, services, tables
from tryggve.apps.areas.forms import UploadForm
from tryggve.apps.areas.maps import maps_of_draft
from tryggve.apps.areas.models import AreaUploadDraft
from tryggve.web.pages import paginated, staff_page
from tryggve.web.uploads import (
    GEOPACKAGE,
    TEXT,
    UNKNOWN,
    problems_table,
    read_upload,
    tell_in_form,
)
from tryggve.wording.problems import InputError, Problem


@staff_page("areas.upload_areas")
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; what is wrong in it is told row by row."""
    organisation = request.organisation
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            draft = _read(request, **form.cleaned_data)
        except InputError as error:
            problems = tell_in_form(form, error)
        else:
            return redirect("areas:draft", organisation.slug, draft.pk)
    known = {
        "form": form,
        "problems": problems_table(problems) if problems else None,
        "municipalities": queries.municipalities_of(organisation),
        "drafts": queries.area_drafts_of(organisation),
        "uploads": organisation.area_uploads.select_related("by")[:10],
        "back": reverse("areas:areas", args=[organisation.slug]),
        "way": way(request, (_("Upload areas"), "")),
    }
    return render(request, "areas/upload.html", known)


@staff_page("areas.upload_areas")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what was read, and store it or throw it away."""
    organisation = request.organisation
    found = get_object_or_404(AreaUploadDraft.objects.of(organisation), pk=pk)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return _finish(request, found)
        except AreaUploadDraft.DoesNotExist:  # a colleague was quicker
            raise Http404 from None
        except InputError as error:
            problems = error.problems
    looked_at = queries.looked_at(found)
    wide, narrow = maps_of_draft(looked_at.rows, language=get_language() or "sv")
    known = {
        "draft": found,
        "looked_at": looked_at,
        "problems": problems_table(problems) if problems else None,
        "wide": wide,
        "narrow": narrow,
        "is_drawn_simulated": found.is_simulated,
        "page": (page := paginated(request, looked_at.lines, per_page=100)),
        "table": tables.draft_table(list(page)),
        "ending": tables.ending_table(looked_at.plan.ending, organisation),
        "way": way(request, (_("Upload areas"), "areas:upload"), (_("Check before you save"), "")),
    }
    return render(request, "areas/draft.html", known)


def _read(request: HttpRequest, *, file: UploadedFile, **given: Any) -> AreaUploadDraft:
    content = read_upload(file, kinds={TEXT, GEOPACKAGE, UNKNOWN})
    return services.read_upload(
        by=request.user,
        organisation=request.organisation,
        content=content,
        file_name=file.name or "",
        **given,
    )


def _finish(request: HttpRequest, found: AreaUploadDraft) -> HttpResponse:
    organisation = request.organisation
    acting = {"by": request.user, "organisation": organisation, "draft": found}
    if "discard" in request.POST:
        services.discard_draft(**acting)
        messages.success(request, _("Nothing was saved."))
        return redirect("areas:upload", organisation.slug)
    stored = services.store_upload(**acting)
    said = ngettext("%(count)s area is saved.", "%(count)s areas are saved.", stored.number)
    messages.success(request, said % {"count": stored.number})
    return redirect("areas:areas", organisation.slug)


def way(request: HttpRequest, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the areas; each step is a label and the name of its page, the last has none."""
    slug = request.organisation.slug
    named = [(_("Areas"), "areas:areas"), *steps]
    return [(label, reverse(name, args=[slug]) if name else "") for label, name in named]
