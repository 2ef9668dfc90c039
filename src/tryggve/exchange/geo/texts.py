"""Whether codes and names are what they must be: there, once, not too long, known."""

import re
from collections.abc import Iterator
from unicodedata import category

from tryggve.exchange.geo import columns
from tryggve.exchange.geo.model import Content, Feature, Limits
from tryggve.geography import reference
from tryggve.wording.problems import Problem
from tryggve.wording.text import Text, say

POSTAL_CODE = re.compile(r"[1-9]\d{2} ?\d{2}", re.ASCII)
# Controls, marks of direction, parts of letters, private and unknown letters, breaks of lines.
CANNOT_BE_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def text_problems(content: Content, limits: Limits, *, file: str) -> Iterator[Problem]:
    """What is wrong with codes, names and codes of municipalities, in the order of the rows."""
    for meaning in (columns.CODE, columns.NAME):
        if meaning not in content.fields:
            yield columns.missing(meaning, file=file)
    first_row: dict[str, int] = {}
    for feature in content.features:
        yield from _of_one(feature, content.fields, limits, file)
        if feature.code:
            first = first_row.setdefault(feature.code, feature.row)
            if first != feature.row:
                yield Problem(
                    say(
                        "The code {code} stands already in row {row}.",
                        code=feature.code,
                        row=str(first),
                    ),
                    say("Give each its own code."),
                    file=file,
                    row=feature.row,
                    field=content.fields[columns.CODE],
                )


def _of_one(
    feature: Feature, fields: dict[str, str], limits: Limits, file: str
) -> Iterator[Problem]:
    for meaning, text, longest in (
        (columns.CODE, feature.code, limits.code),
        (columns.NAME, feature.name, limits.name),
    ):
        wrong = _wrong_text(meaning, text, longest) if meaning in fields else None
        if wrong:
            what, mend = wrong
            yield Problem(what, mend, file=file, row=feature.row, field=fields[meaning])
    if feature.postal_code and not POSTAL_CODE.fullmatch(feature.postal_code):
        yield Problem(
            say("{code} is not a postal code.", code=feature.postal_code),
            say("Write five digits, such as 365 30."),
            file=file,
            row=feature.row,
            field=fields[columns.POSTAL_CODE],
        )
    if feature.municipality_code:
        yield from _municipality(feature, fields[columns.MUNICIPALITY], file)


def _wrong_text(meaning: str, text: str, longest: int) -> tuple[Text, Text] | None:
    if not text:
        is_code = meaning == columns.CODE
        what = say("The code is missing.") if is_code else say("The name is missing.")
        return what, say("Fill it in.")
    if len(text) > longest:
        return (
            say("The text is {length} characters long.", length=len(text)),
            say("Use at most {longest} characters.", longest=longest),
        )
    if any(category(letter) in CANNOT_BE_SHOWN for letter in text):
        return (
            say("The text holds a character that cannot be shown."),
            say("Write it again, on one line."),
        )
    return None


def _municipality(feature: Feature, name: str, file: str) -> Iterator[Problem]:
    code, known = feature.municipality_code, reference.municipalities()
    if code in known:
        return
    with_zero = code.rjust(4, "0")
    yield Problem(
        say("There is no municipality with the code {code}.", code=code),
        say(
            "Did you mean {code}, {name}? Spreadsheets take away a zero at the beginning.",
            code=with_zero,
            name=known[with_zero].name,
        )
        if with_zero in known
        else say("Use the four digits of Statistics Sweden, such as 0880 for Kalmar."),
        file=file,
        row=feature.row,
        field=name,
    )
