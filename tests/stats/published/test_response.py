import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stats.published.made import fieldwork, told
from tryggve.stats.published.report import Checked
from tryggve.stats.published.response import check_response_rates


def checked(**cells: object) -> Checked:
    return check_response_rates(fieldwork(**cells).fieldwork)


def gravities(**cells: object) -> list[str]:
    return [gravity for *_, gravity in told(checked(**cells))]


def test_answers_over_the_net_sample() -> None:
    assert gravities(value="61,7", net_sample=2679, answered=1653) == []
    assert gravities(value="61,8", net_sample=2679, answered=1653) == ["contradiction"]
    assert gravities(value="61,6", net_sample=2679, answered=1653) == ["contradiction"]
    assert gravities(value="~64", net_sample=2679, answered=1653) == ["suspect"]


def test_where_the_net_sample_is_printed_the_gross_one_is_not_asked() -> None:
    assert gravities(value="61,7", sent=2700, net_sample=2679, answered=1653) == []


def test_a_rate_above_answers_over_those_sent_tells_the_net_sample() -> None:
    """1653 of 2700 is 61.2 percent; 61.65 to 61.75 of 1653 answers are of 2677 to 2681."""
    found = checked(value="61,7", sent=2700, answered=1653)
    assert told(found) == [("A", "2023", (2,), "unstated")]
    what = found.findings[0].what.values
    assert (what["share"], what["least"], what["most"]) == (61.22, 2677, 2681)


def test_a_rate_below_answers_over_those_sent_cannot_be() -> None:
    assert gravities(value="61", sent=2700, answered=1653) == []
    assert gravities(value="60", sent=2700, answered=1653) == ["contradiction"]
    assert gravities(value="60", sent=2700, answered="~1650") == ["suspect"]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"answered": 5527, "sent": 5000}, ["contradiction"]),
        ({"answered": 50, "net_sample": 40}, ["contradiction"]),
        ({"net_sample": 1300, "sent": 1200}, ["contradiction"]),
        ({"answered": "~5000", "sent": 4000}, ["suspect"]),
        ({"answered": 1200, "net_sample": 1200, "sent": 1200}, []),
    ],
)
def test_numbers_rise_from_answers_to_those_sent(
    cells: dict[str, object], found: list[str]
) -> None:
    assert gravities(measure="safe", value="61", **cells) == found


def test_what_cannot_be_compared_is_not_counted() -> None:
    assert checked(value="56", answered=1219).number == 1
    assert checked(value="56").number == 0
    assert checked(measure="safe", value="61").number == 0


@given(st.integers(1, 10_000), st.integers(0, 2_000), st.data())
def test_a_rate_that_was_computed_so_is_never_told(net: int, out: int, data) -> None:
    answered = data.draw(st.integers(0, net))
    decimals = data.draw(st.integers(0, 2))
    rate = f"{100 * answered / net:.{decimals}f}"
    assert gravities(value=rate, net_sample=net, answered=answered, sent=net + out) == []
    alone = gravities(value=rate, answered=answered, sent=net + out)
    assert set(alone) <= {"unstated"}
