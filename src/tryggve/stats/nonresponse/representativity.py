"""How like those drawn those who answered are: the R-indicator and its parts.

R = 1 - 2 S with S the standard deviation of the response propensities rho in the population: 1 if
everybody is as likely to answer, 0 at the worst (Schouten, Cobben and Bethlehem 2009). It says
nothing of what the predictors leave out, and R of different predictors cannot be compared.

S^2 is estimated by sum(d (rho - mean)^2) / sum(d), which is too large since rho is estimated. With
z_k = rho_k (1 - rho_k) x_k and C the covariance of the coefficients given the sample,

    bias   = tr(C B) - V(mean),    B the weighted covariance matrix of z, V the design variance
    V(S^2) = 4 a' C a + 2 tr(B C B C) + V(mean of (rho - mean)^2),    a that of z and rho
    se(R)  = sqrt(V(S^2)) / S

(Shlomo, Skinner and Schouten 2012, for any design. They leave B uncentred in the bias, and so take
away one coefficient too many: the intercept moves the mean and no propensity from it. C there is
that of the logistic model, here A^-1 sum(d^2 rho (1 - rho) x x') A^-1, since weights differ.)
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg

from tryggve.stats.drivers.predictors import Category
from tryggve.stats.estimation import estimate
from tryggve.stats.nonresponse.propensity import Propensities
from tryggve.stats.sample import Floats
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

HALF = 0.5  # the largest standard deviation of a share: that of 50 percent


@dataclass(frozen=True)
class Representativity:
    """`spread`: S^2 after correction, at least 0; `uncorrected`: before. `mean`: of the
    propensities. `variance`: V(S^2)."""

    spread: float
    uncorrected: float
    mean: float
    variance: float

    @property
    def value(self) -> float:
        """R."""
        return float(1 - 2 * np.sqrt(self.spread))

    @property
    def standard_error(self) -> float:
        """Of R; NaN where no variation is left after the correction."""
        return float(np.sqrt(self.variance / self.spread)) if self.spread > 0 else float("nan")

    def maximal_bias(self, deviation: float = HALF) -> float:
        """The most that the mean of those who answered can be off by: S S_y / mean.

        `deviation`: S_y of the answer; as it is not known of all, 0.5 for any share. Schouten,
        Cobben and Bethlehem 2009: it is reached if the answer and the propensity go
        together entirely.
        """
        return float(np.sqrt(self.spread) * deviation / self.mean)


@dataclass(frozen=True)
class Partial:
    """How much of the variation of propensities lies between the categories of a variable.

    `value`: P_u, the standard deviation of the categories' means, after the correction of R;
    `uncorrected`. `of_category` (L,): sqrt(N_l / N) (mean_l - mean), uncorrected, below 0 for those
    who answer too seldom.
    """

    name: str
    labels: tuple[str, ...]
    value: float
    uncorrected: float
    of_category: Floats


def representativity(found: Propensities) -> Representativity:
    """R with its bias correction and its standard error."""
    weight, rho, x = found.sample.weight, found.value, found.fit.design.x
    total, mean = weight.sum(), np.average(rho, weights=weight)
    apart = rho - mean
    spread = float(weight @ apart**2 / total)

    response = rho * (1 - rho)
    inverse = linalg.inv((x * (weight * response)[:, None]).T @ x)
    chance = inverse @ ((x * (weight**2 * response)[:, None]).T @ x) @ inverse
    slope = response[:, None] * x
    slope -= weight @ slope / total
    among = (slope * weight[:, None]).T @ slope / total
    along = slope.T @ (weight * apart) / total

    whole = np.zeros(found.sample.size, dtype=np.int64)
    (drawn,) = estimate(found.sample, np.stack([rho, apart**2], axis=1), [whole])
    of_mean, of_square = drawn.variance[0]
    bias = np.trace(chance @ among) - of_mean
    product = among @ chance
    variance = 4 * along @ chance @ along + 2 * np.trace(product @ product) + of_square
    return Representativity(max(spread - float(bias), 0.0), spread, float(mean), float(variance))


def partial(found: Propensities, variable: Category) -> Partial:
    """The unconditional partial R-indicator of a variable (Schouten, Shlomo and Skinner 2011).

    `variable`: codes (n,) of the whole gross sample; it may be one that is not in the model.
    InputError where somebody in scope has no category.
    """
    codes = variable.codes[found.rows]
    if (codes < 0).any():
        raise refuse(
            say("The value is missing for a person in scope."),
            say("Give it, or make a category of those of whom it is not known."),
            row=int(found.rows[np.argmax(codes < 0)]) + 2,
            field=variable.name,
        )
    weight, labels = found.sample.weight, len(variable.labels)
    whole = representativity(found)
    part = np.bincount(codes, weight, labels) / weight.sum()
    above = np.bincount(codes, weight * (found.value - whole.mean), labels) / weight.sum()
    signed = np.divide(above, np.sqrt(part), out=np.zeros(labels), where=part > 0)
    uncorrected = float(np.sqrt((signed**2).sum()))
    kept = whole.spread / whole.uncorrected if whole.uncorrected > 0 else 0.0
    return Partial(
        variable.name, variable.labels, float(uncorrected * np.sqrt(kept)), uncorrected, signed
    )
