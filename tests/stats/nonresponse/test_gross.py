import numpy as np
import pytest

from tests.stats.nonresponse.made import WORDS, small
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import gross_sample
from tryggve.wording.problems import InputError


def test_the_weight_is_the_frame_over_all_drawn() -> None:
    gross = small()
    assert gross.weight.tolist() == [100] * 10 + [50] * 8
    assert gross.drawn.tolist() == [10, 8]


def test_those_of_unknown_scope_count_by_the_stated_share() -> None:
    gross = small()
    assert gross.in_scope_of_stratum(1).tolist() == [900, 350]
    assert gross.in_scope_of_stratum(0.5).tolist() == [800, 300]
    assert gross.in_scope_of_stratum(0).tolist() == [700, 250]
    with pytest.raises(InputError):
        gross.in_scope(1.1)


def fields(**changes) -> list[tuple[str, int | None]]:
    given = {"stratum": [0, 0, 1], "population": [5, 5], "words": WORDS[:3]} | changes
    with pytest.raises(InputError) as caught:
        gross_sample(
            stratum=given["stratum"],
            population=given["population"],
            dispositions=dispositions(given["words"]),
        )
    return [(each.field, each.row) for each in caught.value.problems]


def test_what_cannot_be_is_named() -> None:
    assert fields(stratum=["north", "north", "south"]) == [("stratum", None)]
    assert fields(population=["5", "five"]) == [("population", None)]
    assert fields(stratum=[], words=[]) == [("stratum", None)]
    assert fields(words=WORDS[:2]) == [("disposition", None)]
    assert fields(stratum=[0, -1, np.nan]) == [("stratum", 3), ("stratum", 4)]
    assert fields(stratum=[0, 0.5, 2]) == [("stratum", 3), ("stratum", 4)]
    assert fields(population=[1, 5]) == [("population", None)]
    assert fields(population=[np.nan, np.inf]) == [("population", None)] * 2
    assert fields(population=[5, 5, 5]) == [("population", None)]


def test_an_empty_stratum_of_nobody_is_nothing() -> None:
    gross = gross_sample(
        stratum=[0, 0, 2], population=[5, 0, 5], dispositions=dispositions(WORDS[:3])
    )
    assert gross.weight.tolist() == [2.5, 2.5, 5]
