"""Modelled population: municipal totals and the shares of the county are both kept."""

import numpy as np
import pytest

from tryggve.geography import population, reference
from tryggve.stats.raking import Margin, rake
from tryggve.stats.rounding import round_rows
from tryggve.wording.text import speaking


def test_what_there_is_to_fit() -> None:
    kronoberg = population.county_to_fit("07")
    assert kronoberg.municipality_codes == tuple(
        code for code in reference.municipalities() if code.startswith("07")
    )
    assert kronoberg.seed.shape == (8, 2, 101)
    assert (kronoberg.seed == 1).all()
    assert kronoberg.municipal_totals.sum() == 203_445
    assert kronoberg.sex_by_age.shape == (2, 101)
    assert kronoberg.sex_by_age.sum() == pytest.approx(203_445)


def test_every_municipality_is_in_one_county() -> None:
    codes = [code for part in population.counties_to_fit() for code in part.municipality_codes]
    assert codes == list(reference.municipalities())


@pytest.mark.parametrize("county", reference.counties())
def test_raked_and_rounded(county: str) -> None:
    part = population.county_to_fit(county)
    raked = rake(
        part.seed,
        [
            Margin("municipality", (0,), part.municipal_totals),
            Margin("sex by age", (1, 2), part.sex_by_age),
        ],
    )
    assert raked.table.sum(axis=(1, 2)) == pytest.approx(part.municipal_totals, rel=1e-8)
    structure = reference.county_population()
    counted = structure.counts[structure.county_codes.index(county)]
    shares = raked.table.sum(axis=0) / raked.table.sum()
    assert shares == pytest.approx(counted / counted.sum(), rel=1e-8)

    whole = round_rows(raked.table)
    assert whole.sum(axis=(1, 2)).tolist() == [
        reference.municipalities()[code].population for code in part.municipality_codes
    ]
    assert np.abs(whole - raked.table).max() <= 1


def test_an_unknown_county() -> None:
    with pytest.raises(KeyError, match="02"):
        population.county_to_fit("02")


def test_it_is_told_that_it_is_modelled() -> None:
    with speaking("en"):
        assert str(population.MODELLED) == (
            "Modelled, not counted: the population of the municipality in a recent year that the "
            "source does not state, with the sexes and ages of its county in 2015."
        )
