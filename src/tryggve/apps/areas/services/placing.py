"""Which of an organisation's municipalities each uploaded area lies in, and which lie in none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from tryggve.apps.areas.models import Area
from tryggve.exchange.geo import UploadedArea
from tryggve.geography import membership, reference
from tryggve.geography.boundaries import municipality_borders
from tryggve.geography.membership import UNCERTAIN_WITHIN, Method
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

MEND = say("Take it out of the file, or mend its position or its code of a municipality.")


@dataclass(frozen=True)
class Placed:
    """An uploaded area, its municipality, how that was found, and whether it is certain."""

    area: UploadedArea
    municipality: Area
    method: Method
    is_certain: bool


def place_all(areas: Sequence[UploadedArea], own: Mapping[str, Area], *, file: str) -> list[Placed]:
    """Every area with its municipality: by its code, else its postal code, else its position.

    `own` are the organisation's municipalities by code. Near a generalised border an area counts
    to the own municipality that is nearest, uncertainly. InputError with every area that lies in
    another municipality, in none, or elsewhere than its code says.
    """
    points = shapely.point_on_surface(np.array([area.geometry for area in areas], dtype=object))
    found = membership.find(
        membership.municipality_set(),
        codes=[area.municipality_code or "" for area in areas],
        postal_codes=[area.postal_code or "" for area in areas],
        x=shapely.get_x(points),
        y=shapely.get_y(points),
    )
    placed, problems = [], []
    for at, area in enumerate(areas):
        code, method = str(found.codes[at]), Method(int(found.methods[at]))
        is_certain = bool(found.certain[at])
        if found.conflict[at] and method == Method.CODE:
            problems.append(_conflict(area, code, str(found.pointed[at]), file))
            continue
        if found.conflict[at]:  # a postal code may cross a border: the position tells better
            code = str(found.pointed[at])
        elif code not in own and method == Method.GENERALISED_BORDER and not is_certain:
            code = _nearest(points[at], own)
        if code in own:
            placed.append(Placed(area, own[code], method, is_certain))
        else:
            problems.append(_outside(area, code or str(found.codes[at]), own, file))
    if problems:
        raise InputError(problems)
    return placed


def _nearest(point: shapely.Point, own: Mapping[str, Area]) -> str:
    """The code of the own municipality nearest to the point, if one is near; otherwise empty."""
    borders = municipality_borders()
    away = {code: shapely.distance(borders.geometry(code), point) for code in own}
    code = min(away, key=lambda each: away[each])
    return code if away[code] <= UNCERTAIN_WITHIN else ""


def _conflict(area: UploadedArea, told: str, pointed: str, file: str) -> Problem:
    names = reference.municipalities()
    return Problem(
        say(
            "{area} has the code of {told} but lies in {pointed}.",
            area=area.name,
            told=names[told].name,
            pointed=names[pointed].name,
        ),
        MEND,
        file=file,
        row=area.row,
        field="geometry",
    )


def _outside(area: UploadedArea, code: str, own: Mapping[str, Area], file: str) -> Problem:
    names = ", ".join(municipality.name for municipality in own.values())
    known = reference.municipalities().get(code)
    what = (
        say(
            "{area} lies in {municipality}, not in {own}.",
            area=area.name,
            municipality=known.name,
            own=names,
        )
        if known
        else say("{area} lies in no municipality, so not in {own}.", area=area.name, own=names)
    )
    return Problem(what, MEND, file=file, row=area.row, field="geometry")
