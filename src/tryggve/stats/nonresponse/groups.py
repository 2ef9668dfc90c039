"""Response homogeneity groups: within a group, those who answered stand for those who did not.

A respondent of group g has the weight

    w = d * (sum of d in scope in g) / (sum of d of respondents in g)

(Särndal, Swensson and Wretman 1992, 15.6, with weighted response rates). Persons out of scope are
taken away: nobody stands for them. Of those of unknown eligibility the stated share is in scope.
Groups with few respondents are joined by the rule of `tryggve.stats.calibration.collapse`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tryggve.stats.calibration.collapse import Joined, collapse
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.nonresponse.gross import Gross
from tryggve.stats.sample import Floats, Integers, Lonely, Sample, stratified_sample, sums_by
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

LEAST = 20  # respondents in a group


@dataclass(frozen=True)
class Adjusted:
    """r respondents in G groups.

    `rows` (r,): their rows in the gross sample. `weight`, `group` (r,). `in_scope`, `answered`
    (G,): the sums of d. `labels` (G,); `joined`: which groups became one. `eligible`: e.
    """

    rows: Integers
    weight: Floats
    group: Integers
    in_scope: Floats
    answered: Floats
    labels: tuple[str, ...]
    joined: tuple[Joined, ...]
    eligible: float

    @property
    def factor(self) -> Floats:
        """(G,) what the design's weights were multiplied by: one over the response rate."""
        return self.in_scope / self.answered


def adjust(
    gross: Gross,
    group: Integers | None = None,
    *,
    eligible: float,
    least: int = LEAST,
    keys: Sequence[tuple[str, ...]] | None = None,
) -> Adjusted:
    """The respondents with weights adjusted within groups.

    `group` (n,): codes 0 to G - 1, any code for those out of scope; None: the strata. `eligible`:
    the share of those of unknown eligibility that is taken to be in scope; 1 leaves them all as
    nonresponse. `keys`: for each group its values of the variables that make it, the outermost
    first, so that groups are joined within it; None: neighbours in order. InputError for rows in
    scope without a group, and where nobody answered.
    """
    codes = gross.stratum if group is None else group
    scope = gross.in_scope(eligible)
    _check(codes, scope, gross.size)
    rows = np.flatnonzero(gross.dispositions.answered)
    if len(rows) == 0:
        raise refuse(say("Nobody answered."), field="disposition")
    margin, of_groups = _margin(codes, scope, rows, keys)
    collapsed = collapse(margin, of_groups, least=max(least, 1))
    of, in_scope = collapsed.margin.codes, collapsed.margin.totals
    design = gross.weight[rows]
    answered = sums_by(of, design, len(in_scope))
    return Adjusted(
        rows=rows,
        weight=design * (in_scope / answered)[of],
        group=of,
        in_scope=in_scope,
        answered=answered,
        labels=collapsed.margin.labels,
        joined=collapsed.joined,
        eligible=eligible,
    )


def respondents(gross: Gross, adjusted: Adjusted, *, lonely: Lonely = Lonely.ERROR) -> Sample:
    """The adjusted respondents as every estimator wants them, in the strata of the design.

    The finite population is the number in scope. Where the groups are the strata, V is that of
    respondents as a simple random sample of those in scope; the chance in how many are in scope is
    left out (`tryggve.stats.nonresponse.two_phase` has it). Where they are not, V is a little too
    large, as if the groups explained nothing. InputError for a stratum in which a single person
    answered, unless `lonely` says what is done with it.
    """
    stratum = gross.stratum[adjusted.rows]
    population = gross.in_scope_of_stratum(adjusted.eligible)[: int(stratum.max()) + 1]
    return stratified_sample(
        stratum=stratum, population=population, weight=adjusted.weight, lonely=lonely
    )


def _margin(
    codes: Integers, scope: Floats, rows: Integers, keys: Sequence[tuple[str, ...]] | None
) -> tuple[Margin, Sequence[tuple[str, ...]]]:
    """The groups that hold somebody in scope as classes of the respondents, and their keys."""
    inside = scope > 0
    present = np.unique(codes[inside])
    if keys is not None and len(keys) <= present[-1]:
        raise refuse(
            say("There are {a} groups but {b} keys.", a=int(present[-1]) + 1, b=len(keys)),
            say("Give each group its key."),
            field="keys",
        )
    chosen = [(str(g),) if keys is None else keys[g] for g in present]
    totals = sums_by(np.searchsorted(present, codes[inside]), scope[inside], len(present))
    labels = tuple(", ".join(key) for key in chosen)
    return Margin("group", np.searchsorted(present, codes[rows]), totals, labels), chosen


def _check(codes: Integers, scope: Floats, size: int) -> None:
    if len(codes) != size:
        raise refuse(
            say("The column has {a} values, the strata {b}.", a=len(codes), b=size),
            say("Give one value for each person drawn."),
            field="group",
        )
    lost = np.flatnonzero((codes < 0) & (scope > 0))
    if len(lost):
        raise InputError(
            Problem(
                say("The group is missing."),
                say("Give everybody in scope a group."),
                row=int(row) + 2,
                field="group",
            )
            for row in lost[:100]
        )
