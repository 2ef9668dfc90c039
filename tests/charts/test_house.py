import pytest

from tests.charts.strict import contrast
from tryggve.charts import house, map_style


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        (house.INK, house.PAPER),
        (house.QUIET_INK, house.PAPER),
        (house.BRAND, house.PAPER),
        (house.INK, map_style.AREA),
        (house.INK, map_style.TOO_FEW),
        (map_style.GROUND_INK, map_style.GROUND),
    ],
)
def test_text_is_seven_to_one_on_its_ground(ink, ground):
    assert contrast(ink, ground) >= 7


@pytest.mark.parametrize("border", map_style.BORDERS.values())
def test_borders_are_three_to_one_on_what_they_bound(border):
    for ground in (map_style.AREA, map_style.TOO_FEW, map_style.GROUND, house.PAPER):
        assert contrast(border["stroke"], ground) >= 3


def test_hatching_is_three_to_one_on_its_ground():
    for ground in (map_style.AREA, map_style.TOO_FEW):
        assert contrast(map_style.HATCH, ground) >= 3


def test_categories_are_those_of_okabe_and_ito():
    assert sorted(house.CATEGORIES) == sorted(
        ["#000000", "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"]
    )


def test_the_first_three_categories_are_three_to_one_on_paper():
    assert [contrast(colour, house.PAPER) >= 3 for colour in house.CATEGORIES[:3]] == [True] * 3


def test_amounts_grow_darker():
    shades = [contrast(colour, house.PAPER) for colour in house.AMOUNTS]
    assert shades == sorted(shades)
    assert shades[-1] > 10


def test_differences_are_palest_in_the_middle_and_alike_at_the_ends():
    shades = [contrast(colour, house.PAPER) for colour in house.DIFFERENCES]
    middle = len(shades) // 2
    assert shades[: middle + 1] == sorted(shades[: middle + 1], reverse=True)
    assert shades[middle:] == sorted(shades[middle:])
    assert shades[0] == pytest.approx(shades[-1], rel=0.35)


def test_official_and_uploaded_borders_differ_in_more_than_colour():
    assert "strokeDash" not in map_style.BORDERS["official"]
    assert map_style.BORDERS["uploaded"]["strokeDash"] == [5, 3]
