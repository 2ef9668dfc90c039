"""The tree in one query: at any depth, on a day, and without getting lost in circles."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.area_factories import AreaFactory, LinkFactory, make_small_sweden
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, AreaParent, Kind

pytestmark = pytest.mark.django_db

CHANGE = date(2026, 1, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)


def names(areas):
    return sorted(area.name for area in areas)


def test_ancestors_at_every_height_and_descendants_at_every_depth():
    small = make_small_sweden()

    assert names(tree.ancestors([small.hovmantorp])) == [
        "Kalmar-Kronoberg",
        "Kronobergs län",
        "Lessebo",
        "Nybro",
        "Sverige",
        "Syd",
    ]
    assert names(tree.descendants([small.region])) == [
        "Hovmantorp",
        "Kalmar-Kronoberg",
        "Lessebo",
        "Nybro",
    ]
    assert names(tree.descendants([small.hovmantorp])) == []


def test_each_is_one_query_whatever_the_number_of_areas(django_assert_num_queries):
    small = make_small_sweden()
    for areas in ([small.nybro], [small.nybro, small.county, small.olofstrom]):
        with django_assert_num_queries(1):
            list(tree.ancestors(areas))
        with django_assert_num_queries(1):
            list(tree.descendants(areas))
        with django_assert_num_queries(1):
            tree.ancestor_pairs(areas)


def test_no_areas_ask_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tree.ancestor_pairs([]) == []
        assert list(tree.descendants([])) == []


def test_pairs_tell_which_lies_in_which():
    small = make_small_sweden()

    pairs = tree.ancestor_pairs([small.lessebo, small.olofstrom])

    blekinge = Area.objects.get(code="10")
    above_lessebo = [small.nybro, small.police_area, small.region, small.county, small.sweden]
    assert sorted(pairs) == sorted(
        [(small.lessebo.pk, area.pk) for area in above_lessebo]
        + [(small.olofstrom.pk, area.pk) for area in (blekinge, small.sweden)]
    )
    assert sorted(tree.descendant_pairs([small.county])) == sorted(
        [(small.county.pk, small.lessebo.pk), (small.county.pk, small.hovmantorp.pk)]
    )


def test_a_municipality_that_changes_local_police_area_is_right_before_and_after():
    small = make_small_sweden()
    vaxjo = AreaFactory(
        kind=Kind.LOCAL_POLICE_AREA, code="syd-vaxjo", name="Växjö", parent=small.police_area
    )
    AreaParent.objects.filter(child=small.lessebo, parent=small.nybro).update(valid_to=DAY_BEFORE)
    LinkFactory(child=small.lessebo, parent=vaxjo, valid_from=CHANGE)

    assert names(tree.descendants([small.nybro], DAY_BEFORE)) == ["Hovmantorp", "Lessebo"]
    assert names(tree.descendants([vaxjo], DAY_BEFORE)) == []
    assert names(tree.descendants([small.nybro], CHANGE)) == []
    assert names(tree.descendants([vaxjo], CHANGE)) == ["Hovmantorp", "Lessebo"]
    assert "Nybro" in names(tree.ancestors([small.hovmantorp], DAY_BEFORE))
    assert "Växjö" in names(tree.ancestors([small.hovmantorp], CHANGE))


def test_an_area_that_has_ended_is_not_on_the_way():
    small = make_small_sweden()
    Area.objects.filter(pk=small.nybro.pk).update(valid_to=DAY_BEFORE)

    assert "Nybro" in names(tree.ancestors([small.lessebo], DAY_BEFORE))
    assert "Nybro" not in names(tree.ancestors([small.lessebo], CHANGE))
    assert "Kalmar-Kronoberg" not in names(tree.ancestors([small.lessebo], CHANGE))


def test_a_circle_of_links_comes_to_an_end():
    first, second = AreaFactory(name="A"), AreaFactory(name="B")
    LinkFactory(child=first, parent=second)
    LinkFactory(child=second, parent=first)

    assert names(tree.ancestors([first])) == ["B"]
    assert names(tree.descendants([first])) == ["B"]


class AnyTree(TestCase):
    """What the query finds is what a walk through the same links in Python finds."""

    @given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
    def test_walks_as_python_does(self, drawn):
        areas = [AreaFactory(kind=Kind.PLACE, code=str(number)) for number in range(8)]
        links = {(child, parent) for child, parent in drawn if child != parent}
        for child, parent in links:
            LinkFactory(child=areas[child], parent=areas[parent])
        for start in range(8):
            found: set[int] = set()
            waiting = [start]
            while waiting:
                here = waiting.pop()
                above = {parent for child, parent in links if child == here} - found
                found |= above
                waiting += above
            expected = {areas[number].pk for number in found - {start}}
            assert {area.pk for area in tree.ancestors([areas[start]])} == expected
