"""What the checks of a drawn sample found. No text of it tells of a person."""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from tryggve.wording.text import Text


class Severity(StrEnum):
    """What to do about a finding."""

    STOP = "stop"  # do not use the sample
    LOOK = "look"  # it may have its reason: find it
    FINE = "fine"
    UNTESTED = "untested"  # what the check needs was not given


class Check(StrEnum):
    """What is checked of a drawn sample."""

    DUPLICATES = "duplicates"
    MISSING = "missing"
    STRATUM = "stratum"
    CATEGORIES = "categories"
    ALLOCATION = "allocation"
    POPULATION = "population"
    AGE_RANGE = "age_range"
    SEX = "sex"
    AGE = "age"
    AREA = "area"


@dataclass(frozen=True)
class Finding:
    """What one check found, how to mend it, and in which strata."""

    check: Check
    severity: Severity
    what: Text
    mend: Text | str = ""
    strata: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """One finding of each check, in the order of `Check`; and all tests of chance.

    `tests`: a row for each stratum (empty: the whole sample) and category with `check`, `stratum`,
    `category`, `drawn` and `expected` (shares of the sample), `difference` (standardized),
    `p_value`, `adjusted` (Holm, over all tests) and `severity`.
    """

    findings: tuple[Finding, ...]
    tests: pl.DataFrame

    @property
    def severity(self) -> Severity:
        """The gravest of all checks that were made."""
        found = {finding.severity for finding in self.findings}
        grave = (each for each in (Severity.STOP, Severity.LOOK) if each in found)
        return next(grave, Severity.FINE)

    def of(self, check: Check) -> Finding:
        """What a check found."""
        return next(finding for finding in self.findings if finding.check is check)

    def alarms(self) -> dict[Check, Severity]:
        """The checks that found something to stop for or to look at."""
        return {
            finding.check: finding.severity
            for finding in self.findings
            if finding.severity in {Severity.STOP, Severity.LOOK}
        }
