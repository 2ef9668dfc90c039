"""Checks 2, 3 and 5: shares of the same area and period that cannot all be true.

Each is of bounds: a printed figure stands for all values that are rounded to it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from tryggve.stats.published.figures import Figure, Kind
from tryggve.stats.published.report import Check, Checked, Finding, gravity_of
from tryggve.wording.text import Text, say


def check_safe_and_unsafe(figures: Sequence[Figure]) -> Checked:
    """Safe and unsafe of the same question are at most 100 percent together."""
    pairs = [
        (safe, unsafe)
        for safe, unsafe in _pairs(figures, Kind.SAFE, Kind.UNSAFE)
        if safe.measure.name == unsafe.measure.name
    ]
    return Checked(
        len(pairs),
        tuple(
            _finding(
                Check.SAFE_AND_UNSAFE, safe, unsafe,
                say("{safe} percent safe and {unsafe} percent unsafe are more than 100.",
                    safe=safe.value.text, unsafe=unsafe.value.text),
            )
            for safe, unsafe in pairs
            if safe.value.low + unsafe.value.low > 100
        ),
    )  # fmt: skip


def check_victims(figures: Sequence[Figure]) -> Checked:
    """Victims of any crime and those who were not are 100 percent together."""
    pairs = list(_pairs(figures, Kind.VICTIM, Kind.NOT_VICTIM))
    return Checked(
        len(pairs),
        tuple(
            _finding(
                Check.VICTIMS, victims, others,
                say("{victims} percent victims and {others} percent not are not 100 together.",
                    victims=victims.value.text, others=others.value.text),
            )
            for victims, others in pairs
            if not victims.value.low + others.value.low
            <= 100
            <= victims.value.high + others.value.high
        ),
    )  # fmt: skip


def check_one_crime(figures: Sequence[Figure]) -> Checked:
    """Who was a victim of one crime was one of any: it is at most the victims of any, which are
    printed, or 100 less those who were not victims."""
    found, number = [], 0
    for kind in (Kind.VICTIM, Kind.NOT_VICTIM):
        for one, whole in _pairs(figures, Kind.VICTIM_OF, kind):
            number += 1
            most = whole.value.high if kind is Kind.VICTIM else whole.value.complement[1]
            if one.value.low > most:
                found.append(_finding(Check.ONE_CRIME, one, whole, _more(one, whole)))
    return Checked(number, tuple(found))


def _more(one: Figure, whole: Figure) -> Text:
    if whole.measure.kind is Kind.VICTIM:
        return say(
            "{one} percent victims of {crime} are more than the {whole} percent victims of any "
            "crime.",
            one=one.value.text,
            crime=one.measure.name,
            whole=whole.value.text,
        )
    return say(
        "{one} percent victims of {crime} are too many where {whole} percent were victims of no "
        "crime.",
        one=one.value.text,
        crime=one.measure.name,
        whole=whole.value.text,
    )


def _pairs(figures: Sequence[Figure], first: Kind, second: Kind) -> Iterator[tuple[Figure, Figure]]:
    """Every figure of the one kind with every one of the other, of the same area and period."""
    at: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        at[figure.area, figure.period].append(figure)
    for together in at.values():
        of = [[each for each in together if each.measure.kind is kind] for kind in (first, second)]
        yield from product(*of)


def _finding(check: Check, first: Figure, second: Figure, what: Text) -> Finding:
    rows = tuple(sorted({first.row, second.row}))
    gravity = gravity_of(first.value, second.value)
    return Finding(check, gravity, first.area, first.period, rows, what)
