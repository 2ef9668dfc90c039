"""A first look at a text for what shows who somebody is: numbers, addresses, names that are told.

It finds what has a form. A name alone has none, and a first name in the middle of a sentence is not
found: so the hint is for who writes, and who publishes a text reads it. Nothing is changed or kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from personnummer import personnummer

from tryggve.wording.text import Text, say

REGION = "SE"
NUMBERS_OF_HELP = re.compile(
    r"(?<!\d)(?:112|114[ -]?14|113[ -]?13|1177|116[ -]?\d{3}|020[ -]?50 ?50 ?50)(?!\d)"
)
PERSON_NUMBER = re.compile(
    r"(?<!\d)(?:\d\d)?\d\d(?:0\d|1[0-2])(?:[0-3]\d|[6-8]\d|9[01])"  # day + 60: co-ordination number
    r"[ ]?[-+\N{EN DASH}]?[ ]?\d{4}(?!\d)"
)
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
STREET = (
    r"(?:gatan|gata|vägen|väg|gränd|gränden|stigen|allén|torget|torg|backen|plan|platsen|leden|"
    r"stråket|gången|kajen|esplanaden)"
)
ADDRESS = re.compile(
    rf"\b(?:[^\W\d_]+[ ])?[^\W\d_]*{STREET}[ ]+\d{{1,4}}[ ]?[A-Ha-h]?\b", re.IGNORECASE
)
CAPITALISED = r"[A-ZÅÄÖÉ][\w'-]{1,30}"
SURNAME = (
    r"[A-ZÅÄÖÉ][\w'-]*(?:sson|son|ström|berg|lund|gren|kvist|qvist|man|lind|dahl|ahl|vall|blad|"
    r"stedt|ovic|ović|oglu|zadeh|ani|ski|ska|enko|chuk)"
)
NAME = re.compile(rf"\b{CAPITALISED}[ ]{SURNAME}\b")
TOLD_NAME = re.compile(
    r"\b(?:heter|hette|kallas|vid namn|named|called|name is)[ ]+"
    rf"({CAPITALISED}(?:[ ]{CAPITALISED})?)"
)
PLATE = re.compile(r"\b[A-HJ-PR-UW-Z]{3}[ ]?\d{2}[0-9A-HJ-PR-UW-Z]\b")


class Kind(StrEnum):
    """What shows who somebody is."""

    PERSON_NUMBER = "person number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NAME = "name"
    PLATE = "plate"


SAID = {
    Kind.PERSON_NUMBER: say("a personal identity number"),
    Kind.PHONE: say("a phone number"),
    Kind.EMAIL: say("an e-mail address"),
    Kind.ADDRESS: say("a street address"),
    Kind.NAME: say("a person's name"),
    Kind.PLATE: say("a car's registration number"),
}


@dataclass(frozen=True)
class Found:
    """Where in the text it stands: `text[start:end]`. It holds no copy of it."""

    kind: Kind
    start: int
    end: int


def personal_data(text: str) -> tuple[Found, ...]:
    """What was found, in the order of the text, none within another."""
    kept: list[Found] = []
    for found in sorted(_all(text), key=lambda each: (each.start, -each.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return tuple(kept)


def hint(text: str) -> Text | None:
    """What to say to who writes, or None: which kinds seem to be there, never what they are."""
    kinds = list(dict.fromkeys(found.kind for found in personal_data(text)))
    if not kinds:
        return None
    listed = SAID[kinds[0]]
    for kind in kinds[1:]:
        listed = say("{first}, and {second}", first=listed, second=SAID[kind])
    return say(
        "It looks as if you have written {what}. Take it away if it shows who somebody is.",
        what=listed,
    )


def _all(text: str) -> Iterator[Found]:
    for match in PERSON_NUMBER.finditer(text):
        if _is_person_number(match.group()):
            yield Found(Kind.PERSON_NUMBER, *match.span())
    yield from _phones(text)
    for kind, pattern in (
        (Kind.EMAIL, EMAIL),
        (Kind.ADDRESS, ADDRESS),
        (Kind.NAME, NAME),
        (Kind.PLATE, PLATE),
    ):
        for match in pattern.finditer(text):
            yield Found(kind, *match.span())
    for match in TOLD_NAME.finditer(text):
        yield Found(Kind.NAME, *match.span(1))


def _is_person_number(written: str) -> bool:
    """One that is right, or has the form and a century: a slip of the pen shows who it is too."""
    digits = re.sub(r"\D", "", written)
    separator = "+" if "+" in written else "-"
    has_form = len(digits) == 12 and digits[:2] in {"19", "20"}
    return has_form or bool(personnummer.valid(f"{digits[:-4]}{separator}{digits[-4:]}"))


def _phones(text: str) -> Iterator[Found]:
    of_help = [match.span() for match in NUMBERS_OF_HELP.finditer(text)]
    for match in phonenumbers.PhoneNumberMatcher(text, REGION):
        if not any(start <= match.start and match.end <= end for start, end in of_help):
            yield Found(Kind.PHONE, match.start, match.end)
