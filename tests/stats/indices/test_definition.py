import pytest

from tests.stats.indices.made import definition
from tryggve.stats.indices.definition import (
    Indicator,
    Origin,
    PublishedDefinition,
    check_line,
    check_map,
    comparable,
    definition_for,
)
from tryggve.wording.problems import InputError

OLD = PublishedDefinition("old", 32, 2015, 2020)
NEW = PublishedDefinition("new", 37, 2021)


@pytest.mark.parametrize("cuts", [(0.1,) * 6, (0.1, 0.2), (0.6, 0.5, 0.4, 0.3, 0.2, 0.1)])
def test_cut_points_are_six_and_rise(cuts) -> None:
    with pytest.raises(ValueError, match="six rising"):
        Indicator("q", "a", cuts)


def test_definitions_with_other_indicators_or_another_author_do_not_stand_in_one_line() -> None:
    ours = definition("a", "b")
    assert comparable(ours, definition("a", "b", last_year=2025))
    assert not comparable(ours, definition("a"))
    assert not comparable(ours, definition("a", "b", origin=Origin.PUBLISHED))
    assert not comparable(ours, NEW)
    assert comparable(NEW, NEW)
    assert not comparable(OLD, NEW)


def test_groups_have_sizes() -> None:
    made = definition("a", "b", "a")
    assert (made.number, made.group_sizes) == (3, (("a", 2), ("b", 1)))


def test_a_year_has_one_definition() -> None:
    both = (OLD, NEW)
    assert [definition_for(year, both) for year in (2014, 2015, 2020, 2021, 2030)] == [
        None,
        OLD,
        OLD,
        NEW,
        NEW,
    ]
    with pytest.raises(InputError):
        definition_for(2021, (NEW, definition("a")))


def test_published_and_own_values_never_stand_together() -> None:
    check_line([OLD, NEW, NEW])
    check_line([definition("a"), definition("b")])
    check_line([])
    with pytest.raises(InputError) as caught:
        check_line([NEW, definition("a"), NEW])
    (problem,) = caught.value.problems
    assert (problem.field, problem.what.values) == ("definition", {"versions": "new, test"})


def test_a_map_shows_values_of_one_definition() -> None:
    check_map([NEW, NEW])
    check_map([])
    check_map([definition("a"), definition("a", last_year=2030)])
    for mixed in ([OLD, NEW], [NEW, definition("a")], [definition("a"), definition("b")]):
        with pytest.raises(InputError):
            check_map(mixed)


def test_what_stands_at_a_figure_says_whose_it_is() -> None:
    assert str(Origin.OWN.words) == "Tryggves beräkning, ej jämförbar"
    assert Origin.PUBLISHED.words != Origin.OWN.words
