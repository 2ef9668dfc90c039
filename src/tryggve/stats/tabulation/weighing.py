"""The sample and its weights, from the microdata and the files that the design names."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tryggve.stats.calibration import again
from tryggve.stats.calibration.collapse import Joined, collapse
from tryggve.stats.calibration.margins import Margin
from tryggve.stats.calibration.methods import (
    Calibrated,
    exponential,
    linear,
    logit,
    poststratify,
    rake,
)
from tryggve.stats.calibration.trimming import Trimmed, trim, trim_and_calibrate
from tryggve.stats.sample import Floats, Sample, stratified_sample
from tryggve.stats.tabulation.design import Design, MarginFile
from tryggve.stats.tabulation.microdata import as_text, codes_of, read_table
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

POPULATION = "population"


@dataclass(frozen=True)
class Weighed:
    """The sample before and after calibration, and what was done on the way."""

    drawn: Sample
    sample: Sample
    margins: tuple[Margin, ...]
    joined: dict[str, tuple[Joined, ...]]
    calibrated: Calibrated | None
    trimmed: Trimmed | None

    def again(self, design: Design) -> again.Recalibration | None:
        """The same calibration, to be done in each replicate; None where there is none.

        InputError for margins or bounds that cannot be, as when the weights were calibrated.
        """
        drawn, margins, bounds = self.drawn, self.margins, design.calibration.bounds
        match design.calibration.method:
            case "none":
                return None
            case "poststratify":
                return again.poststratify_again(drawn, margins[0])
            case "rake":
                return again.rake_again(drawn, margins)
            case "exponential":
                return again.exponential_again(drawn, margins)
            case "logit":
                assert bounds is not None  # noqa: S101 - the design file was checked
                return again.logit_again(drawn, margins, bounds=bounds)
            case "linear":
                return again.linear_again(drawn, margins, bounds=bounds)


def weigh(table: pl.DataFrame, design: Design, *, file: str = "") -> Weighed:
    """The sample with its final weights. InputError for what does not fit together.

    `file`: the name of the microdata, for errors.
    """
    drawn = _drawn(table, design, file)
    margins: list[Margin] = []
    joined: dict[str, tuple[Joined, ...]] = {}
    for given in design.calibration.margin if design.calibration.method != "none" else []:
        margin, keys = _read_margin(table, given, file)
        collapsed = collapse(margin, keys, least=design.calibration.least)
        margins.append(collapsed.margin)
        joined[margin.name] = collapsed.joined
    calibrated, trimmed = _adjust(drawn, margins, table, design)
    last = calibrated or trimmed
    sample = drawn if last is None else last.sample
    return Weighed(drawn, sample, tuple(margins), joined, calibrated, trimmed)


def _adjust(
    drawn: Sample, margins: list[Margin], table: pl.DataFrame, design: Design
) -> tuple[Calibrated | None, Trimmed | None]:
    """The weights calibrated, trimmed, both or neither."""
    most, within = design.calibration.trim, design.calibration.trim_within
    is_calibrated = design.calibration.method != "none"
    if most is None:
        return (_calibrate(drawn, margins, design) if is_calibrated else None), None
    classes = None
    if within is not None:
        labels = sorted(as_text(table[within]).unique().to_list())
        classes = codes_of(table[within], labels)
    if not is_calibrated:
        return None, trim(drawn, most=most, within=classes)
    return trim_and_calibrate(
        drawn, lambda sample: _calibrate(sample, margins, design), most=most, within=classes
    )


def _drawn(table: pl.DataFrame, design: Design, file: str) -> Sample:
    given = design.sample
    labels, sizes = ["all"], None
    stratum = np.zeros(len(table), dtype=np.int64)
    if given.population is not None:
        labels, sizes = _sizes(given.population, given.stratum)
    elif given.stratum is not None:
        labels = sorted(as_text(table[given.stratum]).unique().to_list())
    if given.stratum is not None:
        stratum = codes_of(table[given.stratum], labels)
        _check_known(table[given.stratum], stratum, given.stratum, file)
        used, stratum = np.unique(stratum, return_inverse=True)
        sizes = None if sizes is None else sizes[used]
    weight = None if given.weight is None else table[given.weight].cast(pl.Float64).to_numpy()
    cluster = None if given.cluster is None else as_text(table[given.cluster]).to_numpy()
    return stratified_sample(
        stratum=stratum, population=sizes, weight=weight, cluster=cluster, lonely=given.lonely
    )


def _sizes(path: Path, stratum: str | None) -> tuple[list[str], Floats]:
    table = read_table(path, [*([stratum] if stratum else []), POPULATION])
    sizes = _counts(table, path)
    if stratum is None:
        return ["all"], sizes
    labels = as_text(table[stratum]).to_list()
    _check_distinct([(label,) for label in labels], path, stratum)
    return labels, sizes


def _counts(table: pl.DataFrame, path: Path) -> Floats:
    counts = table[POPULATION].cast(pl.Float64, strict=False)
    wrong = counts.is_null() | ~(counts >= 0).fill_null(False)
    if wrong.any():
        raise InputError(
            Problem(
                say("The population count is negative, missing or no number."),
                say("Give the count of each class."),
                path.name,
                int(row) + 2,
                POPULATION,
            )
            for row in wrong.arg_true()
        )
    return counts.to_numpy()


def _read_margin(
    table: pl.DataFrame, given: MarginFile, file: str
) -> tuple[Margin, list[tuple[str, ...]]]:
    totals = read_table(given.file, [*given.columns, POPULATION])
    keys = [tuple(row) for row in totals.select(_texts(totals, given.columns)).iter_rows()]
    _check_distinct(keys, given.file, ", ".join(given.columns))
    places = {key: place for place, key in enumerate(keys)}
    rows = table.select(_texts(table, given.columns)).iter_rows()
    codes = np.array([places.get(tuple(row), -1) for row in rows], dtype=np.int64)
    name = " x ".join(given.columns)
    labels = tuple(" ".join(key) for key in keys)
    if (codes < 0).any():
        _raise_unknown_class(table, given, codes, file)
    return Margin(name, codes, _counts(totals, given.file), labels, tuple(keys)), keys


def _texts(table: pl.DataFrame, columns: list[str]) -> list[pl.Series]:
    return [as_text(table[name]) for name in columns]


def _raise_unknown_class(
    table: pl.DataFrame, given: MarginFile, codes: np.ndarray, file: str
) -> None:
    raise InputError(
        Problem(
            say(
                "The class {label} is not in the margin.",
                label=" ".join(str(table[name][int(row)]) for name in given.columns),
            ),
            say("Add the class to {file} or mend the row.", file=given.file.name),
            file,
            int(row) + 2,
            field=", ".join(given.columns),
        )
        for row in np.flatnonzero(codes < 0)[:100]
    )


def _check_distinct(keys: list[tuple[str, ...]], path: Path, field: str) -> None:
    seen: set[tuple[str, ...]] = set()
    problems = []
    for row, key in enumerate(keys):
        if key in seen:
            what = say("The class {label} stands twice.", label=" ".join(key))
            problems.append(Problem(what, say("Keep one row."), path.name, row + 2, field))
        seen.add(key)
    if problems:
        raise InputError(problems)


def _check_known(column: pl.Series, codes: np.ndarray, name: str, file: str) -> None:
    unknown = np.flatnonzero(codes < 0)
    if len(unknown):
        raise InputError(
            Problem(
                say("The stratum {stratum} has no population.", stratum=str(column[int(row)])),
                say("Add it to the file of stratum sizes, or mend the row."),
                file,
                int(row) + 2,
                field=name,
            )
            for row in unknown[:100]
        )


def _calibrate(drawn: Sample, margins: list[Margin], design: Design) -> Calibrated:
    bounds = design.calibration.bounds
    match design.calibration.method:
        case "poststratify":
            return poststratify(drawn, margins[0])
        case "rake":
            return rake(drawn, margins)
        case "exponential":
            return exponential(drawn, margins)
        case "logit":
            assert bounds is not None  # noqa: S101 - the design file was checked
            return logit(drawn, margins, bounds=bounds)
        case _:
            return linear(drawn, margins, bounds=bounds)
