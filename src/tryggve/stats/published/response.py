"""Check 4: a response rate is answers over the net sample.

The net sample is the gross sample less those out of scope and returned letters. Where it is not
printed, the rate is at least answers over the gross sample, and a rate that is more tells how large
the net sample would be.
"""

from collections.abc import Sequence
from itertools import pairwise

from tryggve.stats.published.figures import Fieldwork
from tryggve.stats.published.printed import Printed, quotient
from tryggve.stats.published.report import Check, Checked, Finding, Gravity, gravity_of
from tryggve.wording.text import Text, say


def check_response_rates(fieldwork: Sequence[Fieldwork]) -> Checked:
    """All that was printed of the fieldwork of an area and period, in one row."""
    findings, number = [], 0
    for each in fieldwork:
        known = [each.sent, each.net, each.answered]
        if sum(part is not None for part in known) + (each.rate is not None) < 2:
            continue
        number += 1
        found = [_order(each.answered, each.net, each.sent), _rate(each)]
        findings += [
            Finding(Check.RESPONSE_RATE, gravity, each.area, each.period, (each.row,), what)
            for gravity, what in filter(None, found)
        ]
    return Checked(number, tuple(findings))


def _order(*rising: Printed | None) -> tuple[Gravity, Text] | None:
    """Fewer answer than are in the net sample, and fewer are in it than were sent a form."""
    known = [each for each in rising if each is not None]
    for few, many in pairwise(known):
        if few.low > many.high:
            what = say(
                "{few} are more than {many}: answers, net sample and forms sent do not rise.",
                few=few.text,
                many=many.text,
            )
            return gravity_of(few, many), what
    return None


def _rate(each: Fieldwork) -> tuple[Gravity, Text] | None:
    rate, answered, base = each.rate, each.answered, each.net or each.sent
    if rate is None or answered is None or base is None:
        return None
    low, high = quotient(answered, base)
    if rate.high < low or (each.net is not None and rate.low > high):
        what = say(
            "{rate} percent is not {answered} answers of {base}, which is {low} to {high} percent.",
            rate=rate.text,
            answered=answered.text,
            base=base.text,
            low=round(low, 2),
            high=round(high, 2),
        )
        return gravity_of(rate, answered, base), what
    if rate.low > high:
        what = say(
            "{rate} percent is more than {answered} answers of {base} sent, which is {share}. It "
            "would be of a net sample of {least} to {most}, which is not printed.",
            rate=rate.text,
            answered=answered.text,
            base=base.text,
            share=round(high, 2),
            least=round(100 * answered.low / rate.high),
            most=round(100 * answered.high / rate.low),
        )
        return Gravity.UNSTATED, what
    return None
