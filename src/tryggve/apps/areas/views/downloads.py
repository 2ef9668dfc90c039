"""Areas as files: GeoJSON, CSV, and the sheet of an area as PDF."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language

from tryggve.apps.areas import queries
from tryggve.apps.areas.models import Area, AreaParent, Kind, valid_on
from tryggve.apps.areas.sheets import sheet_of
from tryggve.apps.areas.views.areas import area_or_404
from tryggve.exchange.geo import UploadedArea, write_csv, write_geojson
from tryggve.web.pages import staff_page

WRITERS = {"geojson": write_geojson, "csv": write_csv}
TYPES = {"geojson": "application/geo+json", "csv": "text/csv; charset=utf-8"}


@staff_page("areas.view_areas")
def own(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """The organisation's own areas of a kind that hold today."""
    if kind not in queries.own_kinds(request.organisation):
        raise Http404
    areas = queries.own_areas(request.organisation, kind).current()
    drawn = [area for area in areas if area.geometry_wkb]
    content = WRITERS[form](_written(drawn))
    return _file(content, TYPES[form], f"{request.organisation.slug}-{kind}.{form}")


@staff_page("areas.view_areas")
def area_geojson(request: HttpRequest, pk: int) -> HttpResponse:
    """The border of one area. Where nobody drew it, it is the generalised one."""
    area = area_or_404(request.organisation, pk)
    drawn = queries.borders_of([area], area.day_to_show())[area.pk].drawn()
    if drawn is None:
        raise Http404
    code = area.code if area.kind == Kind.MUNICIPALITY else None
    content = write_geojson([UploadedArea(area.code, area.name, code, drawn, row=1)])
    return _file(content, TYPES["geojson"], f"{_name(area)}.geojson")


@staff_page("areas.view_areas")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of an area as PDF."""
    area = area_or_404(request.organisation, pk)
    content = sheet_of(area, request.organisation, language=get_language() or "sv")
    return _file(content, "application/pdf", f"{_name(area)}.pdf")


def _written(areas: Sequence[Area]) -> list[UploadedArea]:
    links = AreaParent.objects.filter(
        valid_on(), child__in=areas, parent__kind=Kind.MUNICIPALITY
    ).values_list("child", "parent__code")
    code_of = dict(links)
    return [
        UploadedArea(area.code, area.name, code_of.get(area.pk), area.geometry, row)
        for row, area in enumerate(areas, start=1)
    ]


def _name(area: Area) -> str:
    return slugify(f"{area.name}-{area.code}") or area.code


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
