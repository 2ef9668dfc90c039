import numpy as np
import pytest

from tests.stats.nonresponse.made import small
from tryggve.stats.drivers.predictors import Category, Number
from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import Gross, gross_sample
from tryggve.stats.nonresponse.groups import adjust
from tryggve.stats.nonresponse.propensity import classes, propensities
from tryggve.wording.problems import InputError

SEX = Category("sex", np.array([0] * 60 + [1] * 40), ("women", "men"))


def by_sex(women: int = 30, men: int = 32) -> Gross:
    """60 women and 40 men drawn of 1,000, of whom so many answered."""
    words = ["complete"] * women + ["no_reply"] * (60 - women)
    words += ["complete"] * men + ["no_reply"] * (40 - men)
    return gross_sample(stratum=[0] * 100, population=[1000], dispositions=dispositions(words))


def test_of_one_category_they_are_its_response_rates() -> None:
    found = propensities(by_sex(), [SEX], eligible=1)
    assert found.rows.tolist() == list(range(100))
    assert found.value == pytest.approx([0.5] * 60 + [0.8] * 40, abs=1e-9)


def test_they_are_weighted_by_the_design() -> None:
    """Answered 700 of 1,250 by weight, though 9 of 16 by number."""
    gross = small()
    age = Number("age", np.where(np.arange(18) % 2 == 0, 1.0, -1.0))
    found = propensities(gross, [age], eligible=1)
    mean = np.average(found.value, weights=gross.weight[found.rows])
    assert mean == pytest.approx(700 / 1250, abs=1e-9)


def test_those_out_of_scope_are_not_in_it_and_the_unknown_by_their_share() -> None:
    gross = small()
    sex = Category("sex", np.arange(18) % 2, ("women", "men"))
    found = propensities(gross, [sex], eligible=0.5)
    assert found.rows.tolist() == [row for row in range(18) if row not in (9, 17)]
    assert found.sample.weight.tolist() == [100] * 7 + [50] * 2 + [50] * 5 + [25] * 2
    assert classes(found)[[9, 17]].tolist() == [-1, -1]


def test_classes_stand_for_as_many_people_each() -> None:
    rng = np.random.default_rng(2)
    age = Number("age", rng.normal(size=1000))
    words = np.where(rng.random(1000) < 1 / (1 + np.exp(-age.values)), "complete", "refusal")
    gross = gross_sample(
        stratum=[0] * 1000, population=[9000], dispositions=dispositions(words.tolist())
    )
    found = propensities(gross, [age], eligible=1)
    group = classes(found)
    assert np.bincount(group).tolist() == [200] * 5
    assert [group[np.argmin(found.value)], group[np.argmax(found.value)]] == [0, 4]
    factor = adjust(gross, group, eligible=1).factor
    assert (np.diff(factor) < 0).all()


def test_the_same_propensity_is_the_same_class() -> None:
    found = propensities(by_sex(), [SEX], eligible=1)
    assert classes(found).tolist() == [0] * 60 + [1] * 40
    assert classes(found, 1).tolist() == [0] * 100


def test_what_cannot_be_is_named() -> None:
    lacking = Category("sex", np.array([-1] + [0] * 59 + [1] * 40), ("women", "men"))
    age = Number("age", np.array([np.nan, 1.0]))
    with pytest.raises(InputError) as caught:
        propensities(by_sex(), [lacking, age], eligible=1)
    assert [(each.row, each.field) for each in caught.value.problems] == [(2, "sex"), (None, "age")]
    with pytest.raises(InputError) as caught:
        propensities(by_sex(men=0), [SEX], eligible=1)
    assert [each.field for each in caught.value.problems] == ["sex: men"]
