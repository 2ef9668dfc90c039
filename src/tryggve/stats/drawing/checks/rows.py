"""Checks that need no chance: of the rows of a drawn sample, and of their number."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tryggve.stats.drawing.allocation import Allocation
from tryggve.stats.drawing.checks.known import Known
from tryggve.stats.drawing.checks.report import Check, Finding, Severity
from tryggve.stats.sample import Integers
from tryggve.stats.tabulation.microdata import codes_of
from tryggve.wording.text import say, say_many

NEEDED = ("who", "stratum", "sex", "birth_date")
OPTIONAL = ("area",)
MANY_MISSING = 0.01  # of the rows: from here on a sample is not used
FEW_LACKING = 0.02  # of a stratum: those of protected identity may have been left out


def check_duplicates(sample: pl.DataFrame) -> Finding:
    """Anybody who stands twice stops, by the column `who`."""
    again = len(sample) - sample["who"].null_count() - sample["who"].drop_nulls().n_unique()
    if not again:
        return Finding(Check.DUPLICATES, Severity.FINE, say("Everybody stands once."))
    return Finding(
        Check.DUPLICATES,
        Severity.STOP,
        say_many(
            "{count} row is of somebody who stands there already.",
            "{count} rows are of people who stand there already.",
            again,
        ),
        say("See whether a file was sent or read twice, and draw again."),
    )


def check_missing(sample: pl.DataFrame) -> Finding:
    """A row without person or stratum stops, and a column that one row of a hundred lacks."""
    columns = [name for name in (*NEEDED, *OPTIONAL) if name in sample.columns]
    lacking = {name: sample[name].null_count() for name in columns}
    worst = max(lacking, key=lambda name: lacking[name])
    if not lacking[worst]:
        return Finding(Check.MISSING, Severity.FINE, say("No value is missing."))
    is_grave = lacking["who"] or lacking["stratum"] or lacking[worst] >= MANY_MISSING * len(sample)
    return Finding(
        Check.MISSING,
        Severity.STOP if is_grave else Severity.LOOK,
        say("Values are missing: {counts}.", counts=_numbered(lacking)),
        say("Ask whoever drew the sample for what is missing."),
    )


def check_stratum(codes: Integers) -> Finding:
    """`codes` (n,): the place in the allocation of each row, -1 for a stratum that is not there."""
    outside = int((codes < 0).sum())
    if not outside:
        return Finding(Check.STRATUM, Severity.FINE, say("Every stratum is one of the allocation."))
    return Finding(
        Check.STRATUM,
        Severity.STOP,
        say_many(
            "{count} row has a stratum that is not in the allocation, or none.",
            "{count} rows have a stratum that is not in the allocation, or none.",
            outside,
        ),
        say("See whether the sample was drawn by this allocation."),
    )


def check_categories(people: pl.DataFrame, known: Known) -> Finding:
    """Values of columns that are counted, but not among those of the counts. They are not told:
    whatever stands there may be of a person."""
    unknown: dict[str, int] = {
        name: int((codes_of(people[name], known.margins[name].categories) < 0).sum())
        - int(people[name].null_count())
        for name in ("sex", "area")
        if name in known.margins and name in people.columns
    }
    if not any(unknown.values()):
        what = say("The counts have every value of the sample.")
        return Finding(Check.CATEGORIES, Severity.FINE, what)
    return Finding(
        Check.CATEGORIES,
        Severity.STOP,
        say(
            "The sample has values that the counts do not have: {counts}.",
            counts=_numbered(unknown),
        ),
        say("Write sex and area alike in both, and see that both are of the same areas."),
    )


def check_allocation(codes: Integers, allocation: Allocation) -> Finding:
    """A few fewer than allocated may be people whose identity is protected; anything else stops.

    `codes` (n,): as in `check_stratum`.
    """
    names, wanted = allocation.strata.names, allocation.drawn
    drawn = np.bincount(codes[codes >= 0], minlength=len(names))
    other = drawn != wanted
    if not other.any():
        return Finding(Check.ALLOCATION, Severity.FINE, say("As many are drawn as allocated."))
    worst = int(np.argmax(np.abs(drawn - wanted) / np.maximum(wanted, 1)))
    few_lack = (drawn <= wanted) & (wanted - drawn <= FEW_LACKING * wanted)
    return Finding(
        Check.ALLOCATION,
        Severity.LOOK if few_lack.all() else Severity.STOP,
        say_many(
            "In {count} stratum another number is drawn than allocated. "
            "Most so in {stratum}: {drawn} for {wanted}.",
            "In {count} strata another number is drawn than allocated. "
            "Most so in {stratum}: {drawn} for {wanted}.",
            int(other.sum()),
            stratum=names[worst],
            drawn=int(drawn[worst]),
            wanted=int(wanted[worst]),
        ),
        say("Find out why before the weights are made: they are people over drawn."),
        _named(names, other),
    )


def check_population(allocation: Allocation, known: Known) -> Finding:
    """Strata whose size in the frame or the counts is another than in the allocation."""
    names, planned = allocation.strata.names, allocation.strata.population
    other = known.population != planned
    if not other.any():
        what = say("The counts are those of the allocation.")
        return Finding(Check.POPULATION, Severity.FINE, what)
    worst = int(np.argmax(np.abs(known.population - planned) / planned))
    has_room = (known.population >= allocation.drawn).all()
    return Finding(
        Check.POPULATION,
        Severity.LOOK if has_room else Severity.STOP,
        say_many(
            "In {count} stratum the counts have another number of people than the allocation. "
            "Most so in {stratum}: {people} for {planned}.",
            "In {count} strata the counts have another number of people than the allocation. "
            "Most so in {stratum}: {people} for {planned}.",
            int(other.sum()),
            stratum=names[worst],
            people=int(known.population[worst]),
            planned=int(planned[worst]),
        ),
        say("Use counts of the day the sample was drawn, for these checks and for the weights."),
        _named(names, other),
    )


def check_ages(people: pl.DataFrame, codes: Integers, known: Known) -> Finding:
    """`people`: as `tryggve.stats.drawing.checks.ages.with_ages`; `codes` (n,): as `check_stratum`.

    Ages that were taken on another day show as people outside the range, who are inside it on that
    day.
    """
    years, ages = people["years"], known.ages
    low, high = int((years < ages.least).sum()), int((years > ages.most).sum())
    if not low + high:
        return Finding(Check.AGE_RANGE, Severity.FINE, say("Everybody is of the right age."))
    outside = ((years < ages.least) | (years > ages.most)).fill_null(False).to_numpy()
    other_day = ages.other_day(people["birth_date"])
    return Finding(
        Check.AGE_RANGE,
        Severity.STOP,
        say(
            "On {day} {low} are below {least} years and {high} above {most}.",
            day=ages.on,
            low=low,
            high=high,
            least=ages.least,
            most=ages.most,
        ),
        say("See how the ages were made, and draw again.")
        if other_day is None
        else say(
            "On {day} everybody is of the right age: see on which day the ages were taken.",
            day=other_day,
        ),
        _named(known.names, np.isin(np.arange(len(known.names)), codes[outside])),
    )


def _numbered(numbers: dict[str, int]) -> str:
    """`sex 3, area 12`: the columns as they are called, and how many rows each."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items() if number)


def _named(names: tuple[str, ...], chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(name for name, is_chosen in zip(names, chosen, strict=True) if is_chosen)
