"""How many live in an area, by sex and age, from the best source there is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, Sum

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, Kind, PopulationCount, PopulationSource

# First and last age of the groups shown. The survey asks people of 16 to 84, in some years 85.
GROUPS: list[tuple[int, int | None]] = [
    (0, 15),
    (16, 24),
    (25, 44),
    (45, 64),
    (65, 84),
    (85, None),
]
OLDEST = 99  # where an open class is taken to end
Sex = PopulationCount.Sex
Class = tuple[int, int | None]


@dataclass(frozen=True)
class AgeGroup:
    """People of an age group; `age_to` is None for the open top class."""

    age_from: int
    age_to: int | None
    women: int
    men: int

    @property
    def all(self) -> int:
        return self.women + self.men


@dataclass(frozen=True)
class Population:
    """Who lives in an area. `groups` is empty where only the total is known.

    `summed` is of how many municipalities it is the sum, 0 where the area has counts of its own.
    """

    total: int
    sources: tuple[PopulationSource, ...]
    summed: int = 0
    groups: tuple[AgeGroup, ...] = ()

    @property
    def is_modelled(self) -> bool:
        """Whether any part of it is modelled."""
        return any(source.is_modelled for source in self.sources)


def population_of(area: Area, organisation: Organisation) -> Population | None:
    """Who lives in an area by sex and age group, or None where nobody knows.

    Real counts go before modelled ones, later before earlier. What is larger than a municipality
    has the sum of its municipalities where it has no counts of its own.
    """
    chosen = _best([area], organisation).get(area.pk)
    if chosen is None:
        return None
    wanted = Q()
    for count in chosen:
        wanted |= Q(area=count.row, source=count.source)
    cells = PopulationCount.objects.filter(wanted).order_by()
    sums = cells.values_list("sex", "age_from", "age_to").annotate(people=Sum("count"))
    return replace(_total(chosen), groups=grouped(sums))


def populations(areas: Iterable[Area], organisation: Organisation) -> dict[int, Population]:
    """The totals of many areas, by their keys; areas of which nobody knows are left out."""
    return {pk: _total(chosen) for pk, chosen in _best(areas, organisation).items()}


def people_between(
    areas: Iterable[Area], organisation: Organisation, least: int, most: int
) -> dict[int, int]:
    """How many of these ages live in each area, by its key; areas of which nobody knows are left
    out. Of a class that only partly is of these ages as large a part of its people is counted."""
    found = {}
    for pk, chosen in _best(areas, organisation).items():
        wanted = Q()
        for count in chosen:
            wanted |= Q(area=count.row, source=count.source)
        cells = PopulationCount.objects.filter(wanted).order_by()
        sums = cells.values_list("age_from", "age_to").annotate(people=Sum("count"))
        found[pk] = round(
            sum(people * _part(first, last, least, most) for first, last, people in sums)
        )
    return found


def _part(first: int, last: int | None, least: int, most: int) -> float:
    """Which part of the ages from first to last lies from least to most."""
    end = max(first, OLDEST) if last is None else last
    return max(0, min(end, most) - max(first, least) + 1) / (end - first + 1)


@dataclass(frozen=True)
class _Count:
    """The people of one row of an area by one source; `order` is 0 for the best source."""

    row: int
    source: PopulationSource
    people: int
    order: int
    is_part: bool = False


def _total(chosen: list[_Count]) -> Population:
    sources = {count.source.pk: count.source for count in chosen}
    people = sum(count.people for count in chosen)
    return Population(people, tuple(sources.values()), sum(count.is_part for count in chosen))


def _best(areas: Iterable[Area], organisation: Organisation) -> dict[int, list[_Count]]:
    """For each area its own best count, or else one for each of its municipalities."""
    areas = list(areas)
    inside = _municipalities_in(areas)
    rows = _rows_with_the_same_border([*areas, *{m for each in inside.values() for m in each}])
    best_of_row = _best_of_rows({row for some in rows.values() for row in some}, organisation)

    def best(area: Area) -> _Count | None:
        counts = [best_of_row[row] for row in rows[area.pk] if row in best_of_row]
        return min(counts, key=lambda count: count.order, default=None)

    found = {}
    for area in areas:
        own = best(area)
        parts = [best(municipality) for municipality in inside[area.pk]]
        if own is not None:
            found[area.pk] = [own]
        elif parts and None not in parts:
            found[area.pk] = [replace(part, is_part=True) for part in parts if part is not None]
    return found


def _best_of_rows(rows: set[int], organisation: Organisation) -> dict[int, _Count]:
    """For each row that anyone has counted what the best source says of it."""
    sources = list(PopulationSource.objects.seen_by(organisation))
    order = {source.pk: place for place, source in enumerate(sources)}
    cells = PopulationCount.objects.filter(area__in=rows, source__in=sources).order_by()
    best: dict[int, _Count] = {}
    for row, source, people in cells.values_list("area", "source").annotate(people=Sum("count")):
        if row not in best or order[source] < best[row].order:
            best[row] = _Count(row, sources[order[source]], people, order[source])
    return best


def _municipalities_in(areas: list[Area]) -> dict[int, list[Area]]:
    """The municipalities today of what is larger than one."""
    large = [area for area in areas if Kind(area.kind).rank < Kind.MUNICIPALITY.rank]
    pairs = tree.descendant_pairs(large)
    keys = {pk for _, pk in pairs}
    rows = Area.objects.filter(pk__in=keys, kind=Kind.MUNICIPALITY).without_geometry()
    by_key = {row.pk: row for row in rows}
    inside: dict[int, list[Area]] = {area.pk: [] for area in areas}
    for start, pk in pairs:
        if pk in by_key:
            inside[start].append(by_key[pk])
    return inside


def _rows_with_the_same_border(areas: list[Area]) -> dict[int, set[int]]:
    """The rows of each area whose border is the same: a new name leaves the people as they were."""
    kinds, codes = {area.kind for area in areas}, {area.code for area in areas}
    alike = Area.objects.filter(kind__in=kinds, code__in=codes)
    fields = ("kind", "code", "owner_id", "geometry_wkb")
    same = defaultdict(set)
    of_row = {}
    for pk, *parts, wkb in alike.values_list("pk", *fields):
        of_row[pk] = (*parts, bytes(wkb) if wkb else None)
        same[of_row[pk]].add(pk)
    return {area.pk: same[of_row[area.pk]] for area in areas}


def grouped(sums: Iterable[tuple[str, int, int | None, int]]) -> tuple[AgeGroup, ...]:
    """The cells (sex, first and last age, people) in the groups shown.

    Where the classes of the source do not fit into our groups they stand as they are; where the
    sexes are not told apart there are no groups.
    """
    people: dict[Class, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for sex, age_from, age_to, count in sums:
        if sex == Sex.ALL:
            return ()
        people[age_from, age_to][sex] += count
    classes = {each: _group_of(each) for each in people}
    if None in classes.values():
        classes = {each: each for each in people}
    groups: dict[Class, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each, group in classes.items():
        for sex, count in people[each].items():
            groups[group][sex] += count
    return tuple(
        AgeGroup(*group, women=groups[group][Sex.WOMEN], men=groups[group][Sex.MEN])
        for group in sorted(groups, key=lambda group: group[0])
    )


def _group_of(ages: Class) -> Class | None:
    first, last = ages
    for low, high in GROUPS:
        if first >= low and (high is None or (last is not None and last <= high)):
            return low, high
    return None
