"""A population register of people who do not exist, for the demonstration, tests and benchmarks.

Names are common ones put together at random, streets are made up, and person numbers take the last
serial numbers of each day. Nobody in it is anybody. Every place and every file name
says that it is made up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tryggve.sources.register.layout import Column, Layout

MADE_UP = "påhittat"
WOMEN = (
    "Anna", "Eva", "Maria", "Karin", "Sara", "Lena", "Emma", "Kerstin", "Ingrid", "Malin", "Jenny",
    "Elsa", "Fatima", "Zahra", "Amina", "Åsa",
)  # fmt: skip
MEN = (
    "Lars", "Anders", "Per", "Karl", "Johan", "Erik", "Nils", "Jan", "Oskar", "Mohamed", "Ali",
    "Ahmed", "Björn", "Åke", "Hugo", "Leif",
)  # fmt: skip
SURNAMES = (
    "Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson",
    "Lindberg", "Bergström", "Sandberg", "Åkesson", "Öberg", "Haddad", "Warsame", "Kovač",
)  # fmt: skip
STREETS = (
    "Låtsasgatan", "Sagovägen", "Påhittsgränd", "Diktarstigen", "Drömvägen", "Fantasigatan",
    "Skrönevägen", "Mytgatan",
)  # fmt: skip
HEADING = ("Personnummer", "Förnamn", "Efternamn", "c/o", "Gatuadress", "Postnummer", "Postort",
           "Område", "Skyddad")  # fmt: skip
LAYOUT = Layout(
    columns={
        Column.PERSON_NUMBER: "Personnummer",
        Column.GIVEN_NAME: "Förnamn",
        Column.SURNAME: "Efternamn",
        Column.CARE_OF: "c/o",
        Column.STREET: "Gatuadress",
        Column.POSTAL_CODE: "Postnummer",
        Column.PLACE: "Postort",
        Column.STRATUM: "Område",
        Column.PROTECTED: "Skyddad",
    }
)
BATCH = 100_000
PROTECTED = 0.002
WITHOUT_ADDRESS = 0.001
CARE_OF = 0.01


def people(
    populations: Mapping[str, int],
    *,
    seed: int,
    on: date,
    least: int = 16,
    most: int = 85,
    places: Mapping[str, str] | None = None,
) -> Iterator[pl.DataFrame]:
    """So many people of each stratum, those who are of `least` to `most` years on a day.

    Columns as `HEADING`, which `LAYOUT` explains. `places`: the postal town of each stratum; its
    own name unless given. The same seed gives the same people.
    """
    rng = np.random.default_rng(seed)
    strata = np.repeat(np.array(list(populations)), list(populations.values()))
    rng.shuffle(strata)
    numbers = _person_numbers(len(strata), rng, on=on, least=least, most=most)
    towns = {name: f"{(places or {}).get(name, name)} ({MADE_UP})" for name in populations}
    codes = {name: f"{10 + place % 89}{100 + place // 89:03d}" for place, name in
             enumerate(populations)}  # fmt: skip
    for begin in range(0, len(strata), BATCH):
        part = slice(begin, begin + BATCH)
        yield _described(numbers[part], strata[part], towns, codes, rng)


def drawn(register: pl.DataFrame, numbers: Mapping[str, int], *, seed: int) -> pl.DataFrame:
    """What the supplier would draw: so many of each stratum who are not protected."""
    is_open = register.filter(pl.col("Skyddad") == "")
    return pl.concat(
        is_open.filter(pl.col("Område") == stratum).sample(number, seed=seed, shuffle=True)
        for stratum, number in numbers.items()
    )


def counts(register: pl.DataFrame, *, on: date) -> bytes:
    """The population counts that the supplier would send, by stratum, sex and year of age."""
    number = pl.col("Personnummer")
    is_man = number.str.slice(10, 1).cast(pl.Int8) % 2 == 1
    today = on.year * 10_000 + on.month * 100 + on.day
    table = register.select(
        stratum="Område",
        kön=pl.when(is_man).then(pl.lit("man")).otherwise(pl.lit("kvinna")),
        ålder=(today - number.str.slice(0, 8).cast(pl.Int32)) // 10_000,
    )
    cells = table.group_by("stratum", "kön", "ålder").agg(antal=pl.len())
    return cells.sort("stratum", "kön", "ålder").write_csv(separator=";").encode()


def as_csv(frames: Iterable[pl.DataFrame]) -> Iterator[bytes]:
    """The file as a supplier would deliver it, piece by piece."""
    yield (";".join(HEADING) + "\n").encode()
    for frame in frames:
        yield frame.write_csv(separator=";", include_header=False).encode()


def _person_numbers(
    size: int, rng: np.random.Generator, *, on: date, least: int, most: int
) -> list[str]:
    """Person numbers of twelve digits, no two alike, of women and men by chance."""
    youngest = _years_before(on, least)
    oldest = _years_before(on, most + 1) + timedelta(1)
    days = (youngest - oldest).days + 1
    born = np.sort(rng.integers(0, days, size))
    first = np.r_[True, born[1:] != born[:-1]]
    place = np.arange(size) - np.maximum.accumulate(np.where(first, np.arange(size), 0))
    if place.max(initial=0) > 498:
        raise ValueError("more people are born on a day than there are numbers for")
    day = pl.Series(np.datetime64(oldest) + born).dt.strftime("%Y%m%d")
    is_woman = rng.integers(0, 2, size)  # whose serial numbers are even
    text = day + pl.Series(999 - 2 * place - is_woman).cast(pl.String).str.zfill(3)
    numbers = text + _check_digits(text)
    return numbers[rng.permutation(size)].to_list()


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years) if (day.month, day.day) != (2, 29) else date(
        day.year - years, 2, 28
    )  # fmt: skip


def _check_digits(numbers: pl.Series) -> pl.Series:
    """Luhn's check digit of year, month, day and serial number, without the century."""
    digits = np.array([list(number[2:]) for number in numbers], dtype=np.int64)
    doubled = digits * np.array([2, 1, 2, 1, 2, 1, 2, 1, 2])
    sums = (doubled // 10 + doubled % 10).sum(axis=1)
    return pl.Series((10 - sums % 10) % 10).cast(pl.String)


def _described(
    numbers: Sequence[str],
    strata: NDArray[np.str_],
    towns: Mapping[str, str],
    codes: Mapping[str, str],
    rng: np.random.Generator,
) -> pl.DataFrame:
    size = len(numbers)
    is_man = np.array([number[10] in "13579" for number in numbers])
    given = np.where(is_man, rng.choice(MEN, size), rng.choice(WOMEN, size))
    street = pl.Series(rng.choice(STREETS, size)) + " " + pl.Series(rng.integers(1, 90, size)).cast(
        pl.String
    )  # fmt: skip
    return pl.DataFrame(
        {
            "Personnummer": numbers,
            "Förnamn": given,
            "Efternamn": rng.choice(SURNAMES, size),
            "c/o": np.where(rng.random(size) < CARE_OF, "Granne", ""),
            "Gatuadress": np.where(rng.random(size) < WITHOUT_ADDRESS, "", street.to_numpy()),
            "Postnummer": [codes[name] for name in strata],
            "Postort": [towns[name] for name in strata],
            "Område": strata,
            "Skyddad": np.where(rng.random(size) < PROTECTED, "J", ""),
        }
    )
