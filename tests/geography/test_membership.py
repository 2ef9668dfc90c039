"""Which area a thing belongs to, how that was found, and whether it is certain."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tryggve.geography import membership, reference
from tryggve.geography.boundaries import Borders, municipality_borders
from tryggve.geography.membership import AreaSet, Membership, Method
from tryggve.wording.text import speaking

SQUARES = Borders(
    np.array(["A", "B"]),
    np.array([shapely.box(0, 0, 10_000, 10_000), shapely.box(10_000, 0, 20_000, 10_000)]),
)
TWO = AreaSet(
    np.array(["A", "B"]),
    reference.PostalCodes(np.array(["11111", "22222"]), np.array(["A", "B"])),
    generalised=SQUARES,
)
PLOTS = Borders(
    np.array(["P1", "P2", "P2"]),
    np.array(
        [shapely.box(0, 0, 60, 100), shapely.box(50, 0, 100, 100), shapely.box(900, 0, 999, 9)]
    ),
)


def answers(found: Membership) -> list[tuple[str, Method, bool]]:
    return [
        (str(code), Method(method), bool(certain))
        for code, method, certain in zip(found.codes, found.methods, found.certain, strict=True)
    ]


def test_a_code_goes_first_then_a_postal_code_then_a_point() -> None:
    found = membership.find(
        TWO,
        codes=["A", "", "", ""],
        postal_codes=["11111", "22222", "", ""],
        x=[5_000, np.nan, 15_000, np.nan],
        y=[5_000, np.nan, 5_000, np.nan],
    )
    assert answers(found) == [
        ("A", Method.CODE, True),
        ("B", Method.POSTCODE, True),
        ("B", Method.GENERALISED_BORDER, True),
        ("", Method.NONE, False),
    ]


@pytest.mark.parametrize(
    ("x", "y", "answer"),
    [
        (5_000, 5_000, ("A", Method.GENERALISED_BORDER, True)),
        (7_999, 5_000, ("A", Method.GENERALISED_BORDER, True)),
        (8_001, 5_000, ("A", Method.GENERALISED_BORDER, False)),
        (11_000, 5_000, ("B", Method.GENERALISED_BORDER, False)),
        (10_000, 5_000, ("A", Method.GENERALISED_BORDER, False)),  # on the border: first by code
        (-1_999, 5_000, ("A", Method.GENERALISED_BORDER, False)),  # outside, near
        (21_500, 5_000, ("B", Method.GENERALISED_BORDER, False)),
        (-2_001, 5_000, ("", Method.NONE, False)),
    ],
)
def test_near_a_generalised_border_is_uncertain(
    x: float, y: float, answer: tuple[str, Method, bool]
) -> None:
    assert answers(membership.find(TWO, x=[x], y=[y])) == [answer]


def test_an_uploaded_area_goes_before_a_generalised_border() -> None:
    corner = Borders(np.array(["B"]), np.array([shapely.box(0, 0, 1_000, 1_000)]))
    areas = AreaSet(TWO.codes, TWO.postal_codes, uploaded=corner, generalised=SQUARES)
    found = membership.find(areas, x=[500, 5_000], y=[500, 5_000])
    assert answers(found) == [
        ("B", Method.UPLOADED_AREA, True),
        ("A", Method.GENERALISED_BORDER, True),
    ]


def test_uploaded_areas_as_a_level_of_their_own() -> None:
    found = membership.find(
        membership.uploaded_set(PLOTS), codes=["P2", "", "", "", ""], x=[1, 1, 99, 950, 500],
        y=[1, 1, 1, 1, 500],
    )  # fmt: skip
    assert answers(found) == [
        ("P2", Method.CODE, False),  # the point says P1
        ("P1", Method.UPLOADED_AREA, True),
        ("P2", Method.UPLOADED_AREA, True),
        ("P2", Method.UPLOADED_AREA, True),
        ("", Method.NONE, False),
    ]


def test_in_two_uploaded_areas_is_uncertain() -> None:
    found = membership.find(membership.uploaded_set(PLOTS), x=[55], y=[50])
    assert answers(found) == [("P1", Method.UPLOADED_AREA, False)]
    assert found.pointed.tolist() == [""]


def test_in_two_polygons_of_one_code_is_certain() -> None:
    twice = Borders(np.array(["A", "A"]), np.array([shapely.box(0, 0, 9, 9)] * 2))
    found = membership.find(membership.uploaded_set(twice), x=[5], y=[5])
    assert answers(found) == [("A", Method.UPLOADED_AREA, True)]


def test_a_code_against_a_point_is_a_conflict_only_where_the_point_is_certain() -> None:
    found = membership.find(
        TWO, codes=["A", "A", "A", "A"], x=[15_000, 11_000, 5_000, np.nan], y=[5_000] * 4
    )
    assert found.codes.tolist() == ["A", "A", "A", "A"]
    assert found.conflict.tolist() == [True, False, False, False]
    assert found.certain.tolist() == [False, True, True, True]
    assert found.pointed.tolist() == ["B", "", "A", ""]


def test_a_postal_code_against_a_point_is_a_conflict_too() -> None:
    found = membership.find(TWO, postal_codes=["11111"], x=[15_000], y=[5_000])
    assert answers(found) == [("A", Method.POSTCODE, False)]
    assert found.conflict.tolist() == [True]


def test_an_unknown_code_is_told_and_the_next_way_is_taken() -> None:
    found = membership.find(TWO, codes=["C", "", " A "], postal_codes=["222 22", "99999", ""])
    assert found.unknown_code.tolist() == [True, False, False]
    assert answers(found) == [
        ("B", Method.POSTCODE, True),
        ("", Method.NONE, False),
        ("A", Method.CODE, True),
    ]


def test_no_things_have_no_answers() -> None:
    assert len(membership.find(TWO, codes=[], x=[], y=[])) == 0


def test_columns_must_go_together() -> None:
    with pytest.raises(ValueError, match="x and y"):
        membership.find(TWO, x=[1.0])
    with pytest.raises(ValueError, match="one length"):
        membership.find(TWO, codes=["A"], x=[1.0, 2.0], y=[1.0, 2.0])
    with pytest.raises(ValueError, match="at least one"):
        membership.find(TWO)


def test_a_set_whose_parts_disagree_is_refused() -> None:
    with pytest.raises(ValueError, match="among the codes of the areas: B"):
        AreaSet(np.array(["A"]), uploaded=SQUARES)
    with pytest.raises(ValueError, match="rising order"):
        AreaSet(np.array(["B", "A"]))


def test_municipalities_by_what_is_known_of_them() -> None:
    found = membership.find(
        membership.municipality_set(),
        codes=["0880", "", ""],
        postal_codes=["", "388 31", ""],
        x=[np.nan, np.nan, 574_000],
        y=[np.nan, np.nan, 6_285_000],
    )
    assert found.codes.tolist() == ["0880", "0880", "0880"]


def test_an_uploaded_border_mends_a_generalised_one() -> None:
    """A locality that the generalised border leaves out, inside an area that someone drew."""
    borders = municipality_borders()
    place = next(
        place
        for place in reference.localities()
        if shapely.distance(borders.geometries, shapely.Point(place.x, place.y)).min() > 2_000
    )
    drawn = Borders(
        np.array([place.municipality_code]), np.array([shapely.Point(place.x, place.y).buffer(9)])
    )
    without = membership.find(membership.municipality_set(), x=[place.x], y=[place.y])
    assert answers(without) == [("", Method.NONE, False)]
    with_it = membership.find(membership.municipality_set(uploaded=drawn), x=[place.x], y=[place.y])
    assert answers(with_it) == [(place.municipality_code, Method.UPLOADED_AREA, True)]


def test_localities_told_certainly_are_told_rightly() -> None:
    """Agreement of the generalised borders with the 2,017 localities, whose codes are known."""
    places = reference.localities()
    found = membership.find(
        membership.municipality_set(), x=[p.x for p in places], y=[p.y for p in places]
    )
    right = found.codes == np.array([p.municipality_code for p in places])
    assert right[found.certain].all()
    assert round(float(found.certain.mean()), 3) == 0.691
    assert round(float(right.mean()), 3) == 0.977


def test_localities_by_code_are_all_certain() -> None:
    places = reference.localities()
    found = membership.find(
        membership.municipality_set(),
        codes=[p.municipality_code for p in places],
        x=[p.x for p in places],
        y=[p.y for p in places],
    )
    assert found.codes.tolist() == [p.municipality_code for p in places]
    assert not found.conflict.any()
    assert found.certain.all()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.floats(266_000, 918_000), st.floats(6_130_000, 7_670_000)), min_size=1,
        max_size=20,
    )
)  # fmt: skip
def test_one_call_for_many_says_the_same_as_the_slow_way(points: list[tuple[float, float]]) -> None:
    """Each point against every polygon, one at a time."""
    borders = municipality_borders()
    found = membership.find(
        membership.municipality_set(), x=[x for x, _ in points], y=[y for _, y in points]
    )
    for number, place in enumerate(points):
        point = shapely.Point(place)
        apart = shapely.distance(borders.geometries, point)
        to_border = shapely.distance(shapely.boundary(borders.geometries), point).min()
        possible = set(borders.codes[apart == apart.min()]) if apart.min() <= 2_000 else {""}
        assert found.codes[number] in possible
        assert found.certain[number] == (apart.min() == 0 and to_border > 2_000)


def test_methods_can_be_said() -> None:
    assert set(membership.SAID) == set(Method)
    with speaking("en"):
        assert str(membership.SAID[Method.POSTCODE]) == "by postal code"
