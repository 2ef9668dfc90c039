"""The tree with its search, and the page of an area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import queries, tables
from tryggve.apps.areas.forms import SearchForm
from tryggve.apps.areas.maps import maps_of_area
from tryggve.apps.areas.models import Area, Kind
from tryggve.apps.areas.services.corrections import CORRECTABLE
from tryggve.web.pages import paginated, staff_page


@staff_page("areas.view_areas")
def areas(request: HttpRequest) -> HttpResponse:
    """Where the organisation's areas lie, and a search among all it may see."""
    organisation = request.organisation
    form = SearchForm(request.GET or None)
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {}
    words, on = asked.get("q", ""), asked.get("on")
    known = {
        "form": form,
        "outline": queries.outline_of(organisation, on),
        "on": on,
        "may_upload": request.user.has_perm("areas.upload_areas", organisation),
        "may_import": request.user.has_perm("areas.import_population", organisation),
        "own_kinds": queries.own_kinds(organisation),
    }
    if words:
        found = queries.find_areas(organisation, words, on)
        known["found"] = tables.found_table(found, organisation)
        known["is_cut"] = len(found) == queries.LONGEST_LIST
    return render(request, "areas/areas.html", known)


@staff_page("areas.view_areas")
def area(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything known of an area, on the day nearest to today on which its row holds."""
    organisation = request.organisation
    found = area_or_404(organisation, pk)
    on = found.day_to_show()
    page = paginated(request, queries.parts_of(found, organisation, on), per_page=100)
    parts = list(page)
    has_parts = Kind(found.kind).rank <= Kind.MUNICIPALITY.rank
    wide, narrow = maps_of_area(found, organisation, language=get_language() or "sv", on=on)
    people = queries.populations(parts, organisation)
    population = queries.population_of(found, organisation)
    answering = list(queries.responsible_for(found, on=on))
    known = {
        "area": found,
        "validity": tables.validity(found),
        "way": way_to(found, organisation, queries.path_to(found, on)),
        "parents": queries.direct_parents(found, on),
        "wide": wide,
        "narrow": narrow,
        "is_drawn_simulated": any(each.is_simulated for each in (found, *parts)),
        "page": page,
        "parts": tables.parts_table(parts, people, organisation) if has_parts else None,
        "population": population,
        "by_age": tables.population_table(population) if population and population.groups else None,
        "sources": [(tables.source_name(s), s) for s in population.sources] if population else [],
        "answering": answering,
        "history": history_of(found, organisation),
        "may": permitted(request, found, answers=_answers(answering, organisation)),
    }
    return render(request, "areas/area.html", known)


def area_or_404(organisation: Organisation, pk: int) -> Area:
    """A row that the organisation sees. What it does not see does not exist for it."""
    try:
        return queries.area_seen_by(organisation, pk)
    except Area.DoesNotExist:
        raise Http404 from None


def way_to(
    area: Area, organisation: Organisation, path: list[Area], last: str = ""
) -> list[tuple[str, str]]:
    """The way through the tree to an area, or to a page `last` about it."""
    way = [(_("Areas"), reverse("areas:areas", args=[organisation.slug]))]
    way += [(each.name, tables.address_of(each, organisation)) for each in path]
    way.append((area.name, tables.address_of(area, organisation) if last else ""))
    return [*way, (last, "")] if last else way


def history_of(area: Area, organisation: Organisation) -> list[tables.Table]:
    """Tables of the area's earlier and later rows, and of where it has lain; none if all is one."""
    found = []
    rows = queries.versions_of(area)
    if len(rows) > 1:
        found.append(tables.history_table(rows, area, organisation))
    kind = CORRECTABLE.get(area.kind)
    links = list(queries.parent_history(area, [kind])) if kind else []
    if len(links) > 1:
        found.append(tables.links_table(links))
    return found


def permitted(request: HttpRequest, area: Area, *, answers: bool) -> dict[str, bool]:
    """What the person may do with the area; each is asked again when it is done."""
    organisation = request.organisation
    is_own = area.owner_id == organisation.pk

    def may(permission: str) -> bool:
        return bool(request.user.has_perm(permission, organisation))

    is_open = area.valid_to is None
    return {
        "correct": area.is_reference
        and area.kind in CORRECTABLE
        and is_open
        and answers
        and may("areas.correct_areas"),
        "end": is_own and is_open and may("areas.upload_areas"),
        "answer": is_open and (is_own or answers) and may("areas.change_responsibility"),
    }


def _answers(answering: list[object], organisation: Organisation) -> bool:
    return any(row.organisation_id == organisation.pk for row in answering)  # type: ignore[attr-defined]
