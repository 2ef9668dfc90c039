"""Population from a file: chosen, looked at, confirmed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.areas import queries, services, tables
from tryggve.apps.areas.forms import PopulationForm
from tryggve.apps.areas.models import PopulationDraft, PopulationSource
from tryggve.apps.areas.services.population import read_for
from tryggve.apps.areas.views.uploads import way
from tryggve.web.pages import paginated, staff_page
from tryggve.web.uploads import TEXT, UNKNOWN, problems_table, read_upload, tell_in_form
from tryggve.wording.problems import InputError, Problem


@staff_page("areas.import_population")
def population(request: HttpRequest) -> HttpResponse:
    """Choose a table; see which counts there are."""
    organisation = request.organisation
    form = PopulationForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = services.read_population_file(
                by=request.user,
                organisation=organisation,
                content=read_upload(file, kinds={TEXT, UNKNOWN}),
                file_name=file.name,
            )
        except InputError as error:
            problems = tell_in_form(form, error)
        else:
            return redirect("areas:population_draft", organisation.slug, draft.pk)
    sources = list(PopulationSource.objects.seen_by(organisation))
    known = {
        "form": form,
        "problems": problems_table(problems) if problems else None,
        "sources": tables.sources_table(sources),
        "drafts": PopulationDraft.objects.of(organisation).defer("content").order_by("-at"),
        "back": reverse("areas:areas", args=[organisation.slug]),
        "way": way(request, (_("Number of residents"), "")),
    }
    return render(request, "areas/population.html", known)


@staff_page("areas.import_population")
def population_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what was read beside what is known now, and store it or throw it away."""
    organisation = request.organisation
    found = get_object_or_404(PopulationDraft.objects.of(organisation), pk=pk)
    acting = {"by": request.user, "organisation": organisation, "draft": found}
    known: dict[str, object] = {"draft": found}
    try:
        if request.method == "POST" and "discard" in request.POST:
            services.discard_population_draft(**acting)
            messages.success(request, _("Nothing was saved."))
            return redirect("areas:population", organisation.slug)
        if request.method == "POST":
            services.store_population(**acting)
            messages.success(request, _("The number of residents is saved."))
            return redirect("areas:population", organisation.slug)
        read = read_for(organisation, bytes(found.content), found.file_name)
    except PopulationDraft.DoesNotExist:  # a colleague was quicker
        raise Http404 from None
    except InputError as error:
        known["problems"] = problems_table(error.problems)
    else:
        areas = list(read.area_of.values())
        page = paginated(request, areas, per_page=100)
        now = queries.populations(list(page), organisation)
        known |= {
            "read": read,
            "total": sum(read.totals.values()),
            "page": page,
            "table": tables.population_draft_table(list(page), read, now),
        }
    known["way"] = way(
        request, (_("Number of residents"), "areas:population"), (_("Check before you save"), "")
    )
    return render(request, "areas/population_draft.html", known)
