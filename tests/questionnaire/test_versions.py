import pytest

from tests.forms import form, text_of
from tryggve.questionnaire.reading import read_questionnaire
from tryggve.questionnaire.versions import Change, content_hash, difference
from tryggve.questionnaire.writing import as_yaml
from tryggve.wording.text import speaking


def changed(name: str, *pairs: tuple[str, str]):
    text = text_of(name)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return read_questionnaire(text)


def said(before, after):
    with speaking("en"):
        return [(line.kind, str(line.said)) for line in difference(before, after).lines]


def test_the_hash_is_of_the_content_and_not_of_the_layout():
    laid_out_otherwise = read_questionnaire(as_yaml(form("grid")))
    assert content_hash(form("grid")) == content_hash(laid_out_otherwise)
    assert len(content_hash(form("grid"))) == 64


def test_the_hash_changes_with_every_text_and_code():
    one = form("non_answers")
    for pair in (("Trygg,", "Säker,"), ("code: 7", "code: 8"), ("base: true", "base: false")):
        assert content_hash(changed("non_answers", pair)) != content_hash(one)


def test_an_approval_leaves_the_hash():
    approved = "{written_by: machine, approved: {reviewer: A. Reviewer, on: 2026-05-05}}"
    assert content_hash(changed("grid", ("{written_by: machine}", approved))) == content_hash(
        form("grid")
    )


def test_two_alike_do_not_differ():
    same = difference(form("non_answers"), form("non_answers"))
    assert (same.lines, same.comparable, dict(same.broken)) == ((), ("unsafe",), {})


@pytest.mark.parametrize(
    ("pair", "kind", "text"),
    [
        (("sv: Hur trygg är du sent ute?", "sv: Hur trygg?"), Change.CHANGED,
         "out_late.text said “Hur trygg är du sent ute?”, and says “Hur trygg?”."),
        (("code: 9", "code: 8"), Change.CHANGED, "out_late has other answers, or other codes."),
        (("base: true", "base: false"), Change.CHANGED,
         "out_late has other answers, or other codes."),
        (("sv: Trygg,", "sv: Säker,"), Change.CHANGED,
         "out_late.1 said “Trygg”, and says “Säker”."),
        (("counts: {out_late: [2]}", "counts: {out_late: [1, 2]}"), Change.CHANGED,
         "The indicator unsafe counts otherwise."),
    ],
)  # fmt: skip
def test_what_breaks_a_series(pair, kind, text):
    later = changed("non_answers", pair)
    assert (kind, text) in said(form("non_answers"), later)
    found = difference(form("non_answers"), later)
    assert found.comparable == ()
    assert set(found.broken) == {"unsafe"}


def test_a_new_translation_breaks_nothing():
    later = changed("non_answers", ("en: Unsafe,", "en: Not safe,"))
    assert said(form("non_answers"), later) == [
        (Change.TRANSLATED, "out_late.2 is worded otherwise in en.")
    ]
    assert difference(form("non_answers"), later).comparable == ("unsafe",)


def test_who_is_asked_breaks_what_is_counted_of_them():
    later = changed("routing_items", ("sv: Har detta hänt?", "sv: Har detta hänt dig?"))
    assert difference(form("routing_items"), later).comparable == ()


def test_added_removed_and_moved():
    one, two = form("routing_skip"), changed("routing_skip", ("{name: last,", "{name: end,"))
    assert said(one, two) == [
        (Change.ADDED, "end is new."),
        (Change.REMOVED, "last was taken away."),
    ]
    numbers = form("number")
    blocks = numbers.blocks[0]
    turned = numbers.model_copy(
        update={
            "blocks": (blocks.model_copy(update={"questions": tuple(reversed(blocks.questions))}),)
        }
    )
    assert said(numbers, turned) == [
        (Change.MOVED, "From distance on, the questions come in another order.")
    ]


def test_indicators_that_came_and_went():
    with_one = form("non_answers")
    without = with_one.model_copy(update={"indicators": ()})
    assert difference(with_one, without).removed == ("unsafe",)
    assert difference(without, with_one).added == ("unsafe",)


def test_new_limits_of_a_number():
    later = changed("routing_number", ("least: 16, most: 85", "least: 16, most: 99"))
    assert (Change.CHANGED, "age has other limits.") in said(form("routing_number"), later)
