import pytest

from tryggve.web.workflow import ChangeNotAllowed, Workflow
from tryggve.wording.text import speaking

DOOR = Workflow({"open": {"shut"}, "shut": {"open", "locked"}, "locked": {"shut"}})


@pytest.mark.parametrize(("before", "after"), list(DOOR.changes()))
def test_an_allowed_change_passes(before, after):
    DOOR.check(before, after)


@pytest.mark.parametrize(("before", "after"), list(DOOR.forbidden()))
def test_every_other_change_is_refused(before, after):
    with pytest.raises(ChangeNotAllowed):
        DOOR.check(before, after)


def test_allowed_and_forbidden_changes_are_all_there_are():
    pairs = {(a, b) for a in DOOR.states for b in DOOR.states}
    assert set(DOOR.changes()) | set(DOOR.forbidden()) == pairs
    assert set(DOOR.changes()) & set(DOOR.forbidden()) == set()


def test_the_refusal_is_a_sentence():
    with speaking("en"), pytest.raises(ChangeNotAllowed) as refused:
        DOOR.check("open", "locked")
    assert str(refused.value.args[0].spoken_in("en")) == "This cannot go from open to locked."


def test_a_state_that_leads_to_an_unknown_one_is_a_mistake_in_the_code():
    with pytest.raises(ValueError, match="opened"):
        Workflow({"shut": {"opened"}})
