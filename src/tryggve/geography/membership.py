"""Which area a thing belongs to: by its code, its postal code, uploaded areas, a border at last.

The first of these that gives an answer gives it, and the answer says which it was and whether it
is certain. Many things are asked about in one call.
"""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from tryggve.geography import reference
from tryggve.geography.boundaries import Borders, municipality_borders, no_borders
from tryggve.wording.text import Text, say

UNCERTAIN_WITHIN = 2_000.0  # metres from a generalised border
NOWHERE = -1


class Method(IntEnum):
    """How an area was found, the surest first; the numbers are kept in arrays."""

    NONE = 0
    CODE = 1
    POSTCODE = 2
    UPLOADED_AREA = 3
    GENERALISED_BORDER = 4


SAID: dict[Method, Text] = {
    Method.NONE: say("no area found"),
    Method.CODE: say("by code"),
    Method.POSTCODE: say("by postal code"),
    Method.UPLOADED_AREA: say("by an uploaded area"),
    Method.GENERALISED_BORDER: say("by a generalised border"),
}


@dataclass(frozen=True, eq=False)
class AreaSet:
    """The areas of one level that a thing may belong to, and what is known of them.

    `codes`: every code there is, in rising order. `postal_codes`: the area of a postal code.
    `uploaded`: borders as someone drew them. `generalised`: borders that are only nearly right.
    The codes of the last three must be among `codes`, otherwise ValueError.
    """

    codes: NDArray[np.str_]
    postal_codes: reference.PostalCodes | None = None
    uploaded: Borders = field(default_factory=no_borders)
    generalised: Borders = field(default_factory=no_borders)

    def __post_init__(self) -> None:
        if not np.array_equal(self.codes, np.unique(self.codes)):
            raise ValueError("codes must be in rising order, each once")
        used = [self.uploaded.codes, self.generalised.codes]
        if self.postal_codes is not None:
            used.append(self.postal_codes.municipality_codes)
        unknown = np.setdiff1d(np.concatenate(used), self.codes)
        if len(unknown):
            raise ValueError(f"not among the codes of the areas: {', '.join(unknown)}")


@dataclass(frozen=True, eq=False)
class Membership:
    """The answers, one for each thing, all arrays of one length.

    `codes`: the area, or empty. `methods`: values of `Method`. `certain`: False for no area, within
    2 km of a generalised border, in several uploaded areas, and where there is a conflict.
    `pointed`: the area in which the point certainly lies, or empty. `conflict`: the code or postal
    code says one area and the point certainly lies in another. `unknown_code`: a code was given
    that no area has.
    """

    codes: NDArray[np.str_]
    methods: NDArray[np.int8]
    certain: NDArray[np.bool_]
    pointed: NDArray[np.str_]
    conflict: NDArray[np.bool_]
    unknown_code: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.codes)


def municipality_set(*, uploaded: Borders | None = None) -> AreaSet:
    """The municipalities. `uploaded` are areas whose codes are those of their municipalities."""
    return AreaSet(
        np.array(list(reference.municipalities())),
        reference.postal_codes(),
        uploaded or no_borders(),
        municipality_borders(),
    )


def uploaded_set(borders: Borders) -> AreaSet:
    """Uploaded areas as a level of their own, such as the survey areas of one municipality."""
    return AreaSet(np.unique(borders.codes), uploaded=borders)


def find(
    areas: AreaSet,
    *,
    codes: ArrayLike | None = None,
    postal_codes: ArrayLike | None = None,
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
) -> Membership:
    """The area of each thing. 100,000 points take about a third of a second.

    Each argument has one value a thing, in one dimension: `codes` and `postal_codes` are text,
    empty where unknown ("123 45" and "12345" are the same); `x` and `y` are SWEREF 99 TM in metres,
    NaN where unknown. At least one must be given, and all be of one length, otherwise ValueError.
    """
    if (x is None) != (y is None):
        raise ValueError("x and y go together")
    lengths = {len(np.asarray(given)) for given in (codes, postal_codes, x, y) if given is not None}
    if len(lengths) != 1:
        raise ValueError("give at least one column, and all of one length")
    size = lengths.pop()
    by_code, unknown = _by_code(areas, size, codes)
    by_postcode = _by_postal_code(areas, size, postal_codes)
    points, with_point = _points(size, x, y)
    by_upload, in_one = _inside(areas, areas.uploaded, points, with_point, size)
    by_border, away = _by_border(areas, points, with_point, size)

    found = np.full(size, NOWHERE)
    methods = np.full(size, Method.NONE, dtype=np.int8)
    certain = np.zeros(size, dtype=bool)
    yes = np.ones(size, dtype=bool)
    for method, answer, sure in (
        (Method.GENERALISED_BORDER, by_border, away),
        (Method.UPLOADED_AREA, by_upload, in_one),
        (Method.POSTCODE, by_postcode, yes),
        (Method.CODE, by_code, yes),
    ):
        here = answer != NOWHERE
        found[here], methods[here], certain[here] = answer[here], method, sure[here]

    pointed = np.where(in_one, by_upload, np.where(away, by_border, NOWHERE))
    told = (methods == Method.CODE) | (methods == Method.POSTCODE)
    conflict = told & (pointed != NOWHERE) & (pointed != found)
    return Membership(
        codes=_named(areas, found),
        methods=methods,
        certain=certain & ~conflict,
        pointed=_named(areas, pointed),
        conflict=conflict,
        unknown_code=unknown,
    )


def _named(areas: AreaSet, places: NDArray[np.intp]) -> NDArray[np.str_]:
    return np.append(areas.codes, "")[places]  # NOWHERE is -1, the empty one at the end


def _look_up(values: NDArray[np.str_], wanted: NDArray[np.str_]) -> NDArray[np.intp]:
    """The place of each wanted value among rising values, or NOWHERE."""
    if not len(values):
        return np.full(len(wanted), NOWHERE)
    place = np.minimum(np.searchsorted(values, wanted), len(values) - 1)
    return np.where(values[place] == wanted, place, NOWHERE)


def _by_code(
    areas: AreaSet, size: int, codes: ArrayLike | None
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    if codes is None:
        return np.full(size, NOWHERE), np.zeros(size, dtype=bool)
    given = np.strings.strip(np.asarray(codes, dtype=np.str_))
    place = _look_up(areas.codes, given)
    return place, (place == NOWHERE) & (given != "")


def _by_postal_code(areas: AreaSet, size: int, postal_codes: ArrayLike | None) -> NDArray[np.intp]:
    if postal_codes is None or areas.postal_codes is None:
        return np.full(size, NOWHERE)
    given = np.strings.replace(np.asarray(postal_codes, dtype=np.str_), " ", "")
    place = _look_up(areas.postal_codes.codes, given)
    area = _look_up(areas.codes, areas.postal_codes.municipality_codes)
    return np.where(place == NOWHERE, NOWHERE, area[place])


def _points(
    size: int, x: ArrayLike | None, y: ArrayLike | None
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """The points there are, and which things they belong to."""
    if x is None or y is None:
        return np.array([], dtype=object), np.array([], dtype=np.intp)
    across, up = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    with_point = np.flatnonzero(np.isfinite(across) & np.isfinite(up))
    return np.asarray(shapely.points(across[with_point], up[with_point])), with_point


def _inside(
    areas: AreaSet,
    borders: Borders,
    points: NDArray[np.object_],
    with_point: NDArray[np.intp],
    size: int,
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The area each thing lies in, or NOWHERE, and whether it lies in no other one as well."""
    answer, only = np.full(size, NOWHERE), np.zeros(size, dtype=bool)
    if not len(borders) or not len(points):
        return answer, only
    point, polygon = borders.polygons.query(points, predicate="intersects")
    area = _look_up(areas.codes, borders.codes)[polygon]
    order = np.lexsort((area, point))  # where areas overlap, the first by code answers
    thing, area = with_point[point[order]], area[order]
    once, first = np.unique(thing, return_index=True)
    answer[once], only[once] = area[first], True
    only[thing[area != answer[thing]]] = False
    return answer, only


def _by_border(
    areas: AreaSet, points: NDArray[np.object_], with_point: NDArray[np.intp], size: int
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The area by generalised borders, and whether the point lies far enough inside to be sure."""
    borders = areas.generalised
    answer, certain = _inside(areas, borders, points, with_point, size)
    if not len(borders) or not len(points):
        return answer, certain
    near, _ = borders.segments.query(points, predicate="dwithin", distance=UNCERTAIN_WITHIN)
    certain[with_point[near]] = False
    outside = np.flatnonzero(answer[with_point] == NOWHERE)
    point, polygon = borders.polygons.query_nearest(
        points[outside], max_distance=UNCERTAIN_WITHIN, all_matches=False
    )
    answer[with_point[outside[point]]] = _look_up(areas.codes, borders.codes)[polygon]
    return answer, certain
