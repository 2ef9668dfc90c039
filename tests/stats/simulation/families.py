"""False findings between two rounds in which nobody changed but those who answer."""

import numpy as np
from scipy import stats

from tests.stats.made_samples import row
from tests.stats.simulation.silence import response
from tryggve.stats.comparison import Outcome, change_of_shares
from tryggve.stats.estimation import Estimates

SHARES = np.linspace(0.02, 0.5, 37)
CORRELATION = 0.3  # of the answers of one person, on the latent scale


def with_findings(
    rng: np.random.Generator, before: float, after: float, *, drawn: int, families: int
) -> float:
    """The part of the families of 37 indicators in which any is told to have changed.

    `before`, `after`: the odds ratio of answering, for one standard deviation more of what the
    answers of a person have in common. The same people would say yes in both rounds.
    """
    found = 0
    for _ in range(families):
        change = change_of_shares(*(_round(rng, odds, drawn) for odds in (before, after)))
        found += bool((change.outcome != Outcome.NO_CERTAIN_CHANGE).any())
    return found / families


def _round(rng: np.random.Generator, odds: float, drawn: int) -> Estimates:
    person = rng.standard_normal(drawn)
    kept = person[rng.random(drawn) < response(person, odds)][:, None]
    noise = rng.standard_normal((len(kept), len(SHARES)))
    latent = np.sqrt(CORRELATION) * kept + np.sqrt(1 - CORRELATION) * noise
    yes = (latent > stats.norm.ppf(1 - SHARES)).sum(axis=0)
    return row(yes.tolist(), len(kept))
