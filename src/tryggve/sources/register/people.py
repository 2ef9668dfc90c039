"""What the rows of a register file mean, and what is wrong with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import polars as pl
from personnummer import personnummer

from tryggve.sources.complaints import Complaints
from tryggve.sources.register.findings import Findings
from tryggve.sources.register.layout import Column, Layout, PlacedBy
from tryggve.stats.drawing.checks.ages import Ages
from tryggve.wording.text import Text, say

SWEDEN = ("", "SE", "SVERIGE", "SWEDEN")
DAYS = ("%Y-%m-%d", "%Y%m%d")
WOMAN, MAN = "woman", "man"
KEPT = (
    "row", "identity", "birth_date", "sex", "stratum", "name", "care_of", "street", "postal_code",
    "place", "country", "is_reached",
)  # fmt: skip


@dataclass(frozen=True)
class Placing:
    """The stratum of each value of the column that tells where somebody lives.

    A code of a stratum that is not there is a mistake; a postal code or place that is not there is
    outside the survey's areas.
    """

    by: PlacedBy
    strata: Mapping[str, str]

    @classmethod
    def by_stratum(cls, names: Iterable[str]) -> "Placing":
        return cls(PlacedBy.STRATUM, {name: name for name in names})

    def stratum_of(self, value: pl.Expr) -> pl.Expr:
        known = {each.lower().replace(" ", ""): name for each, name in self.strata.items()}
        plain = value.str.to_lowercase().str.replace_all(" ", "", literal=True)
        return plain.replace_strict(known, default=None, return_dtype=pl.String)


class Reader:
    """Reads batches one after another and remembers what the whole file must be judged by.

        reader = Reader(layout, placing=placing, ages=ages, complaints=Complaints("people.csv"))
        for people in reader.read(batches(file, layout)):
            ...  # keep them, in a transaction
        reader.finish()  # InputError: keep nothing

    Each frame holds: `row`; `identity` (twelve digits of the person number, or the supplier's
    reference); `birth_date`; `sex` ("woman", "man"); `stratum` (null outside the survey's areas);
    `name`, `care_of`, `street`, `postal_code` (five digits in Sweden), `place`, `country`; and
    `is_reached` (whether name and address are whole). Rows that are flagged as protected are
    dropped unread. A frame in which anything is wrong may lack rows: nothing of it is to be kept.
    """

    def __init__(
        self, layout: Layout, *, placing: Placing, ages: Ages, complaints: Complaints
    ) -> None:
        self.layout, self.placing, self.ages, self.complaints = layout, placing, ages, complaints
        self.findings = Findings()
        self._identities: list[pl.DataFrame] = []

    def read(self, batches: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        for batch in batches:
            people = self._sexed(self._identified(self._open(batch)))
            people = self._placed(self._of_age(people))
            people = _addressed(people)
            self._count(people)
            yield people.select(KEPT)

    def finish(self) -> Findings:
        """What was found in the file. InputError with its problems, where it has any."""
        self._check_duplicates()
        self.findings.judge(self.complaints)
        self.complaints.stop_if_any()
        return self.findings

    def _open(self, batch: pl.DataFrame) -> pl.DataFrame:
        """Without the people whose identity is protected, of whom nothing is read."""
        if self.layout.without_protected:
            return batch
        flag = pl.col(Column.PROTECTED).str.to_uppercase()
        known = [*self.layout.protected_when, *self.layout.open_when]
        self._tell(
            batch.filter(~flag.is_in(known)),
            Column.PROTECTED,
            say("The flag of a protected identity is unclear."),
            say("Say what it means, or mend the row: it may be one of {known}.",
                known=", ".join(each for each in known if each)),
        )  # fmt: skip
        is_open = batch.filter(flag.is_in(self.layout.open_when))
        self.findings.protected += batch.select(flag.is_in(self.layout.protected_when).sum()).item()
        return is_open.drop(Column.PROTECTED)

    def _identified(self, people: pl.DataFrame) -> pl.DataFrame:
        if Column.PERSON_NUMBER not in people.columns:
            missing = people.filter(pl.col(Column.REFERENCE) == "")
            self._tell(missing, Column.REFERENCE, say("The reference is missing."), MEND_IDENTITY)
            born = _days(pl.col(Column.BIRTH_DATE))
            people = people.with_columns(identity=Column.REFERENCE, birth_date=born)
            return self._with_birth_dates(people)
        read = [_person_number(text) for text in people[Column.PERSON_NUMBER]]
        people = people.with_columns(
            pl.Series("identity", [each.number for each in read], pl.String),
            pl.Series("born", [each.born for each in read], pl.Date),
            pl.Series("by_number", [each.sex for each in read], pl.String),
        )
        self._tell(
            people.filter(pl.col("identity").is_null()),
            Column.PERSON_NUMBER,
            say("This is no person number: its form, its date or its check digit is wrong."),
            MEND_IDENTITY,
        )
        people = people.filter(pl.col("identity").is_not_null())
        if Column.BIRTH_DATE not in people.columns:
            return people.with_columns(birth_date="born")
        people = self._with_birth_dates(
            people.with_columns(birth_date=_days(pl.col(Column.BIRTH_DATE)))
        )
        self._tell(
            people.filter(pl.col("birth_date") != pl.col("born")),
            Column.BIRTH_DATE,
            say("The birth date is not that of the person number."),
            MEND_IDENTITY,
        )
        return people

    def _with_birth_dates(self, people: pl.DataFrame) -> pl.DataFrame:
        missing = people.filter(pl.col("birth_date").is_null())
        self._tell(
            missing,
            Column.BIRTH_DATE,
            say("The birth date is missing, or is no date."),
            say("Write it as year, month and day: 1984-02-17."),
        )
        return people.filter(pl.col("birth_date").is_not_null())

    def _sexed(self, people: pl.DataFrame) -> pl.DataFrame:
        if Column.SEX not in people.columns:
            return people.with_columns(sex="by_number")
        meant = dict.fromkeys(self.layout.women, WOMAN) | dict.fromkeys(self.layout.men, MAN)
        told = pl.col(Column.SEX).str.to_uppercase().replace_strict(
            meant, default=None, return_dtype=pl.String
        )  # fmt: skip
        people = people.with_columns(sex=told)
        self._tell(
            people.filter(pl.col("sex").is_null()),
            Column.SEX,
            say("The sex is missing or unclear."),
            say("It may be one of {known}.", known=", ".join(meant)),
        )
        people = people.filter(pl.col("sex").is_not_null())
        if "by_number" in people.columns:
            self._tell(
                people.filter(pl.col("sex") != pl.col("by_number")),
                Column.SEX,
                say("The sex is not that of the person number."),
                say("See that the values for women and men have not changed places."),
            )
        return people

    def _of_age(self, people: pl.DataFrame) -> pl.DataFrame:
        people = people.with_columns(years=self.ages.years_of(pl.col("birth_date")))
        is_inside = pl.col("years").is_between(self.ages.least, self.ages.most)
        for row, years in people.filter(~is_inside).select("row", "years").rows():
            self.complaints.add(
                say("This person is {years} years old on {day}.", years=years, day=self.ages.on),
                say("The survey asks those of {least} to {most}.",
                    least=self.ages.least, most=self.ages.most),
                row=row,
                field=Column.BIRTH_DATE,
            )  # fmt: skip
        return people.filter(is_inside)

    def _placed(self, people: pl.DataFrame) -> pl.DataFrame:
        column = self.placing.by.value
        people = people.with_columns(
            told=pl.col(column), stratum=self.placing.stratum_of(pl.col(column))
        )
        if self.placing.by != PlacedBy.STRATUM:
            return people
        is_unknown = pl.col("stratum").is_null() & (pl.col("told") != "")
        self._tell(
            people.filter(is_unknown),
            Column.STRATUM,
            say("The stratum is none of the round's."),
            say("Mend the row, or add the stratum to the round."),
        )
        return people.filter(~is_unknown)

    def _count(self, people: pl.DataFrame) -> None:
        self.findings.people += len(people)
        self.findings.not_placed += people["stratum"].null_count()
        self.findings.without_address += len(people) - int(people["is_reached"].sum())
        self._identities.append(people.select("row", pl.col("identity").hash(seed=1)))

    def _check_duplicates(self) -> None:
        if not self._identities:
            return
        everybody = pl.concat(self._identities)
        again = everybody.with_columns(first=pl.col("row").min().over("identity")).filter(
            pl.col("row") != pl.col("first")
        )
        for row, first in again.select("row", "first").rows():
            self.complaints.add(
                say("This person stands in row {row} already.", row=str(first)),
                say("Let everybody stand once."),
                row=row,
                field=self._tells_apart,
            )

    @property
    def _tells_apart(self) -> Column:
        has_number = Column.PERSON_NUMBER in self.layout.columns
        return Column.PERSON_NUMBER if has_number else Column.REFERENCE

    def _tell(self, rows: pl.DataFrame, field: Column, what: Text, mend: Text) -> None:
        for row in rows["row"]:
            self.complaints.add(what, mend, row=row, field=field)


MEND_IDENTITY = say("Mend the row, or fetch the file again.")


class _Read(NamedTuple):
    number: str | None
    born: date | None
    sex: str | None


def _person_number(text: str) -> _Read:
    """Twelve digits, the birth date and the sex; nothing where it is no person number."""
    try:
        read = personnummer.parse(text) if text.isascii() else None
    except personnummer.PersonnummerException:
        read = None
    if read is None:
        return _Read(None, None, None)
    return _Read(read.format(long_format=True), read.get_date(), MAN if read.is_male() else WOMAN)


def read_person_number(text: str) -> str | None:
    """Its twelve digits, however it is written; None where it is no person number."""
    return _person_number(text).number


def _days(text: pl.Expr) -> pl.Expr:
    return pl.coalesce(text.str.to_date(form, strict=False) for form in DAYS)


def _addressed(people: pl.DataFrame) -> pl.DataFrame:
    """With one name, a postal code without spaces, and whether a letter arrives."""
    has = set(people.columns)
    name = (
        pl.col(Column.NAME)
        if Column.NAME in has
        else pl.concat_str(Column.GIVEN_NAME, Column.SURNAME, separator=" ").str.strip_chars()
    )
    blank = pl.lit("")
    country = pl.col(Column.COUNTRY) if Column.COUNTRY in has else blank
    in_sweden = country.str.to_uppercase().is_in(SWEDEN)
    code = pl.col(Column.POSTAL_CODE)
    plain = code.str.replace_all(r"[ \-]|^SE?-", "")
    people = people.with_columns(
        name=name,
        care_of=pl.col(Column.CARE_OF) if Column.CARE_OF in has else blank,
        postal_code=pl.when(in_sweden).then(plain).otherwise(code),
        country=pl.when(in_sweden).then(blank).otherwise(country),
    )
    is_reached = (
        (pl.col("name") != "")
        & (pl.col("street") != "")
        & (pl.col("place") != "")
        & (pl.col("postal_code").str.contains(r"^[1-9][0-9]{4}$") | (pl.col("country") != ""))
    )
    return people.with_columns(is_reached=is_reached)
