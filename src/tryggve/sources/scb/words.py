"""What SCB calls things, in Swedish and English, as texts and as codes."""

import re
from calendar import monthrange
from datetime import date
from typing import Literal

Variable = Literal["area", "sex", "age", "civil", "day", "contents"]
Sex = Literal["women", "men", "all"]
Age = tuple[int, int | None]  # first and last year of age; None where the class is open upwards

EVERYONE: Age = (0, None)
OLDEST = 130
WHOLE_COUNTRY = "00"

HEADINGS: dict[str, Variable] = {
    **dict.fromkeys(["region", "område", "area", "kommun", "län", "deso", "regso"], "area"),
    **dict.fromkeys(["tätort", "locality", "municipality", "county"], "area"),
    **dict.fromkeys(["kön", "kon", "sex", "gender"], "sex"),
    **dict.fromkeys(["ålder", "alder", "age", "åldersklass", "åldersgrupp", "age group"], "age"),
    **dict.fromkeys(["civilstånd", "civilstand", "marital status", "civil status"], "civil"),
    **dict.fromkeys(["år", "tid", "year", "time", "månad", "month"], "day"),
    **dict.fromkeys(["tabellinnehåll", "contentscode", "contents", "observations"], "contents"),
}
TOTALS = {
    "totalt", "total", "tot", "samtliga", "alla", "all", "1+2", "totalt ålder", "total age",
    "alla åldrar", "samtliga åldrar", "all ages", "ålder totalt", "totalt kön", "båda könen",
    "both sexes", "total sex", "män och kvinnor", "kvinnor och män", "men and women",
    "women and men", "totalt civilstånd", "samtliga civilstånd", "total marital status",
}  # fmt: skip
SEXES: dict[str, Sex] = {
    **dict.fromkeys(["1", "m", "män", "man", "men", "male", "males"], "men"),
    **dict.fromkeys(
        ["2", "k", "kvinnor", "kvinna", "women", "woman", "female", "females"], "women"
    ),
}
CIVIL_STATUSES = {
    **dict.fromkeys(["og", "ogift", "ogifta", "single", "unmarried"], "unmarried"),
    **dict.fromkeys(["g", "gift", "gifta", "married"], "married"),
    **dict.fromkeys(["sk", "skild", "skilda", "divorced"], "divorced"),
    **dict.fromkeys(["änkl", "änka/änkling", "änkor/änklingar", "änkor och änklingar"], "widowed"),
    **dict.fromkeys(["widowed", "widows/widowers", "widowers/widows"], "widowed"),
}
EVERY_CIVIL_STATUS = frozenset(CIVIL_STATUSES.values())

# County, municipality, DeSO, RegSO, locality and smaller locality; SCB puts the version of the
# division after DeSO and RegSO codes (0114A0010_DeSO2025).
AREA = re.compile(
    r"((?:\d{4}(?:[ABC]\d{4}|R\d{3}|[TS][A-Z]\d{3})|\d{4}|\d{2})(?:_\w+)?)(?:\s*-\s+|\s+|$)(.*)",
    re.ASCII,
)
YEARS = r"\s*(?:år|years?)?"
ONE_AGE = re.compile(rf"(\d{{1,3}}){YEARS}", re.ASCII)
AGE_CLASS = re.compile(rf"(\d{{1,3}})\s*[-–]\s*(\d{{1,3}}){YEARS}", re.ASCII)
FROM_AGE = re.compile(
    rf"(\d{{1,3}})\s*(?:\+|[-–]w?|w){YEARS}"
    rf"|(\d{{1,3}}){YEARS}\s*(?:och äldre|eller äldre|and over|and older|or older)",
    re.ASCII,
)
TO_AGE = re.compile(rf"[-–]\s*(\d{{1,3}}){YEARS}", re.ASCII)
DAY = re.compile(r"(?:31\s+dec(?:ember)?\s+)?(\d{4})(?:M(\d\d))?", re.ASCII | re.IGNORECASE)
DATED = re.compile(r"(.*?)\s*(\d{4}(?:M\d\d)?)", re.ASCII | re.IGNORECASE)
CODE_FIRST = re.compile(r"\S+ - (.+)")

PEOPLE = re.compile(r"folkmängd|befolkning|population|antal|number|person|invånare|inhabitant")
NOT_PEOPLE = re.compile(
    r"ökning|tillväxt|förändring|täthet|kvadrat|medel|median|andel|procent|kvot|föd|död|flytt"
    r"|hushåll|growth|increase|change|density|square|mean|average|share|per ?cent|ratio|birth|death"
    r"|migration|household|%"
)
POPULATION_CODES = {"be0101n1"}  # what the contents are called where codes are chosen for texts


def variable(heading: str) -> Variable | None:
    """Which variable a heading names, None for others and for columns of figures."""
    return HEADINGS.get(_bare(heading))


def is_total(text: str) -> bool:
    return _bare(text) in TOTALS


def area_code(text: str) -> str | None:
    """The code that a text begins with, the version of its division left on: "0761 Lessebo"."""
    found = AREA.fullmatch(text.strip())
    return found[1] if found else None


def area_name(text: str) -> str:
    """The name of an area without the code before it."""
    found = AREA.fullmatch(text.strip())
    return found[2].strip() if found else text.strip()


def without_version(code: str) -> str:
    """0114A0010_DeSO2025 as 0114A0010."""
    return code.partition("_")[0]


def sex(text: str) -> Sex | None:
    return "all" if is_total(text) else SEXES.get(_bare(text))


def age(text: str) -> Age | None:
    """The first and last year of an age class: "15-19 år" as (15, 19), "100+ år" as (100, None)."""
    whole = " ".join(text.split()).lower()
    if is_total(text):
        return EVERYONE
    return _age(whole) or _age(_bare(text))


def _age(text: str) -> Age | None:
    if found := ONE_AGE.fullmatch(text):
        first, last = int(found[1]), int(found[1])
    elif found := AGE_CLASS.fullmatch(text):
        first, last = int(found[1]), int(found[2])
    elif found := TO_AGE.fullmatch(text):
        first, last = 0, int(found[1])
    elif found := FROM_AGE.fullmatch(text):
        first = int(found[1] or found[2])
        return (first, None) if 0 < first <= OLDEST else None
    else:
        return None
    return (first, last) if first <= last <= OLDEST else None


def civil_status(text: str) -> str | None:
    return "all" if is_total(text) else CIVIL_STATUSES.get(_bare(text))


def day(text: str) -> date | None:
    """The day that counts refer to: the last of the year, or of the month (2023M05)."""
    found = DAY.fullmatch(text.strip())
    if found is None or not 1700 <= int(found[1]) <= 2200:
        return None
    month = int(found[2] or 12)
    if not 1 <= month <= 12:
        return None
    year = int(found[1])
    return date(year, month, monthrange(year, month)[1])


def contents_and_day(heading: str) -> tuple[str, date | None]:
    """What a column of figures counts, and when: "Folkmängd 2023" in its two parts."""
    found = DATED.fullmatch(heading.strip())
    when = day(found[2]) if found else None
    return (found[1], when) if found and when else (heading.strip(), None)


def counts_people(contents: str) -> bool:
    """Whether figures of this name are numbers of people; a table may leave it unsaid."""
    text = contents.strip().lower()
    if not text or text in POPULATION_CODES:
        return True
    return bool(PEOPLE.search(text)) and not NOT_PEOPLE.search(text)


def _bare(text: str) -> str:
    """A text without capitals, and without the code that may stand before it ("1 - män")."""
    text = " ".join(text.split()).lower()
    found = CODE_FIRST.fullmatch(text)
    return found[1] if found else text
