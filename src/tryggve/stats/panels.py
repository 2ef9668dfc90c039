"""The covariance of two rounds in which some of the same people answered.

In a stratum of N units, of which n1 and n2 were in the samples and m in both, the weighted sums of
two linearized variables have the covariance estimate

    m (1 - n1 n2 / (N m)) s_12,

s_12 the sample covariance, among those in both, of the two weighted residuals (Tam 1984; Qualité
and Tillé 2008, for simple random samples without replacement). For the same sample
twice it is the variance formula of `tryggve.stats.variance`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tryggve.stats.contrasts import means
from tryggve.stats.quadratic import Form, form_of, of_units
from tryggve.stats.sample import Floats, Integers, Sample
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


@dataclass(frozen=True)
class Wave:
    """One round of a panel: its sample, answers (n, J) with NaN, the domain (n,) of each
    respondent (-1 for none), and who it is (n,): for cluster samples, which cluster."""

    sample: Sample
    answers: Floats
    domain: Integers
    who: NDArray[np.generic]


@dataclass(frozen=True)
class Overlap:
    """The m units of a stratum of each round that are in both: their numbers in either (m,), and
    the correction for the finite population."""

    before: Integers
    after: Integers
    correction: float


def panel_covariance(before: Wave, after: Wave) -> Floats:
    """(D, J) the covariance of the means (shares) of each domain in the two rounds.

    The strata are coded alike in both. Units whose stratum changed are a group of their own
    without finite population correction; a group of one unit tells nothing and counts as zero.
    InputError where a unit stands twice in a round.
    """
    shared = list(_overlaps(before, after))
    forms = form_of(before.sample), form_of(after.sample)
    domains = 1 + max(int(before.domain.max(initial=-1)), int(after.domain.max(initial=-1)))
    result = np.zeros((domains, before.answers.shape[1]))
    for domain in range(domains):
        first = _units(before, forms[0], domain)
        second = _units(after, forms[1], domain)
        for overlap in shared:
            one, two = first[overlap.before], second[overlap.after]
            number = len(one)
            covariance = ((one - one.mean(axis=0)) * two).sum(axis=0) / (number - 1)
            result[domain] += overlap.correction * number * covariance
    return result


def _units(wave: Wave, form: Form, domain: int) -> Floats:
    inside = np.where(wave.domain == domain, 0, -1)
    if not (inside == 0).any():
        return np.full((len(form.stratum), wave.answers.shape[1]), np.nan)
    return of_units(form, means(wave.sample, wave.answers, inside).linearized)


def _overlaps(before: Wave, after: Wave) -> Iterator[Overlap]:
    first, second = _names(before, "before"), _names(after, "after")
    _, in_first, in_second = np.intersect1d(first, second, return_indices=True)
    strata = before.sample.unit_stratum[in_first], after.sample.unit_stratum[in_second]
    pairs, group = np.unique(np.stack(strata), axis=1, return_inverse=True)
    for number, (one, two) in enumerate(pairs.T.tolist()):
        members = np.flatnonzero(group.ravel() == number)
        if len(members) < 2:
            continue
        correction = 1.0
        if one == two:
            # n1 n2 / (N m) with N = n1 / f1.
            drawn = after.sample.units[two] * before.sample.fraction[one]
            correction = 1 - float(drawn) / len(members)
        yield Overlap(in_first[members], in_second[members], correction)


def _names(wave: Wave, field: str) -> NDArray[np.generic]:
    """Who each drawn unit is."""
    names = wave.who
    if wave.sample.cluster is not None:
        names = names[np.unique(wave.sample.cluster, return_index=True)[1]]
    values, times = np.unique(names, return_counts=True)
    if (times > 1).any():
        raise InputError(
            Problem(
                say("{who} stands twice in the round.", who=str(name)),
                say("Keep one row for each, or leave the matching out."),
                field=field,
            )
            for name in values[times > 1][:100]
        )
    return names
