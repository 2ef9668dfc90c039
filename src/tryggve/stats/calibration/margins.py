"""What weights are calibrated to: counts by class, and totals of numbers, from the frame."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from tryggve.stats.cells import distinct
from tryggve.stats.sample import Floats, Integers, Sample, sums_by
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


@dataclass(frozen=True)
class Margin:
    """The population's count in each class of a variable.

    `codes` (n,): the class of each respondent, 0 to m - 1. `totals` (m,): the counts.
    `labels` (m,): what the classes are called in messages; their numbers where none are given.
    `keys` (m,): the values of the margin's variables in each class, by which it is near others
    (`tryggve.stats.calibration.collapse`); none: by its place among them.
    """

    name: str
    codes: Integers
    totals: Floats
    labels: tuple[str, ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()

    @property
    def classes(self) -> int:
        return len(self.totals)

    def label(self, code: int) -> str:
        """What a class is called in messages."""
        return self.labels[code] if self.labels else str(code)


@dataclass(frozen=True)
class NumberTotal:
    """The population's total of a number. `values` (n,): the number of each respondent."""

    name: str
    values: Floats
    total: float


Margins = Sequence[Margin | NumberTotal]


@dataclass(frozen=True)
class Groups:
    """Respondents with the same auxiliary values, which calibration always weighs alike.

    `group` (n,), `x` (G, K): the auxiliary vector of a group, `totals` (K,), and `column` (K,):
    the name of each element for messages. For each margin of classes, `codes` are the class of
    each group and `columns` where its classes stand in x.
    """

    group: Integers
    x: sparse.csr_array
    totals: Floats
    column: tuple[str, ...]
    codes: tuple[Integers, ...]
    columns: tuple[slice, ...]

    @property
    def size(self) -> int:
        return self.x.shape[0]

    def sums(self, values: Floats) -> Floats:
        """(G,) the sum in each group of values (n,)."""
        return sums_by(self.group, values, self.size)


def groups_of(sample: Sample, margins: Margins) -> Groups:
    """The groups that the margins divide the respondents into. InputError where they cannot be."""
    check_margins(sample, margins)
    keys = [m.codes if isinstance(m, Margin) else m.values for m in margins]
    first, group = distinct(keys)
    blocks = [_columns(margin, first) for margin in margins]
    ends = np.cumsum([block.shape[1] for block in blocks]).tolist()
    return Groups(
        group=group,
        x=sparse.csr_array(sparse.hstack(blocks)),
        totals=np.concatenate([_totals(margin) for margin in margins]),
        column=tuple(name for margin in margins for name in _names(margin)),
        codes=tuple(m.codes[first] for m in margins if isinstance(m, Margin)),
        columns=tuple(
            slice(end - m.classes, end)
            for m, end in zip(margins, ends, strict=True)
            if isinstance(m, Margin)
        ),
    )


def check_margins(sample: Sample, margins: Margins) -> None:
    """InputError for every margin that is short, negative, or adds up to another total than the
    first, and where there is none."""
    if not margins:
        raise refuse(
            say("There is no margin."),
            say("Give a margin, or do not calibrate."),
            field="margins",
        )
    problems: list[Problem] = []
    for margin in margins:
        problems += _problems(sample, margin)
    classes = [m for m in margins if isinstance(m, Margin) and np.isfinite(m.totals).all()]
    for other in classes[1:]:
        a, b = classes[0].totals.sum(), other.totals.sum()
        if not np.isclose(a, b, rtol=1e-6):
            problems.append(
                Problem(
                    say(
                        "The margins disagree: {first} adds up to {a}, {second} to {b}.",
                        first=classes[0].name,
                        a=float(a),
                        second=other.name,
                        b=float(b),
                    ),
                    say("Take all margins from the same frame and date."),
                    field=other.name,
                )
            )
    if problems:
        raise InputError(problems)


def _problems(sample: Sample, margin: Margin | NumberTotal) -> list[Problem]:
    column = margin.codes if isinstance(margin, Margin) else margin.values
    if len(column) != sample.size:
        return [
            Problem(
                say("The column has {a} values, but {b} answered.", a=len(column), b=sample.size),
                say("Give one value for each respondent."),
                field=margin.name,
            )
        ]
    if isinstance(margin, NumberTotal):
        wrong = np.flatnonzero(~np.isfinite(margin.values))
        no_total = Problem(
            say("The total in the population is missing."),
            say("Give the total of the number."),
            field=margin.name,
        )
        return ([] if np.isfinite(margin.total) else [no_total]) + [
            Problem(
                say("The auxiliary value is missing."),
                say("Every respondent needs one."),
                row=int(row) + 2,
                field=margin.name,
            )
            for row in wrong[:100]
        ]
    problems = class_problems(margin)
    if problems:
        return problems
    answered = np.bincount(margin.codes, minlength=margin.classes)
    return [
        Problem(
            say(
                "Nobody answered in class {label}, which holds {count} in the population.",
                label=margin.label(c),
                count=float(margin.totals[c]),
            ),
            say("Collapse the class with another."),
            field=margin.name,
        )
        for c in np.flatnonzero((answered == 0) & (margin.totals > 0)).tolist()
    ] + [
        Problem(
            say(
                "There are answers in class {label}, which is empty in the population.",
                label=margin.label(c),
            ),
            say("Mend the margin or collapse the class with another."),
            field=margin.name,
        )
        for c in np.flatnonzero((answered > 0) & (margin.totals == 0)).tolist()
    ]


def class_problems(margin: Margin) -> list[Problem]:
    """Each row with a class that the margin does not have, each class without a count."""
    return [
        Problem(
            say("The class is not among those of the margin."),
            say("Add the class to the margin or mend the row."),
            row=int(row) + 2,
            field=margin.name,
        )
        for row in np.flatnonzero((margin.codes < 0) | (margin.codes >= margin.classes))[:100]
    ] + [
        Problem(
            say(
                "The population count of class {label} is negative or missing.",
                label=margin.label(c),
            ),
            say("Give the count of each class."),
            field=margin.name,
        )
        for c in np.flatnonzero(~(np.isfinite(margin.totals) & (margin.totals >= 0))).tolist()
    ]


def _columns(margin: Margin | NumberTotal, first: Integers) -> sparse.csr_array:
    if isinstance(margin, NumberTotal):
        return sparse.csr_array(margin.values[first][:, None])
    codes = margin.codes[first]
    ones = np.ones(len(codes))
    return sparse.csr_array((ones, (np.arange(len(codes)), codes)), (len(codes), margin.classes))


def _totals(margin: Margin | NumberTotal) -> Floats:
    return np.array([margin.total]) if isinstance(margin, NumberTotal) else margin.totals


def _names(margin: Margin | NumberTotal) -> list[str]:
    if isinstance(margin, NumberTotal):
        return [margin.name]
    return [f"{margin.name} {margin.label(c)}" for c in range(margin.classes)]
