"""Strata as a file: a row for each, as people keep them in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tryggve.apps.surveys.models import Stratum
from tryggve.exchange.encoding import decode
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

MOST_STRATA = 2_000
# What a column is called, in Swedish and English, without capitals.
HEADINGS = {
    "code": ("kod", "code", "stratum", "område"),
    "name": ("namn", "name"),
    "population": ("befolkning", "population"),
    "response": ("väntad svarsandel", "expected response"),
    "least": ("minst", "least"),
    "drawn": ("utskick", "drawn"),
    "payer": ("betalas av", "paid by"),
    "postal_codes": ("postnummer", "postal codes"),
    "places": ("postorter", "places"),
}
WRITTEN = {name: names[0].capitalize() for name, names in HEADINGS.items()}


@dataclass(frozen=True)
class StratumRow:
    """One stratum of the file. `payer`: an organisation's short name, or empty."""

    code: str
    name: str
    population: int | None = None
    response: float | None = None
    least: int | None = None
    drawn: int | None = None
    payer: str = ""
    postal_codes: Sequence[str] = field(default=())
    places: Sequence[str] = field(default=())
    row: int = 0


def read_strata(content: bytes, *, file: str = "") -> list[StratumRow]:
    """The rows of a CSV file with `;` or `,` between. Code and name are needed, the rest is not.

    InputError with everything that is wrong, by row and column.
    """
    text = decode(content, file=file)
    heading, _, _ = text.partition("\n")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in heading else ","))
    places = _places(rows[0] if rows else [], file)
    problems: list[Problem] = []
    found = [
        _row(number, {name: cells[at].strip() for name, at in places.items() if at < len(cells)},
             problems)
        for number, cells in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in cells)
    ]  # fmt: skip
    problems += _repeated(found)
    if not found:
        problems.append(Problem(say("There are no strata in the file.")))
    if len(found) > MOST_STRATA:
        problems.append(Problem(say("There are more than {most} strata.", most=MOST_STRATA)))
    if problems:
        raise InputError(
            Problem(each.what, each.mend, file, each.row, each.field) for each in problems
        )
    return found


def write_strata(strata: Iterable[Stratum]) -> str:
    """The file of what is known, to be changed in a spreadsheet and read again."""
    out = io.StringIO()
    out.write("\ufeff")  # so that spreadsheets read it as UTF-8
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(WRITTEN.values())
    for each in strata:
        writer.writerow(
            [
                each.code,
                each.name,
                _number(each.population),
                f"{100 * each.response:g}".replace(".", ","),
                each.least,
                _number(each.drawn),
                each.payer.slug if each.payer else "",
                " ".join(each.postal_codes),
                ", ".join(each.places),
            ]
        )
    return out.getvalue()


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _places(heading: Sequence[str], file: str) -> dict[str, int]:
    known = [cell.strip().casefold() for cell in heading]
    places = {
        name: known.index(word)
        for name, words in HEADINGS.items()
        for word in words
        if word in known
    }
    missing = [name for name in ("code", "name") if name not in places]
    if missing:
        raise InputError(
            Problem(
                say("The column {column} is missing.", column=WRITTEN[name]),
                say("The first row may have: {columns}.", columns=", ".join(WRITTEN.values())),
                file,
                1,
                WRITTEN[name],
            )
            for name in missing
        )
    return places


def _row(number: int, cells: Mapping[str, str], problems: list[Problem]) -> StratumRow:
    def wrong(name: str, mend: object) -> None:
        problems.append(
            Problem(say("This cannot stand here."), str(mend), row=number, field=WRITTEN[name])
        )

    def whole(name: str) -> int | None:
        text = cells.get(name, "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            wrong(name, say("Write a whole number."))
            return None
        return int(text) if text else None

    def share(name: str) -> float | None:
        text = cells.get(name, "").removesuffix("%").strip().replace(",", ".")
        if not text:
            return None
        try:
            given = float(text)
        except ValueError:
            given = -1.0
        if not 0 < given <= 100:
            wrong(name, say("Write per cent, above 0 and at most 100."))
            return None
        return given / 100

    code, name = cells.get("code", ""), cells.get("name", "")
    if not 0 < len(code) <= 40:
        wrong("code", say("Write from 1 to {most} signs.", most=40))
    if not 0 < len(name) <= 120:
        wrong("name", say("Write from 1 to {most} signs.", most=120))
    codes = [each.replace(" ", "") for each in _postal_codes(cells.get("postal_codes", ""))]
    if any(not (each.isascii() and each.isdigit() and len(each) == 5) for each in codes):
        wrong("postal_codes", say("Write postal codes of five digits, with a space between them."))
    return StratumRow(
        code=code,
        name=name,
        population=whole("population"),
        response=share("response"),
        least=whole("least"),
        drawn=whole("drawn"),
        payer=cells.get("payer", ""),
        postal_codes=codes,
        places=[each.strip() for each in cells.get("places", "").split(",") if each.strip()],
        row=number,
    )


def _postal_codes(text: str) -> list[str]:
    """`36130 36131`, `361 30, 361 31`: with a comma a space may stand within a code."""
    return [each for each in (text.split(",") if "," in text else text.split()) if each.strip()]


def _repeated(rows: Sequence[StratumRow]) -> list[Problem]:
    """Codes, postal codes and places that stand in two strata."""
    problems = []
    for name, values in (
        ("code", lambda row: [row.code]),
        ("postal_codes", lambda row: row.postal_codes),
        ("places", lambda row: [place.casefold() for place in row.places]),
    ):
        first: dict[str, int] = {}
        for row in rows:
            for value in values(row):
                if first.setdefault(value, row.row) != row.row:
                    problems.append(
                        Problem(
                            say("{value} stands in row {row} already.", value=value,
                                row=str(first[value])),
                            say("Let it stand in one stratum."),
                            row=row.row,
                            field=WRITTEN[name],
                        )
                    )  # fmt: skip
    return problems
