import pytest

from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.outcomes import KINDS, ORDER, Disposition, Kind
from tryggve.wording.problems import InputError
from tryggve.wording.text import say


def test_every_disposition_is_of_a_kind() -> None:
    assert set(KINDS) == set(ORDER)
    assert set(KINDS.values()) == set(Kind)


def test_who_answered_whose_scope_is_unknown_and_who_is_out_of_it() -> None:
    all_of_them = dispositions([each.value for each in ORDER])
    assert [ORDER[row] for row in all_of_them.answered.nonzero()[0]] == [
        Disposition.COMPLETE,
        Disposition.PARTIAL,
    ]
    assert [ORDER[row] for row in all_of_them.unknown.nonzero()[0]] == [
        Disposition.RETURNED,
        Disposition.NO_REPLY,
    ]
    assert [ORDER[row] for row in all_of_them.out_of_scope.nonzero()[0]] == [
        Disposition.DECEASED,
        Disposition.EMIGRATED,
        Disposition.OUT_OF_SCOPE,
    ]


def test_words_that_are_none_of_them_are_named_by_row() -> None:
    with pytest.raises(InputError) as caught:
        dispositions(["complete", "dead", "Partial"])
    assert [(each.row, each.field) for each in caught.value.problems] == [
        (3, "disposition"),
        (4, "disposition"),
    ]
    assert caught.value.problems[0].what == say("There is no disposition {value}.", value="dead")
