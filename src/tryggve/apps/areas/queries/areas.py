"""Areas on a day: one area, its place in the tree, its parts, its earlier rows, a search."""

from datetime import date

from django.db.models import Q, QuerySet

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, AreaParent, AreaQuerySet, Kind, valid_on

LONGEST_LIST = 50
POLICE = {Kind.POLICE_REGION, Kind.POLICE_AREA, Kind.LOCAL_POLICE_AREA}


def areas_on(organisation: Organisation, on: date | None = None) -> AreaQuerySet:
    """What an organisation sees of the areas that hold on a day, today if none is named."""
    return Area.objects.seen_by(organisation).current(on)


def own_areas(organisation: Organisation, kind: str) -> AreaQuerySet:
    """Every row of a kind that an organisation has put in, whatever its dates."""
    return Area.objects.filter(owner=organisation, kind=kind)


def own_kinds(organisation: Organisation, on: date | None = None) -> list[Kind]:
    """The kinds of which an organisation has areas of its own on a day."""
    held = Area.objects.current(on).filter(owner=organisation)
    found = set(held.order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in Kind if kind in found]


def areas_of_kind(kind: str, on: date | None = None) -> list[Area]:
    """Everyone's areas of a kind on a day, by name."""
    found = Area.objects.current(on).filter(owner=None, kind=kind)
    return list(found.without_geometry().order_by("name", "code"))


def area_seen_by(organisation: Organisation, pk: int) -> Area:
    """One row, whatever its dates. Area.DoesNotExist if the organisation does not see it."""
    return Area.objects.seen_by(organisation).get(pk=pk)


def find_areas(organisation: Organisation, words: str, on: date | None = None) -> list[Area]:
    """Areas whose name and code hold all the words: at most 50, the largest kinds first."""
    return _with_words(areas_on(organisation, on), words)


def find_reference_areas(words: str) -> list[Area]:
    """As `find_areas`, among the areas that everyone sees, today."""
    return _with_words(Area.objects.current().filter(owner=None), words)


def _with_words(areas: AreaQuerySet, words: str) -> list[Area]:
    for word in words.casefold().split():
        areas = areas.filter(search_text__contains=word)
    return list(areas.without_geometry().by_rank()[:LONGEST_LIST])


def path_to(area: Area, on: date | None = None) -> list[Area]:
    """What the area lies in on a day, the largest first.

    The way goes through the police where one is known, otherwise through the county.
    """
    above = tree.ancestors([area], on).exclude(kind=Kind.COUNTRY)
    areas = list(above.without_geometry().by_rank())
    if any(each.kind in POLICE for each in areas):
        return [each for each in areas if each.kind != Kind.COUNTY]
    return areas


def direct_parents(area: Area, on: date | None = None) -> QuerySet[AreaParent]:
    """The links from the area to what it lies in on a day, with evidence and source."""
    links = area.parent_links.filter(valid_on(on), valid_on(on, prefix="parent__"))
    return links.select_related("parent").defer("parent__geometry_wkb").order_by("parent__name")


def parts_of(area: Area, organisation: Organisation, on: date | None = None) -> AreaQuerySet:
    """What lies directly in the area on a day, the largest kinds first. There can be thousands."""
    links = AreaParent.objects.filter(valid_on(on), parent=area)
    parts = areas_on(organisation, on).filter(pk__in=links.values("child"))
    return parts.without_geometry().by_rank()


def versions_of(area: Area) -> list[Area]:
    """Every row of the same area, the latest first: the same kind, code and owner."""
    rows = Area.objects.filter(kind=area.kind, code=area.code, owner=area.owner_id)
    newest_first = sorted(
        rows.without_geometry(), key=lambda row: (row.valid_from or date.min, row.pk), reverse=True
    )
    return list(newest_first)


def parent_history(area: Area, kinds: list[Kind]) -> QuerySet[AreaParent]:
    """Every link that the area's rows ever had to parents of some kinds, the latest first."""
    same = Q(child__kind=area.kind, child__code=area.code, child__owner=area.owner_id)
    links = AreaParent.objects.filter(same, parent__kind__in=kinds).select_related("parent")
    return links.defer("parent__geometry_wkb").order_by("-pk")
