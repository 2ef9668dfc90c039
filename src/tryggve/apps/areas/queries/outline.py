"""The tree around an organisation's own areas, as nested nodes."""

from dataclasses import dataclass, field
from datetime import date

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, AreaParent, Kind, valid_on
from tryggve.apps.areas.queries.territory import areas_answered_for

LARGE = [kind for kind in Kind if kind.rank <= Kind.MUNICIPALITY.rank and kind != Kind.COUNTRY]
SMALL = [kind for kind in Kind if kind.rank > Kind.MUNICIPALITY.rank]
MOST_PARTS = 200


@dataclass
class Node:
    """An area, whether the organisation answers for it, and what lies in it.

    `has_more` says that there are parts that do not stand here.
    """

    area: Area
    is_own: bool = False
    parts: list["Node"] = field(default_factory=list)
    has_more: bool = False


def outline_of(organisation: Organisation, on: date | None = None) -> list[Node]:
    """What an organisation answers for, with everything above it and below it on a day.

    Below a municipality the parts stand only where it is the only one and they are at most 200: a
    police region has hundreds of localities, a municipality can have thousands of places. Each
    area stands once, under the smallest that it lies in.
    """
    own = areas_answered_for(organisation, on)
    condition = tree.upwards(own, on) | tree.downwards(own, on)
    around = Area.objects.seen_by(organisation).filter(condition).without_geometry().by_rank()
    large = list(around.filter(kind__in=LARGE))
    small = list(around.filter(kind__in=SMALL)[: MOST_PARTS + 1])
    municipalities = [area for area in large if area.kind == Kind.MUNICIPALITY]
    is_cut = len(small) > MOST_PARTS or len(municipalities) > 1
    if is_cut:
        small = [area for area in own if area.kind in SMALL]
    own_keys = {area.pk for area in own}
    nodes = {area.pk: Node(area, area.pk in own_keys) for area in (*large, *small)}
    for municipality in municipalities:
        nodes[municipality.pk].has_more = is_cut
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
