"""What the printer is told of a mailing: what goes into each envelope, and how it is posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tryggve.documents.page import SIMULATED, page
from tryggve.wording import formats
from tryggve.wording.text import Text, say

TEMPLATE = Path(__file__).parent / "templates" / "insertion_specification.typ"


@dataclass(frozen=True)
class PostedBatch:
    """Some items in the order in which they are posted. `postal_codes`: the first and the last."""

    name: str
    sender: str
    items: int
    postal_codes: tuple[str, str]


@dataclass(frozen=True)
class Insertion:
    """A mailing as the printer sees it. `what`: the kind of it, in words. `form_sheets`: of A4, 0
    where no form goes along. `grams`: of one item, about. `contact`: a function, its phone and
    address."""

    round: str
    number: int
    what: str
    sender: str
    contact: Sequence[str]
    firm: str
    agreement: str
    day: date
    is_card: bool
    form_sheets: int
    grams: float
    batches: Sequence[PostedBatch]
    is_simulated: bool = False

    @property
    def items(self) -> int:
        return sum(batch.items for batch in self.batches)


def insertion_specification(insertion: Insertion, *, language: str, made: date) -> bytes:
    """The specification as PDF/UA-1, in Swedish or English. Raises `TypesetError`."""
    title = say(
        "To the printer: {round}, mailing {number}", round=insertion.round, number=insertion.number
    )
    data = _data(insertion, title, language)
    return page(TEMPLATE, data, language=language, title=title, made=made)


def _data(insertion: Insertion, title: Text, language: str) -> dict[str, Any]:
    contents = _card() if insertion.is_card else _envelope(insertion.form_sheets)
    return {
        "title": title,
        "kicker": say("Order"),
        "simulated": SIMULATED if insertion.is_simulated else None,
        "words": {
            "about": say(
                "All items of a batch are in the order in which they are posted. Check every file "
                "against its checksum before it is printed."
            ),
            "contents": say("A card") if insertion.is_card else say("What goes into each envelope"),
            "rules": say("How it is done"),
            "batches": say("Batches"),
        },
        "facts": _facts(insertion, language),
        "contents": contents,
        "rules": _rules(insertion),
        "table": _table(insertion, language),
    }


def _facts(insertion: Insertion, language: str) -> list[dict[str, Any]]:
    kilograms = insertion.items * insertion.grams / 1000
    facts = [
        (say("Ordered by"), insertion.sender),
        (say("Contact"), ", ".join(insertion.contact)),
        (
            say("Agreement"),
            say("{firm}, {number}", firm=insertion.firm, number=insertion.agreement),
        ),
        (say("Mailing"), insertion.what),
        (say("To be posted"), insertion.day),
        (say("Items"), formats.number(insertion.items, language)),
        (
            say("Weight, about"),
            say(
                "{grams} g an item, {kilograms} kg in all; weigh one",
                grams=formats.number(insertion.grams, language, decimals=1),
                kilograms=formats.number(kilograms, language, decimals=1),
            ),
        ),
    ]
    return [{"term": term, "value": value} for term, value in facts]


def _envelope(form_sheets: int) -> list[Text]:
    letter = say(
        "The letter, one sheet of A4, folded once so that the address shows in a right-hand window "
        "of C5."
    )
    if not form_sheets:
        return [letter]
    return [
        letter,
        say(
            "The form with the same place in its file: {sheets} sheets of A4 printed on both "
            "sides, stapled nowhere, folded once.",
            sheets=form_sheets,
        ),
        say("A reply envelope, C5, folded once if need be."),
    ]


def _card() -> list[Text]:
    return [
        say(
            "A card without an envelope, printed on both sides. No form and no reply envelope go "
            "with it."
        )
    ]


def _rules(insertion: Insertion) -> list[Text]:
    rules = [
        say(
            "Print at full size, without fitting to the page. Boxes and corner marks on a form "
            "must be where they are in the file."
        ),
        say(
            "Leave no page out, and print no item twice. What is spoilt is printed anew by its "
            "code."
        ),
        say("The code beside the address must show whole in the window."),
        say("Tell us the day on which each batch was posted."),
        say(
            "Keep files and spoilt prints locked in, and destroy them within two weeks of the day "
            "of posting. Tell us when it is done."
        ),
    ]
    if insertion.form_sheets:
        rules.insert(
            1,
            say(
                "Letter and form belong to one person: take them from the two files of a batch at "
                "the same place. Hold the first, the last and every hundredth against each other."
            ),
        )
    return rules


def _table(insertion: Insertion, language: str) -> dict[str, Any]:
    return {
        "columns": [
            {"heading": say("Batch"), "numeric": False},
            {"heading": say("Sender"), "numeric": False},
            {"heading": say("Postal codes"), "numeric": False},
            {"heading": say("Items"), "numeric": True},
        ],
        "rows": [
            *(
                (
                    batch.name,
                    batch.sender,
                    "–".join(batch.postal_codes),
                    formats.number(batch.items, language),
                )
                for batch in insertion.batches
            ),
            (say("In all"), "", "", formats.number(insertion.items, language)),
        ],
    }
