"""Small made-up samples of every kind that the estimators take."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from tests.golden import data, values
from tryggve.stats.calibration.margins import Margin, Margins, NumberTotal
from tryggve.stats.calibration.methods import exponential, rake
from tryggve.stats.estimation import Estimates
from tryggve.stats.sample import Floats, Integers, Lonely, Sample, stratified_sample


@dataclass(frozen=True)
class Made:
    """A sample, answers (n, 2): a share with holes and a number; domains that cross strata."""

    sample: Sample
    answers: Floats
    domain: Integers
    sex: Integers


def made(seed: int, *, clustered: bool, calibrated: bool, lonely: bool = False) -> Made:
    rng = np.random.default_rng(seed)
    size, strata = 90, 4
    stratum = np.sort(rng.integers(0, strata, size))
    stratum[:strata] = np.arange(strata)
    stratum[strata : 2 * strata] = np.arange(strata)
    unit = rng.integers(0, 6, size) + 10 * stratum
    unit[: 2 * strata] = 10 * stratum[: 2 * strata] + np.repeat([0, 1], strata)
    if lonely:
        stratum[0] = strata
        unit[0] = 1000
        strata += 1
    cluster = unit if clustered else None
    units = [len(np.unique(unit[stratum == h])) for h in range(strata)]
    drawn = np.array(units if clustered else np.bincount(stratum, minlength=strata))
    sample = stratified_sample(
        stratum=stratum,
        population=drawn * rng.integers(2, 6, strata),
        weight=rng.uniform(1, 4, size),
        cluster=cluster,
        lonely=Lonely.ADJUST if lonely else Lonely.ERROR,
    )
    sex = rng.integers(0, 2, size)
    answers = np.stack([(rng.random(size) < 0.4).astype(float), rng.normal(5, 2, size)], axis=1)
    answers[rng.random(size) < 0.1, 0] = np.nan
    domain = rng.integers(-1, 3, size)
    if calibrated:
        sexes = np.bincount(sex, sample.weight) * np.array([1.1, 0.9])
        number = float(answers[:, 1] @ sample.weight) * 1.02
        margins: Margins = [Margin("sex", sex, sexes), NumberTotal("number", answers[:, 1], number)]
        sample = exponential(sample, margins).sample
    return Made(sample, answers, domain, sex)


kinds = st.builds(
    made,
    st.integers(0, 10_000),
    clustered=st.booleans(),
    calibrated=st.booleans(),
    lonely=st.booleans(),
)


def turned(sample: Sample, order: Integers) -> Sample:
    """A sample that is not calibrated with its rows in another order."""
    return Sample(
        weight=sample.weight[order],
        stratum=sample.stratum[order],
        fraction=sample.fraction,
        cluster=None if sample.cluster is None else sample.cluster[order],
        lonely=sample.lonely,
    )


def people() -> dict[str, Floats]:
    """The golden data set with the columns of the comparisons."""
    return data("people") | data("comparison")


def golden_sample(kind: str) -> Sample:
    """The sample that R's values of this kind are for: plain, raked or clustered."""
    columns = people()
    stratum = columns["stratum"].astype(np.int64)
    first = np.unique(stratum, return_index=True)[1]
    if kind == "clustered":
        return stratified_sample(
            stratum=stratum,
            population=columns["houses"][first],
            weight=columns["weight"],
            cluster=columns["house"],
        )
    plain = stratified_sample(
        stratum=stratum, population=columns["population"][first], weight=columns["weight"]
    )
    return plain if kind == "plain" else _raked(plain, columns)


def _raked(plain: Sample, columns: dict[str, Floats]) -> Sample:
    ages = columns["age"].astype(np.int64)
    sexes = columns["sex"].astype(np.int64)
    known = values("calibration")
    return rake(
        plain,
        [Margin("sex", sexes, known["sexes"]), Margin("age", ages, known["ages"])],
        tolerance=1e-13,
    ).sample


def shares(yes: list[int], answers: int) -> Estimates:
    """Shares of simple random samples, one row each."""
    share = np.array(yes, dtype=float)[:, None] / answers
    size = np.full(share.shape, 1e5)
    simple = share * (1 - share) / max(answers - 1, 1)
    number = np.full(share.shape, answers)
    return Estimates(share, simple, number, size, np.full(len(yes), answers - 1), simple)


def row(yes: list[int], answers: int) -> Estimates:
    """One area with several indicators."""
    each = shares(yes, answers)
    return Estimates(
        each.value.T,
        each.variance.T,
        each.answers.T,
        each.size.T,
        each.freedom[:1],
        each.simple.T,
    )
