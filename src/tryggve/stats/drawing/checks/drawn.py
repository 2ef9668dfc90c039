"""Every check of a drawn sample, in one call."""

import polars as pl

from tryggve.stats.drawing.allocation import Allocation
from tryggve.stats.drawing.checks import rows
from tryggve.stats.drawing.checks.ages import with_ages
from tryggve.stats.drawing.checks.balance import SCHEMA, VARIABLES, balance, judged, told
from tryggve.stats.drawing.checks.known import Known, counted, prepared
from tryggve.stats.drawing.checks.report import Report
from tryggve.stats.sample import Integers
from tryggve.stats.tabulation.microdata import codes_of
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


def check_drawn(sample: pl.DataFrame, *, allocation: Allocation, known: Known) -> Report:
    """The report on a drawn gross sample, a row for each person.

    Columns: `who` (a pseudonym), `stratum` (its name in the allocation), `sex`, `birth_date`, and
    if there is any `area` (where they live). Values of `sex` and `area` are those of the counts
    in `known`. Of correct samples, at most 5 percent give any alarm by tests of chance, and at most
    0.1 percent are stopped by them: p-values are adjusted over the whole report. InputError where
    columns are missing, birth dates are no dates, or the counts are of other strata.
    """
    people = with_ages(prepared(sample, rows.NEEDED), known.ages)
    if known.names != allocation.strata.names:
        raise refuse(
            say("The counts are not of the strata of the allocation."),
            say("Give both the same strata in the same order."),
            field="stratum",
        )
    codes = codes_of(people["stratum"], list(known.names))
    tests = judged(_tests(people, codes, known))
    return Report(
        (
            rows.check_duplicates(people),
            rows.check_missing(people),
            rows.check_stratum(codes),
            rows.check_categories(people, known),
            rows.check_allocation(codes, allocation),
            rows.check_population(allocation, known),
            rows.check_ages(people, codes, known),
            *(told(check, tests.filter(pl.col("check") == check)) for check in VARIABLES),
        ),
        tests,
    )


def _tests(people: pl.DataFrame, codes: Integers, known: Known) -> pl.DataFrame:
    """Of everybody whose stratum and category are known; others are told by other checks."""
    found = [pl.DataFrame(schema=SCHEMA)]
    for check in VARIABLES:
        if check in known.margins and check in people.columns:
            margin = known.margins[check]
            shape = len(known.names), len(margin.categories)
            drawn = counted(codes, codes_of(people[check], margin.categories), shape)
            found.append(balance(check, known.names, drawn, margin))
    return pl.concat(found)
