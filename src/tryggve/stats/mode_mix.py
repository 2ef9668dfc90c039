"""Change retold at a fixed mix of web and paper.

More answer on the web each year, and the web may draw other people and other answers. Both rounds
are therefore also told as if the same share had answered in each way: the share within each mode,
weighed together by the mean of the two rounds' mixes (direct standardisation). What is left is the
change that the shift between modes does not make. It is no correction for what the mode itself does
to an answer.
"""

from dataclasses import dataclass

import numpy as np

from tryggve.stats.cells import gather
from tryggve.stats.comparison import Change, Rule, change_of_shares
from tryggve.stats.contrasts import freedom_in
from tryggve.stats.estimation import Estimates
from tryggve.stats.sample import Floats, Integers, Sample, sums_by
from tryggve.stats.variance import Linear, structure_of, variances

LEAST_IN_MODE = 10  # answers in every mode of the mix, else nothing is said


@dataclass(frozen=True)
class ModeAnswers:
    """One round: answers (n, J) with NaN, domain (n,) and mode (n,) of each respondent as codes,
    -1 for none and for unknown."""

    sample: Sample
    answers: Floats
    domain: Integers
    mode: Integers

    def codes(self, modes: int) -> Integers:
        """(n,) one code for domain and mode, -1 where one of them is not known."""
        known = (self.domain >= 0) & (self.mode >= 0)
        return np.where(known, self.domain * modes + self.mode, -1)


def change_at_fixed_mix(
    before: ModeAnswers,
    after: ModeAnswers,
    *,
    domains: int,
    modes: int,
    rule: Rule | None = None,
) -> Change:
    """The change of shares with both rounds at the mean mix of each domain."""
    mix = (mode_mix(before, domains, modes) + mode_mix(after, domains, modes)) / 2
    return change_of_shares(at_mix(before, mix), at_mix(after, mix), rule=rule)


def mode_mix(given: ModeAnswers, domains: int, modes: int) -> Floats:
    """(D, M) the weighted share of each mode among the respondents of each domain."""
    known = given.codes(modes) >= 0
    weight = given.sample.weight[known]
    counts = sums_by(given.codes(modes)[known], weight, domains * modes).reshape(domains, modes)
    with np.errstate(invalid="ignore"):
        mix: Floats = counts / counts.sum(axis=1, keepdims=True)
    return mix


def at_mix(given: ModeAnswers, mix: Floats) -> Estimates:
    """Means (shares) of each domain: the sum over modes of mix (D, M) times the mean in the mode.

    The mix is taken as given. Linearized: z = mix (y - mean in the mode) / size of the mode, so
    that the covariance of the modes in calibrated samples is counted. NaN where a mode of the mix
    has fewer than ten answers. The variance of a simple random sample is not given.
    """
    domains, modes = mix.shape
    codes = given.codes(modes)
    known = codes >= 0
    answered = known[:, None] & ~np.isnan(given.answers)
    weight = answered * given.sample.weight[:, None]
    y = np.where(answered, given.answers, 0.0)
    answers, size, total = (
        _by_mode(codes, part, domains * modes)
        for part in (answered.astype(float), weight, weight * y)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / size
        scale = mix.reshape(-1, 1) / size
        linearized = np.where(answered, scale[codes] * (y - mean[codes]), np.nan)
    shape = (domains, modes, y.shape[1])
    of_mix = (mix > 0)[:, :, None]
    few = (of_mix & (answers.reshape(shape) < LEAST_IN_MODE)).any(axis=1) | ~of_mix.any(axis=1)
    parts = np.where(of_mix, mix[:, :, None] * mean.reshape(shape), 0.0)

    domain = np.where(known, given.domain, -1)
    return Estimates(
        value=np.where(few, np.nan, parts.sum(axis=1)),
        variance=np.where(few, np.nan, _variances(given.sample, linearized, domain, domains)),
        answers=answers.reshape(shape).sum(axis=1).astype(np.int64),
        size=size.reshape(shape).sum(axis=1),
        freedom=freedom_in(given.sample, domain, domains),
        simple=np.full((domains, shape[2]), np.nan),
    )


def _by_mode(codes: Integers, values: Floats, number: int) -> Floats:
    inside = codes >= 0
    return np.stack([sums_by(codes[inside], column[inside], number) for column in values.T], axis=1)


def _variances(sample: Sample, linearized: Floats, domain: Integers, domains: int) -> Floats:
    """(D, J) variances of the weighted totals of z (n, J), NaN where not answered."""
    cells, (codes,) = gather(sample, linearized, [domain])
    shape = (domains, linearized.shape[1])
    return variances(structure_of(sample, cells), codes, Linear(np.ones(shape), np.zeros(shape)))
