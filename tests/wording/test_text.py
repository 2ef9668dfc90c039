from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from tryggve.wording.text import current_language, say, say_many, speaking


def test_a_sentence_is_said_in_the_language_of_the_moment():
    row = say("row {row}", row="3")
    with speaking("sv"):
        assert str(row) == "rad 3"
    with speaking("en"):
        assert str(row) == "row 3"


def test_swedish_is_spoken_where_nothing_else_is_said():
    assert current_language() == "sv"
    with speaking("tlh"):
        assert current_language() == "sv"


def test_the_language_is_given_back():
    with speaking("en"), speaking("ar"):
        assert current_language() == "ar"
    assert current_language() == "sv"


def test_each_thread_speaks_its_own_language():
    def speak(language):
        with speaking(language):
            return current_language()

    with speaking("en"), ThreadPoolExecutor(2) as pool:
        assert list(pool.map(speak, ["ar", "sv"])) == ["ar", "sv"]
        assert current_language() == "en"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (1234.5, "en", "of 1,234.5"),
        (date(2026, 3, 5), "en", "of 5 March 2026"),
        ("0761", "en", "of 0761"),
        (True, "en", "of True"),
        (say("row {row}", row="3"), "sv", "of rad 3"),
        (None, "en", "of None"),
    ],
)
def test_values_are_written_the_way_of_the_language(value, language, written):
    assert say("of {value}", value=value).spoken_in(language) == written


@pytest.mark.parametrize(("count", "said"), [(1, "one area"), (2, "2 areas"), (0, "0 areas")])
def test_the_form_follows_the_number(count, said):
    assert say_many("one area", "{count} areas", count).spoken_in("en") == said
