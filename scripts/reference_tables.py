"""Make the reference tables of areas that the product carries, from the gathered raw files.

    python scripts/reference_tables.py SHARED_DIR [TARGET_DIR]

SHARED_DIR holds `data/` with its PROVENANCE.md. The tables, their sources and their limits are
told in src/tryggve/geography/tables/README.md.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

TABLES = Path(__file__).resolve().parent.parent / "src" / "tryggve" / "geography" / "tables"
LOCALITIES_COUNTED_IN = 2020
STRUCTURE_YEAR = "2015"
SEXES = {"Females": "women", "Males": "men"}

# The raw file writes county names without Swedish letters, and Västra Götaland as Gotaland.
COUNTY_OF_REGION = {
    "Stockholm": "01",
    "Uppsala": "03",
    "Sodermanland": "04",
    "Ostergotland": "05",
    "Jonkoping": "06",
    "Kronoberg": "07",
    "Kalmar": "08",
    "Gotland": "09",
    "Blekinge": "10",
    "Skane": "12",
    "Halland": "13",
    "Gotaland": "14",
    "Varmland": "17",
    "Orebro": "18",
    "Vastmanland": "19",
    "Dalarna": "20",
    "Gavleborg": "21",
    "Vasternorrland": "22",
    "Jamtland": "23",
    "Vasterbotten": "24",
    "Norrbotten": "25",
}

# What the raw file says of its evidence -> grade and note. The notes are message ids: they are
# listed, and so translated, in tryggve.geography.police_notes.
EVIDENCE = {
    "stated": ("stated", ""),
    "name": ("name", ""),
    "stated (Ölandskommunerna)": (
        "stated",
        "The source says: the municipalities of Öland.",
    ),
    "stated (five municipalities; places named)": (
        "stated",
        "The source says five municipalities and names places in them.",
    ),
    "stated (2016; may have changed)": (
        "stated",
        "The source is from 2016 and may no longer hold.",
    ),
    "stated (party blog 2018)": (
        "stated",
        "The source is the blog of a political party, 2018.",
    ),
    "inferred (western Blekinge; not stated in a found source)": (
        "inferred",
        "Concluded from the place, western Blekinge: no source found states it.",
    ),
    "inferred (eastern Blekinge; not stated in a found source)": (
        "inferred",
        "Concluded from the place, eastern Blekinge: no source found states it.",
    ),
    "inferred (eastern Blekinge; LPO name only in a 2018 press text)": (
        "inferred",
        "Concluded from the place, eastern Blekinge: the name is only in a press text of 2018.",
    ),
    "inferred (remaining after Hässleholm LPO)": (
        "inferred",
        "Concluded: what remains of the police area beside the local police area Hässleholm.",
    ),
    "inferred (remaining in Södra Skåne)": (
        "inferred",
        "Concluded: what remains of the police area Södra Skåne.",
    ),
    "inferred (name)": (
        "inferred",
        "Concluded from the name: no source found states it.",
    ),
    "known to be split in several LPO; names not sourced here": (
        "inferred",
        "Malmö is known to be split into several local police areas, whose names are not sourced.",
    ),
}
ONE_LPO_IN_MALMÖ = {"Malmö (several LPO)": "Malmö"}
OLD_SOURCE = {"2016": "The source is from 2016 and may no longer hold."}
# An address is cut where its tail is the name of a person.
SHORTENED = {"https://orebrolan.liberalerna.se/blog/": "https://orebrolan.liberalerna.se/blog/"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, heading: str, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading.split())
        writer.writerows(rows)


def rounded(number: str, places: int) -> Decimal:
    return Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def municipalities(data: Path) -> Iterator[tuple[object, ...]]:
    people = {
        row["kommun_kod"]: int(row["population"])
        for row in read(data / "population" / "municipality_population.csv")
    }
    for row in sorted(
        read(data / "geography" / "municipality_county.csv"), key=lambda r: r["municipality_code"]
    ):
        code = row["municipality_code"]
        yield code, row["municipality_name_short"], row["county_code"], people[code]


def counties(data: Path) -> list[tuple[object, ...]]:
    rows = read(data / "geography" / "municipality_county.csv")
    return sorted({(row["county_code"], row["county_name"]) for row in rows})


def localities(data: Path) -> Iterator[tuple[object, ...]]:
    rows = read(data / "geography" / "tatorter_2020.csv")
    for row in sorted(rows, key=lambda r: r["code"]):
        yield (
            row["code"],
            row["name"],
            row["mun_code"],
            int(row["population_2020"]),
            rounded(row["x_sweref99tm"], 0),
            rounded(row["y_sweref99tm"], 0),
            rounded(row["lat"], 5),
            rounded(row["lon"], 5),
            LOCALITIES_COUNTED_IN,
        )


def local_police_areas(data: Path) -> Iterator[tuple[object, ...]]:
    rows = read(data / "geography" / "lpo_kommun_polisregion_syd.csv")
    for row in sorted(rows, key=lambda r: r["municipality_code"]):
        grade, note = EVIDENCE[row["evidence"]]
        address = row["source_url"]
        yield (
            row["police_region"],
            row["police_area"],
            ONE_LPO_IN_MALMÖ.get(row["lpo"], row["lpo"]),
            row["municipality_code"],
            grade,
            note or OLD_SOURCE.get(row["source_period"], ""),
            next(
                (short for start, short in SHORTENED.items() if address.startswith(start)), address
            ),
            row["source_period"],
        )


def postal_codes(data: Path) -> list[tuple[object, ...]]:
    rows = read(data / "geography" / "postal_to_municipality.csv")
    return sorted((row["postal_code"], row["municipality_code"]) for row in rows)


def population_county(data: Path) -> Iterator[tuple[object, ...]]:
    rows = read(data / "population" / "county_age_sex_2010_2015.csv")
    for row in sorted(
        (row for row in rows if row["year"] == STRUCTURE_YEAR),
        key=lambda r: (
            COUNTY_OF_REGION[r["region"]],
            SEXES[r["sex"]],
            int(r["age"].removesuffix("+")),
        ),
    ):
        yield COUNTY_OF_REGION[row["region"]], SEXES[row["sex"]], row["age"], int(row["n"])


def make(shared: Path, target: Path) -> None:
    data = shared / "data"
    target.mkdir(parents=True, exist_ok=True)
    write(target / "municipalities.csv", "code name county_code population", municipalities(data))
    write(target / "counties.csv", "code name", counties(data))
    write(
        target / "localities.csv",
        "code name municipality_code population x y lat lon population_year",
        localities(data),
    )
    write(
        target / "local_police_areas.csv",
        "police_region police_area lpo municipality_code evidence note source source_period",
        local_police_areas(data),
    )
    write(target / "postal_codes.csv", "postal_code municipality_code", postal_codes(data))
    write(target / "population_county.csv", "county_code sex age count", population_county(data))


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else TABLES)
