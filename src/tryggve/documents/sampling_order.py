"""The order of a sample: what the supplier of the register is asked to draw and to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tryggve.documents.page import SIMULATED, page
from tryggve.wording import formats
from tryggve.wording.text import Text, say

TEMPLATE = Path(__file__).parent / "templates" / "sampling_order.typ"


@dataclass(frozen=True)
class OrderedStratum:
    """One line of the order. `population`: as it is known; None where nobody knows."""

    code: str
    name: str
    population: int | None
    drawn: int


@dataclass(frozen=True)
class SamplingOrder:
    """What is ordered. `ages`: the lowest and the highest, on `frame_day`. `wanted_by`: the day on
    which the sample is to be there, if one is set. `contact`: a function, its phone and address."""

    round: str
    authority: str
    contact: Sequence[str]
    ages: tuple[int, int]
    frame_day: date
    wanted_by: date | None
    strata: Sequence[OrderedStratum]
    is_simulated: bool = False

    @property
    def total(self) -> int:
        return sum(stratum.drawn for stratum in self.strata)


def sampling_order(order: SamplingOrder, *, language: str, made: date) -> bytes:
    """The order as PDF/UA-1, in Swedish or English. Raises `TypesetError`."""
    title = say("Order of a sample: {round}", round=order.round)
    return page(TEMPLATE, _data(order, title, language), language=language, title=title, made=made)


def _data(order: SamplingOrder, title: Text, language: str) -> dict[str, Any]:
    least, most = order.ages
    facts = [
        (say("Ordered by"), order.authority),
        (say("Contact"), ", ".join(order.contact)),
        (
            say("Population"),
            say(
                "Everybody who is registered as living in one of the strata and is {least} to "
                "{most} years old on {day}",
                least=least,
                most=most,
                day=order.frame_day,
            ),
        ),
        (say("To draw"), say("{number} people in all", number=order.total)),
    ]
    if order.wanted_by:
        facts.append((say("Wanted by"), order.wanted_by))
    return {
        "title": title,
        "kicker": say("Order"),
        "simulated": SIMULATED if order.is_simulated else None,
        "words": {
            "about": say(
                "We ask for a sample of people, drawn at random and without replacement in each "
                "stratum by itself, and for the counts of the population that it is drawn from."
            ),
            "wanted": say("What we want for each person"),
            "rules": say("How it is drawn and sent"),
            "strata": say("Strata"),
        },
        "facts": [{"term": term, "value": value} for term, value in facts],
        "wanted": [
            say("Person number, or your own reference with birth date and sex"),
            say("Name, care of, street address, postal code and postal town"),
            say("The code of the stratum, as below"),
        ],
        "rules": [
            say("Everybody in a stratum has the same chance, and nobody is drawn twice."),
            say(
                "People with a protected identity are left out, or flagged in a column of their "
                "own. Tell us how many they are in all, not by stratum."
            ),
            say(
                "The counts of the population: a row for each stratum, sex and year of age, in a "
                "CSV file with the columns stratum, kön, ålder, antal."
            ),
            say("Both are of the same day, and of the same people."),
            say("Send the files encrypted, and the password another way."),
        ],
        "table": {
            "columns": [
                {"heading": say("Code"), "numeric": False},
                {"heading": say("Stratum"), "numeric": False},
                {"heading": say("Population"), "numeric": True},
                {"heading": say("To draw"), "numeric": True},
            ],
            "rows": [
                *(
                    (
                        each.code,
                        each.name,
                        ""
                        if each.population is None
                        else formats.number(each.population, language),
                        formats.number(each.drawn, language),
                    )
                    for each in order.strata
                ),
                ("", say("In all"), "", _number(order.total, language)),
            ],
        },
    }


def _number(value: int | None, language: str) -> str:
    return "" if value is None else formats.number(value, language)
