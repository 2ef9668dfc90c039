"""Predictors become columns, and what does not fit is named."""

import numpy as np
import pytest

from tryggve.stats.drivers.predictors import Category, Number, design_of
from tryggve.wording.problems import InputError


def test_columns() -> None:
    design = design_of(
        [
            Number("age", np.array([20.0, 30, np.nan, 50])),
            Category("home", np.array([0, 2, 1, -1]), ("house", "flat", "other"), reference=1),
        ],
        4,
    )
    assert [str(column) for column in design.columns] == [
        "intercept",
        "age",
        "home: house",
        "home: other",
    ]
    assert design.known.tolist() == [True, True, False, False]
    assert design.x.tolist() == [[1, 20, 1, 0], [1, 30, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert design.of("home") == (2, 3)
    assert design.of("age") == (1,)


def test_all_that_does_not_fit_is_told_at_once() -> None:
    with pytest.raises(InputError) as error:
        design_of(
            [
                Number("age", np.array([20.0])),
                Number("sex", np.array([1.0, 2])),
                Number("sex", np.array([1.0, 2])),
                Category("home", np.array([0, 2]), ("house", "flat")),
            ],
            2,
        )
    assert [problem.field for problem in error.value.problems] == ["age", "sex", "home"]
