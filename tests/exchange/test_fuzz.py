"""Files broken at random: the readers refuse them with an InputError, or read them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.cubes import population
from tryggve.exchange.jsonstat import read_jsonstat, write_jsonstat
from tryggve.exchange.px import read_px, write_px
from tryggve.wording.problems import InputError

FILES = Path(__file__).parent / "files"
PX = [path.read_bytes() for path in sorted(FILES.glob("*.px"))]
WHOLE = {
    "px": (read_px, [*PX, write_px(population()), write_px(population(), sparse=True)]),
    "jsonstat": (
        read_jsonstat,
        [write_jsonstat(population()), write_jsonstat(read_px(PX[1]), sparse=True)],
    ),
}


@st.composite
def broken(draw, contents: list[bytes]) -> bytes:
    """A file with bytes changed, cut out, doubled or put in, or with its end missing."""
    content = draw(st.sampled_from(contents))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(start + draw(st.integers(0, 12)), len(content))
        new = draw(
            st.binary(max_size=4)
            | st.just(content[start:end] * 2)
            | st.sampled_from([b'"', b";", b",", b"=", b"\n", b"1e9", b"null", b"{", b"]", b"-1"])
        )
        content = content[:start] + new + content[end:]
    return content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content


@pytest.mark.parametrize("name", WHOLE)
@given(data=st.data())
def test_a_broken_file_is_read_or_refused(name, data):
    reader, contents = WHOLE[name]
    content = data.draw(broken(contents))
    with suppress(InputError):
        reader(content, file="a")


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_off_anywhere_is_refused(name):
    reader, contents = WHOLE[name]
    for content in contents:
        whole = content.rstrip()
        for end in range(len(whole)):
            with pytest.raises(InputError):
                reader(whole[:end], file="a")


@pytest.mark.prove
@pytest.mark.parametrize("name", WHOLE)
def test_every_byte_may_be_any_other(name):
    reader, contents = WHOLE[name]
    for content in contents:
        for position in range(len(content)):
            for byte in (0, 10, 34, 44, 45, 48, 59, 61, 123, 200, 255):
                changed = bytearray(content)
                changed[position] = byte
                with suppress(InputError):
                    reader(bytes(changed), file="a")
