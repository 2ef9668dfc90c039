from hypothesis import given
from hypothesis import strategies as st

from tryggve.typeset.direction import is_written_from_right, reading_order


def read(seen, *, from_right=True):
    """The pieces of a line, given as seen from left to right, in the order of reading."""
    return [seen[at] for at in reading_order(seen, from_right=from_right)]


def test_arabic_letters_are_written_from_the_right():
    assert [
        is_written_from_right(text) for text in ("سكان", "Nybro", "12 (5 %)", "Nybro سكان", "")
    ] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_arabic_words_are_read_from_the_right():
    assert read(["دلب", " ", "ناكس"]) == ["ناكس", " ", "دلب"]


def test_latin_within_arabic_is_read_from_the_left():
    assert read(["ةيدلب", " ", "Kronobergs", " ", "län", " ", "يف"]) == [
        "يف",
        " ",
        "Kronobergs",
        " ",
        "län",
        " ",
        "ةيدلب",
    ]


def test_a_number_after_a_latin_name_goes_with_it():
    assert read(["دلب", " ", "Storgatan", " ", "12", " ", "يف"]) == [
        "يف",
        " ",
        "Storgatan",
        " ",
        "12",
        " ",
        "دلب",
    ]


def test_a_comma_tells_on_which_side_a_number_was_written():
    assert read(["SCB", "، ", "31", " ", "ناكس"]) == ["ناكس", " ", "SCB", "، ", "31"]
    assert read(["SCB", " .", "31", " ", "ناكس"]) == ["ناكس", " ", "31", " .", "SCB"]


def test_a_number_in_brackets_after_a_latin_name_goes_with_it():
    assert read(["Nybro", " (", "0881", ")", " ", "يف"]) == ["يف", " ", ")", "Nybro", " (", "0881"]


def test_two_numbers_in_arabic_follow_each_other_from_the_right():
    assert read(["569", " ", "8", " ", "ناكس"]) == ["ناكس", " ", "8", " ", "569"]


def test_signs_at_the_end_of_an_arabic_line_come_last():
    assert read([".", "2026", " ", "ماع"]) == ["ماع", " ", "2026", "."]


def test_swedish_lines_stay_as_they_are():
    assert read(["Åsa", " ", "12", ".", ""], from_right=False) == ["Åsa", " ", "12", ".", ""]


def test_arabic_within_swedish_is_turned_and_its_number_not():
    seen = ["Ordet", " ", "ناكس", " ", "2026", " ", "ماع", " ", "betyder"]
    assert read(seen, from_right=False) == [
        "Ordet",
        " ",
        "ماع",
        " ",
        "2026",
        " ",
        "ناكس",
        " ",
        "betyder",
    ]


def test_nothing_is_read_as_nothing():
    assert reading_order([], from_right=True) == []


pieces = st.lists(st.sampled_from(["سكان", "Nybro", "12", " ", ". ", " (", ")", ""]), max_size=9)


@given(pieces, st.booleans())
def test_every_piece_is_read_once(seen, from_right):
    assert sorted(reading_order(seen, from_right=from_right)) == list(range(len(seen)))


@given(st.lists(st.sampled_from(["سكان", "بلد"]), max_size=9), st.booleans())
def test_pure_arabic_is_read_backwards(seen, from_right):
    assert read(seen, from_right=from_right) == seen[::-1]
