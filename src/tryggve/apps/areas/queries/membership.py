"""Which municipality and which survey area things lie in: by code, postal code, position."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q
from numpy.typing import ArrayLike

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area, AreaParent, Kind, valid_on
from tryggve.apps.areas.queries.areas import areas_on
from tryggve.geography import membership
from tryggve.geography.boundaries import Borders
from tryggve.geography.membership import Membership, Method


@dataclass(frozen=True)
class Place:
    """Where one thing lies. `method` says how the municipality was found.

    `is_certain` is False near a generalised border, and where the code says one municipality and
    the position another (`is_conflict`).
    """

    municipality: Area | None
    survey_area: Area | None
    method: Method
    is_certain: bool
    is_conflict: bool


@dataclass(frozen=True, eq=False)
class Places:
    """Where many things lie: arrays of one length, and the areas that their codes mean."""

    municipalities: Membership
    survey_areas: Membership
    area_of: dict[tuple[str, str], Area]

    def __len__(self) -> int:
        return len(self.municipalities)

    def __getitem__(self, at: int) -> Place:
        found = self.municipalities
        return Place(
            municipality=self.area_of.get((Kind.MUNICIPALITY, str(found.codes[at]))),
            survey_area=self.area_of.get((Kind.SURVEY_AREA, str(self.survey_areas.codes[at]))),
            method=Method(int(found.methods[at])),
            is_certain=bool(found.certain[at]),
            is_conflict=bool(found.conflict[at]),
        )


def place_of(
    organisation: Organisation,
    *,
    code: str = "",
    postal_code: str = "",
    x: float | None = None,
    y: float | None = None,
    on: date | None = None,
) -> Place:
    """Where one thing lies on a day. As `places_of`; x and y may be None."""
    nowhere = float("nan")
    return places_of(
        organisation,
        codes=[code],
        postal_codes=[postal_code],
        x=[nowhere if x is None else x],
        y=[nowhere if y is None else y],
        on=on,
    )[0]


def places_of(
    organisation: Organisation,
    *,
    codes: ArrayLike | None = None,
    postal_codes: ArrayLike | None = None,
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    on: date | None = None,
) -> Places:
    """The municipality and the organisation's own survey area of each thing, in two queries.

    Codes of municipalities go first, then postal codes, then the organisation's own areas, then
    generalised borders. x and y are SWEREF 99 TM in metres, NaN where not known.
    """
    kinds = (Kind.MUNICIPALITY, Kind.SURVEY_AREA)
    seen = areas_on(organisation, on).filter(kind__in=kinds)
    areas = list(seen.filter(Q(owner=None) | Q(kind=Kind.SURVEY_AREA)))
    drawn = [area for area in areas if area.kind == Kind.SURVEY_AREA and area.geometry_wkb]
    lies_in = _municipality_codes(drawn, on)
    inside = [area for area in drawn if area.pk in lies_in]
    by_municipality = _borders([lies_in[area.pk] for area in inside], inside)
    by_area = _borders([area.code for area in drawn], drawn)
    nothing = np.full(len(next(each for each in (codes, postal_codes, x) if each is not None)), "")
    return Places(
        membership.find(
            membership.municipality_set(uploaded=by_municipality),
            codes=codes,
            postal_codes=postal_codes,
            x=x,
            y=y,
        ),
        membership.find(membership.uploaded_set(by_area), codes=nothing, x=x, y=y),
        {(area.kind, area.code): area for area in areas},
    )


def _municipality_codes(areas: Sequence[Area], on: date | None) -> dict[int, str]:
    """The code of the municipality that each area lies directly in on a day, by its key."""
    links = AreaParent.objects.filter(
        valid_on(on), child__in=areas, parent__kind=Kind.MUNICIPALITY, parent__owner=None
    )
    return dict(links.values_list("child", "parent__code"))


def _borders(codes: Sequence[str], areas: Sequence[Area]) -> Borders:
    geometries = np.empty(len(areas), dtype=object)
    geometries[:] = [area.geometry for area in areas]
    return Borders(np.array(codes, dtype=np.str_), geometries)
