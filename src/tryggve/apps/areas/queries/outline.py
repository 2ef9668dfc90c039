"""The tree around an organisation's own areas, as nested nodes."""

from dataclasses import dataclass, field
from datetime import date

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, AreaParent, Kind, valid_on
from tryggve.apps.areas.queries.territory import areas_answered_for

DOWN_TO_MUNICIPALITIES = [kind for kind in Kind if kind.rank <= Kind.MUNICIPALITY.rank]


@dataclass
class Node:
    """An area, whether the organisation answers for it, and what lies in it."""

    area: Area
    is_own: bool = False
    parts: list["Node"] = field(default_factory=list)


def outline_of(organisation: Organisation, on: date | None = None) -> list[Node]:
    """What an organisation answers for, with everything above it and below it on a day.

    Below a municipality the parts stand only where it is the only one: a police region has
    hundreds of localities. Each area stands once, under the smallest that it lies in.
    """
    own = areas_answered_for(organisation, on)
    condition = tree.upwards(own, on) | tree.downwards(own, on)
    around = Area.objects.seen_by(organisation).filter(condition).exclude(kind=Kind.COUNTRY)
    areas = list(around.without_geometry().by_rank())
    if sum(area.kind == Kind.MUNICIPALITY for area in areas) > 1:
        kept = {area.pk for area in own}
        areas = [a for a in areas if a.kind in DOWN_TO_MUNICIPALITIES or a.pk in kept]
    own_keys = {area.pk for area in own}
    nodes = {area.pk: Node(area, area.pk in own_keys) for area in areas}
    smallest = _smallest_parent(nodes, on)
    roots = []
    for pk, node in nodes.items():
        parent = smallest.get(pk)
        (nodes[parent].parts if parent else roots).append(node)
    return [root for root in roots if root.parts or root.is_own]


def _smallest_parent(nodes: dict[int, Node], on: date | None) -> dict[int, int]:
    links = AreaParent.objects.filter(valid_on(on), child__in=nodes, parent__in=nodes)
    smallest: dict[int, int] = {}
    for child, parent in links.values_list("child", "parent"):
        rank = Kind(nodes[parent].area.kind).rank
        known = smallest.get(child)
        if known is None or rank > Kind(nodes[known].area.kind).rank:
            smallest[child] = parent
    return smallest
