"""500 bootstrap replicates of all 367,920 shares, poststratified anew in each.

CPU seconds on one core. The limit is what cannot be spared: every replicate's weights by every
answer and every base, one multiplication of matrices.
"""

import sys
import time
from collections.abc import Iterator

import numpy as np

from benchmarks import Row
from benchmarks._one_core import in_own_process
from benchmarks._survey import generated
from tryggve.stats.calibration.again import poststratify_again
from tryggve.stats.calibration.methods import poststratify
from tryggve.stats.estimation import estimate
from tryggve.stats.replicates import bootstrap, replicate_variances

NUMBER = {"quick": 500, "full": 2_000}


def run(size: str) -> Iterator[Row]:
    yield from in_own_process("benchmarks.survey_replicates", size)


def measured(size: str) -> Iterator[Row]:
    survey, number = generated(), NUMBER[size]
    sample, margin, partitions = survey.sample, survey.margin, survey.partitions[::-1]
    found = estimate(poststratify(sample, margin).sample, survey.answers, partitions)

    started = time.process_time()
    replicates = bootstrap(sample, number=number, rng=np.random.default_rng(1))
    drawn = time.process_time() - started
    again = poststratify_again(sample, margin)
    variances = replicate_variances(
        replicates,
        weight=sample.weight,
        answers=survey.answers,
        partitions=partitions,
        values=[each.value for each in found],
        recalibration=again,
    )
    used = time.process_time() - started
    whole = next(i for i, each in enumerate(found) if len(each.value) == 1)
    ratio = np.sqrt(variances[whole] / found[whole].variance)
    joined = again.joins(replicates.weights(sample.weight, None, slice(0, 50)))

    yield Row("data", f"{number} replicates of {sum(v.size for v in variances):,} estimates")
    limit = matrix_product(survey.answers, number)
    yield Row("the limit: weights by answers and bases", f"{limit:.1f} s of CPU")
    told = f"{used:.1f} s of CPU, {used / limit:.1f} times the limit; {drawn:.1f} s of it the draw"
    yield Row("tryggve, drawn, calibrated anew and estimated", told)
    yield Row(
        "errors of the whole, by those of linearization",
        f"{ratio.min():.3f} to {ratio.max():.3f}",
    )
    yield Row("classes joined in one of 50 replicates or more", f"{len(joined)} of 780")


def matrix_product(answers: np.ndarray, number: int) -> float:
    weights = np.random.default_rng(2).random((number, len(answers)))
    known = ~np.isnan(answers)
    both = np.concatenate([np.where(known, answers, 0), known], axis=1)
    started = time.process_time()
    weights @ both
    return time.process_time() - started


if __name__ == "__main__":
    for row in measured(sys.argv[1]):
        print(row.what, row.figure, sep="\t")
