"""Rates that were counted by hand; see the table in `made`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.nonresponse.made import STRATUM, small
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import gross_sample
from tryggve.stats.nonresponse.outcomes import ORDER
from tryggve.stats.nonresponse.rates import (
    DEFINITIONS,
    Base,
    RateName,
    Tally,
    proportional_allocation,
    rates,
    tally,
)
from tryggve.wording.problems import InputError
from tryggve.wording.text import say


def test_all_rates_by_hand() -> None:
    """I 7, P 2, R 2, NC 1, O 0, U 4 of which 1 returned, NE 2; e = 12/14 stated as 0.75."""
    found = rates(tally(small(), is_weighted=False), eligible=0.75)
    expected = {
        "RR1": 7 / 16, "RR2": 9 / 16, "RR3": 7 / 15, "RR4": 9 / 15, "RR5": 7 / 12, "RR6": 9 / 12,
        "COOP1": 7 / 11, "COOP2": 9 / 11, "COOP3": 7 / 11, "COOP4": 9 / 11,
        "REF1": 2 / 16, "REF2": 2 / 15, "REF3": 2 / 12,
        "CON1": 11 / 16, "CON2": 11 / 15, "CON3": 11 / 12,
        "police": 9 / 15,
    }  # fmt: skip
    assert {name.value: rate.value.tolist() for name, rate in found.items()} == {
        name: [value] for name, value in expected.items()
    }


def test_those_who_could_not_answer_are_reached_but_not_able() -> None:
    gross = gross_sample(
        stratum=[0] * 4,
        population=[4],
        dispositions=dispositions(["complete", "refusal", "other", "non_contact"]),
    )
    found = rates(tally(gross, is_weighted=False), eligible=1)
    assert found[RateName.COOP1].value.tolist() == [1 / 3]
    assert found[RateName.COOP3].value.tolist() == [1 / 2]
    assert found[RateName.CON1].value.tolist() == [3 / 4]


def test_weighted_and_by_stratum() -> None:
    gross = small()
    weighted = rates(tally(gross, is_weighted=True), eligible=1)
    assert weighted[RateName.RR1].value.tolist() == [550 / 1250]
    assert weighted[RateName.RR2].value.tolist() == [700 / 1250]
    assert weighted[RateName.POLICE].value.tolist() == [700 / 1150]
    by_stratum = rates(tally(gross, np.array(STRATUM), is_weighted=False), eligible=1)
    assert by_stratum[RateName.RR2].value.tolist() == [5 / 9, 4 / 7]
    assert by_stratum[RateName.POLICE].value.tolist() == [5 / 8, 4 / 7]


def test_the_share_in_scope_is_had_from_those_known() -> None:
    gross = small()
    counted = tally(gross, np.array(STRATUM), is_weighted=False)
    assert proportional_allocation(counted).tolist() == [7 / 8, 5 / 6]
    found = rates(counted, eligible=proportional_allocation(counted))
    assert found[RateName.RR3].value.tolist() == [4 / (7 + 2 * 7 / 8), 3 / (5 + 2 * 5 / 6)]
    assert found[RateName.RR3].eligible.tolist() == [7 / 8, 5 / 6]


def test_every_rate_names_its_denominator() -> None:
    found = rates(tally(small(), is_weighted=False), eligible=1)
    assert found[RateName.RR1].base.words == say(
        "all who were drawn but those known to be out of scope"
    )
    assert len({str(base.words) for base in Base}) == len(Base)
    assert set(found) == set(RateName) == set(DEFINITIONS)
    assert RateName.RR2.words == "RR2"
    assert RateName.POLICE.words == say("The police's own rate")


def test_a_domain_of_which_nothing_is_known_has_no_rate() -> None:
    gross = gross_sample(
        stratum=[0, 0], population=[9], dispositions=dispositions(["deceased", "no_reply"])
    )
    counted = tally(gross, np.array([0, 1]), is_weighted=False)
    assert np.isnan(proportional_allocation(counted)).tolist() == [False, True]
    found = rates(counted, eligible=proportional_allocation(counted))
    assert np.isnan(found[RateName.RR1].value).tolist() == [True, False]
    assert np.isnan(found[RateName.RR3].value).tolist() == [True, True]


def test_persons_outside_every_domain_are_not_counted() -> None:
    counted = tally(small(), np.where(np.array(STRATUM) == 1, 0, -1), is_weighted=False)
    assert counted.count.sum() == 8


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        tally(small(), np.array([0, 1]), is_weighted=False)
    assert [each.field for each in caught.value.problems] == ["domain"]


@pytest.mark.parametrize("share", [-0.1, 1.2])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(InputError):
        rates(tally(small(), is_weighted=False), eligible=share)


@given(
    st.lists(st.integers(0, 50), min_size=len(ORDER), max_size=len(ORDER)),
    st.floats(0, 1),
)
def test_rates_are_ordered_and_between_0_and_1(counts: list[int], share: float) -> None:
    found = rates(Tally(np.array([counts], dtype=float)), eligible=share)
    value = {name: rate.value[0] for name, rate in found.items()}
    known = [each for each in value.values() if not np.isnan(each)]
    assert all(0 <= each <= 1 for each in known)
    for low, middle, high in (("RR1", "RR3", "RR5"), ("RR2", "RR4", "RR6")):
        three = [value[RateName(name)] for name in (low, middle, high)]
        if not np.isnan(three).any():
            assert three[0] <= three[1] + 1e-12
            assert three[1] <= three[2] + 1e-12
    if not np.isnan(value[RateName.POLICE]):
        assert value[RateName.POLICE] >= value[RateName.RR2]
