"""How many belong to the population, by stratum, sex and age, as the register's supplier tells."""

import csv
import io
from collections.abc import Mapping, Sequence

import polars as pl

from tryggve.apps.surveys.models import FrameCount, Round
from tryggve.exchange.encoding import decode
from tryggve.sources.complaints import Complaints
from tryggve.stats.drawing.checks.ages import Ages
from tryggve.stats.drawing.checks.known import Known, known_from_counts
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

HEADINGS = {
    "stratum": ("stratum", "kod", "code", "område"),
    "sex": ("kön", "sex"),
    "age": ("ålder", "age"),
    "people": ("antal", "people", "number"),
}
SEXES = {
    "kvinna": "woman", "kvinnor": "woman", "woman": "woman", "women": "woman", "k": "woman",
    "2": "woman", "man": "man", "män": "man", "men": "man", "m": "man", "1": "man",
}  # fmt: skip
STARTS = (25, 35, 45, 55, 65, 75)


def ages_of(round: Round) -> Ages:
    """Who belongs to the population of a round, and its age groups."""
    starts = [start for start in STARTS if round.least_age < start <= round.most_age]
    return Ages(
        on=round.frame_day,
        least=round.least_age,
        most=round.most_age,
        starts=(round.least_age, *starts),
    )


def read_counts(
    content: bytes, *, names: Sequence[str], ages: Ages, file: str = ""
) -> pl.DataFrame:
    """`stratum`, `sex`, `age_group` and `people`, a row for each cell; ages outside are left out.

    A CSV file with a heading. InputError by row for other strata, sexes or ages, cells that stand
    twice, and strata of which nothing is told.
    """
    text = decode(content, file=file)
    heading = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in heading else ","))
    places = _places(rows[0] if rows else [], file)
    complaints = Complaints(file)
    cells = [
        _cell(number, row, places, complaints)
        for number, row in enumerate(rows[1:], 2)
        if any(value.strip() for value in row)
    ]
    complaints.stop_if_any()
    table = pl.DataFrame(
        cells, orient="row", schema={"row": pl.Int64, "stratum": pl.String, "sex": pl.String,
                                     "age": pl.Int64, "people": pl.Int64},
    )  # fmt: skip
    again = table.filter(pl.struct("stratum", "sex", "age").is_duplicated())
    for row in again["row"]:
        complaints.add(
            say("Another row has the same stratum, sex and age."),
            say("Let each stand once."),
            row=row,
        )
    complaints.stop_if_any()
    try:
        known_from_counts(table.drop("row"), names, ages)
    except InputError as error:
        raise InputError(
            Problem(each.what, each.mend, file, each.row, each.field) for each in error.problems
        ) from None
    grouped = table.with_columns(age_group=ages.group_of(pl.col("age"))).drop_nulls("age_group")
    return grouped.group_by("stratum", "sex", "age_group", maintain_order=True).agg(
        pl.col("people").sum()
    )


def known_of(round: Round) -> Known:
    """What is known of the round's population. InputError where counts are missing."""
    names = list(round.strata.values_list("code", flat=True))
    ages = ages_of(round)
    rows = FrameCount.objects.filter(stratum__round=round).values_list(
        "stratum__code", "sex", "age_group", "people"
    )
    if not rows:
        raise InputError(
            Problem(
                say("The population counts are missing."),
                say("Import them by stratum, sex and age, as the supplier sent them."),
            )
        )  # fmt: skip
    first_year = dict(zip(ages.groups, ages.starts, strict=True))
    counts = pl.DataFrame(
        [(code, sex, first_year.get(group), people) for code, sex, group, people in rows],
        orient="row",
        schema={"stratum": pl.String, "sex": pl.String, "age": pl.Int64, "people": pl.Int64},
    )
    return known_from_counts(counts, names, ages)


def _places(heading: Sequence[str], file: str) -> dict[str, int]:
    known = [cell.strip().casefold() for cell in heading]
    places = {
        name: known.index(word)
        for name, words in HEADINGS.items()
        for word in words
        if word in known
    }
    if len(places) < len(HEADINGS):
        raise InputError(
            Problem(
                say("The column {column} is missing.", column=words[0]),
                say("The first row needs: {columns}.",
                    columns=", ".join(words[0] for words in HEADINGS.values())),
                file,
                1,
                words[0],
            )
            for name, words in HEADINGS.items()
            if name not in places
        )  # fmt: skip
    return places


def _cell(
    number: int, row: Sequence[str], places: Mapping[str, int], complaints: Complaints
) -> tuple[int, str, str, int, int]:
    given = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
    sex = SEXES.get(given["sex"].casefold(), "")
    age = _whole(given["age"].split("-")[0].split(" ")[0].removesuffix("+"))
    people = _whole(given["people"].replace(" ", "").replace("\N{NO-BREAK SPACE}", ""))
    for name, is_wrong in (("sex", not sex), ("age", age < 0), ("people", people < 0)):
        if is_wrong:
            complaints.add(
                say("This cannot stand here."),
                {
                    "sex": say("Write kvinna or man."),
                    "age": say("Write the year, or the group as 16-24."),
                    "people": say("Write a whole number."),
                }[name],
                row=number,
                field=HEADINGS[name][0],
            )
    return number, given["stratum"], sex, age, people


def _whole(text: str) -> int:
    """The number, or -1 where there is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
