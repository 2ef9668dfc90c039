"""Files broken at random: the reader refuses them with an InputError, or reads them."""

from contextlib import suppress
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_fuzz import broken
from tryggve.sources.scb import read_population
from tryggve.wording.problems import InputError

FILES = [path.read_bytes() for path in sorted((Path(__file__).parent / "files").iterdir())]


@given(broken(FILES))
def test_a_broken_file_is_read_or_refused(content):
    with suppress(InputError):
        read_population(content, "a")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    with suppress(InputError):
        read_population(content, "a")


@given(st.text(alphabet='region;åldkön,\t"\n 0123456789-.+_ÅÄÖ', max_size=200))
def test_any_text_under_a_heading_is_read_or_refused(text):
    with suppress(InputError):
        read_population(f"region;ålder;kön;Folkmängd 2023\n0761;16;1;{text}".encode(), "a")
