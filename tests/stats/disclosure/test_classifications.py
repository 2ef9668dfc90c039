"""Groups and the finest codes they are made of."""

import numpy as np
import pytest

from tryggve.stats.disclosure.classifications import ALL, Classification, apart, nested
from tryggve.wording.problems import InputError


def test_an_area_is_made_of_those_in_it() -> None:
    area = nested("area", {"Söder": "Stad", "Norr": "Stad", "Stad": "Län", "Landet": "Län"})
    assert area.groups == {
        "Söder": {"Söder"},
        "Norr": {"Norr"},
        "Landet": {"Landet"},
        "Stad": {"Söder", "Norr"},
        "Län": {"Söder", "Norr", "Landet"},
    }


def test_an_area_with_a_rest_is_more_than_those_in_it() -> None:
    area = nested("area", {"Söder": "Stad"}, with_rest=["Stad"])
    assert area.groups["Stad"] == {"Söder", "Stad"}


def test_what_no_asked_code_tells_apart_is_one_atom() -> None:
    area = nested("area", {"Söder": "Stad", "Norr": "Stad", "Landet": "Län", "Stad": "Län"})
    members, atoms = area.members(["Stad", "Landet", ALL])
    assert atoms == 2
    assert sorted(members[2]) == [0, 1]
    assert len(members[0]) == len(members[1]) == 1


def test_groups_may_overlap() -> None:
    age = Classification(
        "age", {"16-24": frozenset({"16-19", "20-24"}), "20-29": frozenset({"20-24", "25-29"})}
    )
    members, atoms = age.members(["16-24", "20-29"])
    assert atoms == 3
    assert np.intersect1d(*members).size == 1


def test_areas_in_a_ring_are_refused() -> None:
    with pytest.raises(InputError, match="Norr"):
        nested("area", {"Norr": "Stad", "Stad": "Norr"})
    with pytest.raises(InputError, match="sig självt"):
        nested("area", {"Söder": "Norr", "Norr": "Stad", "Stad": "Norr"})


def test_unknown_codes_are_named() -> None:
    with pytest.raises(InputError, match="fält kind: arson"):
        apart("kind", ["theft"]).members(["theft", "arson"])
    with pytest.raises(InputError, match="Öster"):
        nested("area", {"Söder": "Stad"}, with_rest=["Öster"])
