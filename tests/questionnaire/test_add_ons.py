import pytest

from tests.forms import form
from tryggve.questionnaire.add_ons import with_add_on
from tryggve.questionnaire.reading.checking import findings
from tryggve.questionnaire.routing import screens
from tryggve.questionnaire.versions import difference
from tryggve.wording.problems import InputError


def test_add_on():
    joined = with_add_on(form("blocks"), form("add_on"))
    assert [block.name for block in joined.blocks] == ["first", "second", "add_on_only"]
    assert [screen.name for screen in screens(joined, {})] == ["well", "safe", "add_on_park"]
    assert findings(joined) == []


def test_scales_of_the_same_name_keep_their_own_answers():
    joined = with_add_on(form("blocks"), form("add_on"))
    assert joined.variables["safe"].choices.options[0].text["sv"] == "Ja"
    assert joined.variables["add_on_park"].choices.options[0].text["sv"] == "Absolut"


def test_nothing_in_the_common_part_changes():
    common = form("non_answers")
    added = form("add_on").model_copy(update={"adds_to": "non_answers"})
    found = difference(common, with_add_on(common, added))
    assert found.comparable == ("unsafe",)
    assert [line.subject for line in found.lines] == ["add_on_park"]


def test_only_the_languages_of_both():
    swedish = form("add_on").model_copy(
        update={"languages": {"sv": form("add_on").languages["sv"]}}
    )
    assert list(with_add_on(form("blocks"), swedish).languages) == ["sv"]


def test_an_add_on_to_another_questionnaire_is_refused():
    with pytest.raises(InputError):
        with_add_on(form("grid"), form("add_on"))


def test_names_that_both_use_are_refused():
    copy = form("blocks").model_copy(update={"adds_to": "blocks", "name": "copy"})
    with pytest.raises(InputError) as caught:
        with_add_on(form("blocks"), copy)
    assert "safe" in str(caught.value)
