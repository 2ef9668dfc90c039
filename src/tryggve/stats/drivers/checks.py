"""What a regression refuses, each time by name: before it is half computed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from tryggve.stats.drivers.predictors import Category, Column, Design, Predictor
from tryggve.stats.drivers.separation import alike, separating
from tryggve.stats.sample import Floats
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

ALIKE = 1e-11  # of the Gram matrix's pivots: less is a column that others add up to


def check_answer(
    answer: Floats, design: Design, used: NDArray[np.bool_], *, is_share: bool
) -> None:
    """InputError for answers (n,) that are endless, for those other than 0 and 1 and for all alike
    where a share is meant, and for too few for the columns. `used` (n,): who takes part."""
    problems = [
        Problem(
            say("{value} is not a number.", value=str(answer[row])),
            say("Give a number, or leave it empty."),
            row=int(row) + 2,
            field="answer",
        )
        for row in np.flatnonzero(used & np.isinf(answer))[:100]
    ]
    if is_share:
        problems = [
            Problem(
                say("The answer {value} is neither 0 nor 1.", value=str(answer[row])),
                say("Give 1 for yes, 0 for no, and leave the others empty."),
                row=int(row) + 2,
                field="answer",
            )
            for row in np.flatnonzero(used & (answer != 0) & (answer != 1))[:100]
        ]
        if (
            not problems
            and used.any()
            and not ((answer[used] == 0).any() and (answer[used] == 1).any())
        ):
            problems = [Problem(say("Everybody answered alike."), field="answer")]
    if used.sum() <= len(design.columns):
        problems.append(
            Problem(
                say(
                    "{answers} answers are too few for {columns} coefficients.",
                    answers=int(used.sum()),
                    columns=len(design.columns),
                ),
                say("Leave predictors out, or join categories."),
                field="answer",
            )
        )
    if problems:
        raise InputError(problems)


def check_columns(x: Floats, columns: tuple[Column, ...]) -> None:
    """InputError for columns of x (n, P) that are sums of others, by the pivots of x' x."""
    gram = x.T @ x
    norm = np.sqrt(np.diag(gram))
    norm[norm == 0] = 1
    _, triangle, order = linalg.qr(gram / np.outer(norm, norm), pivoting=True)
    dependent = np.abs(np.diag(triangle)) < ALIKE
    if dependent.any():
        raise InputError(
            Problem(
                say("Other predictors add up to it, or nobody has it."),
                say("Leave it out, or choose another reference."),
                field=str(columns[k]),
            )
            for k in sorted(order[dependent].tolist())
        )


def check_categories(
    predictors: Sequence[Predictor], answer: Floats, used: NDArray[np.bool_]
) -> None:
    """InputError for categories in which all answered yes, or all no. `answer`, `used` (n,)."""
    problems = [
        Problem(
            say("Everybody in the category answered alike, so it has no finite estimate."),
            say("Join the category with another, or leave the predictor out."),
            field=f"{predictor.name}: {predictor.labels[code]}",
        )
        for predictor in predictors
        if isinstance(predictor, Category)
        for code in alike(predictor.codes[used], answer[used], len(predictor.labels))
    ]
    if problems:
        raise InputError(problems)


def check_separation(design: Design, used: NDArray[np.bool_], y: Floats) -> None:
    """InputError for predictors that together tell yes from no without error.

    `used` (n,): who takes part; `y` (used,): their answers, 0 or 1.
    """
    apart = separating(design.x[used], y)
    if apart:
        raise InputError(
            Problem(
                say("With others it tells all yes from all no somewhere: no finite estimate."),
                say("Join categories, or leave the predictor out."),
                field=str(design.columns[k]),
            )
            for k in apart
        )
