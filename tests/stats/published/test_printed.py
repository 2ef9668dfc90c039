import pytest
from hypothesis import given
from hypothesis import strategies as st

from tryggve.stats.published.printed import printed, quotient


@pytest.mark.parametrize(
    ("text", "low", "high", "is_vague"),
    [
        ("61,5", 61.45, 61.55, False),
        ("61.5", 61.45, 61.55, False),
        (" 57 % ", 56.5, 57.5, False),
        ("0", -0.5, 0.5, False),
        ("5 (röd)", 4.5, 5.5, False),
        ("64,8 (52 700/81 300)", 64.75, 64.85, False),
        ("52 700", 52699.5, 52700.5, False),
        ("52\N{NO-BREAK SPACE}700", 52699.5, 52700.5, False),
        ("~59", 58.5, 59.5, True),
        ("ca 400", 350, 450, True),
        ("~1300", 1250, 1350, True),
        ("~0", -0.5, 0.5, True),
        (">83", 83, 84, True),
        ("över 43000", 43000, 44000, True),
        ("<5", 4, 5, True),
        ("under 60", 50, 60, True),
        ("1-2", 0.5, 2.5, True),
        ("11–13,5", 10.5, 13.55, True),
    ],
)
def test_bounds(text: str, low: float, high: float, is_vague: bool) -> None:
    found = printed(text)
    assert found is not None
    assert found.text == text
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-8)
    assert found.is_vague == is_vague


@pytest.mark.parametrize(
    "text",
    [
        *["", "okänt", "21 av 32", "97,6 / 72,0", "1,0->0,8", "-3", "3-1", "~3-4", "1.2.3", "nan"],
        *["%", "1 2", "1\n200", "9" * 400, "0." + "0" * 400 + "1"],
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert printed(text) is None


def test_a_spreadsheet_drops_the_last_zeros() -> None:
    found = printed("1.7", decimals=2)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((1.695, 1.705), abs=1e-8)
    assert found.cut == pytest.approx(1.71, abs=1e-8)


def test_persons_are_not_rounded_unless_it_says_so() -> None:
    exact, about = printed("1653", is_count=True), printed("~1650", is_count=True)
    assert exact is not None
    assert about is not None
    assert (exact.low, exact.high) == pytest.approx((1653, 1653), abs=1e-8)
    assert (about.low, about.high) == pytest.approx((1645, 1655), abs=1e-8)


def test_the_bounds_of_a_quotient() -> None:
    answered, sent, nobody = (printed(text) for text in ("50", "100", "0"))
    assert answered is not None
    assert sent is not None
    assert nobody is not None
    assert quotient(answered, sent) == pytest.approx((100 * 49.5 / 100.5, 100 * 50.5 / 99.5))
    assert quotient(answered, nobody)[1] == float("inf")


@given(st.floats(0, 1e6, allow_nan=False), st.integers(0, 4))
def test_a_value_lies_within_the_bounds_of_its_print(value: float, decimals: int) -> None:
    for text in (f"{value:.{decimals}f}", f"{value:.{decimals}f}".replace(".", ",")):
        found = printed(text)
        assert found is not None
        assert found.low <= value <= found.high


@given(st.text(max_size=20))
def test_any_text_is_read_or_not(text: str) -> None:
    found = printed(text)
    assert found is None or found.low <= found.value <= found.high
