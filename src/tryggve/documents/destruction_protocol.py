"""The protocol of a destroyed link: by what decision, by whom, what, and what backups hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tryggve.charts.picture import Table
from tryggve.documents.page import SIMULATED, page, table_data
from tryggve.wording.text import Text, say

TEMPLATE = Path(__file__).parent / "templates" / "destruction_protocol.typ"


@dataclass(frozen=True)
class DestructionProtocol:
    """How the link between a round's people and their answers was destroyed. `overwritten`: when
    the place of what was deleted was; None where it has not been yet."""

    round: str
    organisation: str
    authority: str
    body: str
    decided: date
    reference: str
    asked_by: str
    asked: date
    carried_out_by: str
    carried_out: date
    overwritten: date | None
    backups_until: date
    checked: Sequence[Text]
    table: Table
    is_simulated: bool = False


def destruction_protocol(protocol: DestructionProtocol, *, language: str) -> bytes:
    """The protocol as PDF/UA-1, in the language of its table. Raises `TypesetError`."""
    title = say("Protocol: the link to the people is destroyed, {round}", round=protocol.round)
    data = _data(protocol, title)
    return page(TEMPLATE, data, language=language, title=title, made=protocol.carried_out)


def _data(protocol: DestructionProtocol, title: Text) -> dict[str, Any]:
    return {
        "title": title,
        "kicker": protocol.organisation,
        "simulated": SIMULATED if protocol.is_simulated else None,
        "words": {
            "about": say(
                "From this day nobody can tell who any answer of the round is from. First the keys "
                "were destroyed, then the rows, then the place in the files where the rows were."
            ),
            "checked": say("Had been seen to before"),
            "what": say("What was destroyed, and what is kept"),
            "backups": say("What is left in backups"),
        },
        "facts": [{"term": term, "value": value} for term, value in _facts(protocol)],
        "checked": list(protocol.checked),
        "table": table_data(protocol.table),
        "backups": _backups(protocol),
    }


def _facts(protocol: DestructionProtocol) -> list[tuple[Text, Any]]:
    decision = say(
        "{body}, {day}, number {number}",
        body=protocol.body,
        day=protocol.decided,
        number=protocol.reference,
    )
    return [
        (say("Responsible authority"), protocol.authority),
        (say("Retention decision"), decision),
        (say("Asked for"), say("{day} by {who}", day=protocol.asked, who=protocol.asked_by)),
        (
            say("Carried out"),
            say("{day} by {who}", day=protocol.carried_out, who=protocol.carried_out_by),
        ),
        (
            say("Overwritten in the files"),
            protocol.overwritten or say("not yet: it is done within the hour"),
        ),
    ]


def _backups(protocol: DestructionProtocol) -> list[Text]:
    return [
        say(
            "Backups of the register that were made before hold names and addresses, sealed. They "
            "can be read by nobody without the key that is destroyed."
        ),
        say(
            "Backups of the main database hold answers under pseudonyms that are no longer used, "
            "and codes as hashes. Without the register nobody can be told from them by name."
        ),
        say(
            "Backups hold no keys. Copies of the folder of keys that were made before must be "
            "destroyed or replaced: until then the link can be restored from them and a backup."
        ),
        say("The last such backup is gone on {day}.", day=protocol.backups_until),
    ]
