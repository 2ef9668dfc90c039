"""How a supplier's file of people is laid out: what stands where, and what its flags mean."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

LONGEST_LINE = 10_000


class Kind(StrEnum):
    CSV = "csv"  # one row a person, with a heading
    FIXED = "fixed"  # one line a person, each column at its positions, without a heading
    WORKBOOK = "workbook"  # Excel, with a heading


class Column(StrEnum):
    """What can be known of a person."""

    PERSON_NUMBER = "person_number"
    REFERENCE = "reference"  # what the supplier calls the person instead of the person number
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    NAME = "name"
    GIVEN_NAME = "given_name"
    SURNAME = "surname"
    CARE_OF = "care_of"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    PLACE = "place"
    COUNTRY = "country"
    STRATUM = "stratum"
    PROTECTED = "protected"


class Encoding(StrEnum):
    UTF_8 = "utf-8"
    WINDOWS = "windows-1252"
    LATIN = "iso-8859-1"
    UTF_16 = "utf-16"


class PlacedBy(StrEnum):
    """What tells in which stratum somebody lives."""

    STRATUM = "stratum"
    POSTAL_CODE = "postal_code"
    PLACE = "place"


Heading = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Position = Annotated[int, Field(ge=1, le=LONGEST_LINE)]
Positions = tuple[Position, Position]
Value = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40, to_upper=True)]


class Layout(BaseModel):
    """What stands where. `columns`: the heading of each column, or its first and last position.

    Somebody is protected if `protected` holds one of `protected_when` and is not if it holds one of
    `open_when`; any other value is refused. A supplier who leaves the protected out says so in
    `without_protected`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Kind = Kind.CSV
    columns: Mapping[Column, Heading | Positions]
    encoding: Encoding = Encoding.UTF_8
    separator: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ";"
    sheet: Annotated[str, StringConstraints(max_length=31)] = ""
    placed_by: PlacedBy = PlacedBy.STRATUM
    protected_when: tuple[Value, ...] = ("1", "J", "JA", "S")
    open_when: tuple[Value, ...] = ("", "0", "N", "NEJ")
    without_protected: bool = False
    women: tuple[Value, ...] = ("2", "K", "KVINNA", "F")
    men: tuple[Value, ...] = ("1", "M", "MAN")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        has = set(self.columns)
        for is_wrong, what in (
            (
                not has & {Column.PERSON_NUMBER, Column.REFERENCE},
                say("Nothing tells people apart: give the person number or the reference."),
            ),
            (
                Column.PERSON_NUMBER not in has and not {Column.BIRTH_DATE, Column.SEX} <= has,
                say("Without the person number, birth date and sex are needed."),
            ),
            (
                Column.NAME not in has and not {Column.GIVEN_NAME, Column.SURNAME} <= has,
                say("Give the name, or given name and surname."),
            ),
            (
                not {Column.STREET, Column.POSTAL_CODE, Column.PLACE} <= has,
                say("Give street, postal code and place."),
            ),
            (
                Column(self.placed_by.value) not in has,
                say("Give the column that tells in which stratum somebody lives."),
            ),
            (
                (Column.PROTECTED in has) == self.without_protected,
                say(
                    "Give the column that flags a protected identity, or say that the supplier "
                    "has left those people out: one of the two."
                ),
            ),
            (
                bool(set(self.protected_when) & set(self.open_when)),
                say("The same value cannot mean both protected and not."),
            ),
            (
                bool(set(self.women) & set(self.men)),
                say("The same value cannot mean both woman and man."),
            ),
            (
                any(isinstance(at, str) is self.is_fixed for at in self.columns.values()),
                say("Columns are told by positions in a file of fixed width, else by headings."),
            ),
            (
                any(not isinstance(at, str) and at[0] > at[1] for at in self.columns.values()),
                say("A column's first position comes after its last."),
            ),
        ):
            if is_wrong:
                raise _Refused(what)
        return self

    @property
    def is_fixed(self) -> bool:
        return self.kind == Kind.FIXED


class _Refused(ValueError):
    """A rule of the whole layout that does not hold. Pydantic hands it on."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.message)


def read_layout(given: Mapping[str, Any], *, file: str = "") -> Layout:
    """The layout that was written down. InputError with each key that cannot be."""
    try:
        return Layout.model_validate(dict(given))
    except ValidationError as error:
        raise InputError(
            Problem(
                _what(problem.get("ctx", {}).get("error")),
                _mend(problem),
                file=file,
                field=".".join(str(part) for part in problem["loc"]),
            )
            for problem in error.errors(include_url=False, include_input=False)
        ) from None


def _what(refused: object) -> Text:
    return refused.what if isinstance(refused, _Refused) else say("This cannot stand here.")


def _mend(problem: Mapping[str, Any]) -> Text | str:
    known = problem.get("ctx", {}).get("expected")
    return say("It may be {known}.", known=known) if known else ""
