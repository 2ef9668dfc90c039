"""Two lists of really published figures, gathered independently, held to the seven checks."""

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tryggve.stats.published.checks import check_published
from tryggve.stats.published.figures import Figure, Kind, Measure, Published
from tryggve.stats.published.levels import fits
from tryggve.stats.published.printed import printed
from tryggve.stats.published.reading import read_published
from tryggve.stats.published.report import Check, Gravity, Report

FOLDER = Path(os.environ["TRYGGVE_SHARED"]) / "data"
RESULTS = FOLDER / "survey_results"

TOTAL = Measure(Kind.TOTAL_INDEX)
OUT_LATE, CARES, CRITICAL = "out alone late", "the police care", "the police do not care"
GROUPS = {
    "oro för brott (gruppindex)": "oro för att utsättas för brott",
    "utemiljö: nedskräpning+skadegörelse (gruppindex)": "utemiljö",
    "utsatthet för brott (gruppindex)": "utsatthet för brott",
    "konkret otrygghet (gruppindex)": "konkret känsla av otrygghet",
    "polisens agerande (gruppindex)": "polisens agerande",
    "polisens agerande (gruppindex, avrundat)": "polisens agerande",
}
MEASURES = {
    "totalt problemindex (0-6)": TOTAL,
    "totalt problemindex (0-6), index (avrundat)": Measure(Kind.TOTAL_INDEX, rounded=True),
    "totalt problemindex (0-6), index (32 indik., tel.)": TOTAL,  # the same form, by telephone
    **{words: Measure(Kind.GROUP_INDEX, group) for words, group in GROUPS.items()},
    "trygg ute ensam sent kväll": Measure(Kind.SAFE, OUT_LATE),
    "trygg ensam ute kväll": Measure(Kind.SAFE, OUT_LATE),
    "trygg ensam sent kväll": Measure(Kind.SAFE, OUT_LATE),
    "trygg ute själv sen kväll": Measure(Kind.SAFE, OUT_LATE),
    "trygg ensam ute sent kväll": Measure(Kind.SAFE, OUT_LATE),
    "trygg i bostadsområdet kväll": Measure(Kind.SAFE, OUT_LATE),
    "trygg kvällstid (mycket+ganska)": Measure(Kind.SAFE, OUT_LATE),
    "otrygg ute sent kväll": Measure(Kind.UNSAFE, OUT_LATE),
    "otrygg ensam ute kväll": Measure(Kind.UNSAFE, OUT_LATE),
    "otrygg ute ensam kväll": Measure(Kind.UNSAFE, OUT_LATE),
    "otrygg kväll": Measure(Kind.UNSAFE, OUT_LATE),
    "ej utsatt för något brott, 12 mån": Measure(Kind.NOT_VICTIM),
    "ej utsatt för brott": Measure(Kind.NOT_VICTIM),
    "utsatt för något brott": Measure(Kind.VICTIM),
    "utsatt för brott": Measure(Kind.VICTIM),
    "utsatt för någon form av brott (som tryckt; regionen ca 22-24 %)": Measure(Kind.VICTIM),
    "utsatt för minst ett mängdbrott (våld/stöld/skadegörelse)": Measure(
        Kind.VICTIM_OF, "mängdbrott"
    ),
    "utsatt för minst ett mängdbrott": Measure(Kind.VICTIM_OF, "mängdbrott"),
    "utsatt mängdbrott": Measure(Kind.VICTIM_OF, "mängdbrott"),
    "utsatt för stöld": Measure(Kind.VICTIM_OF, "stöld"),
    "utsatt för skadegörelse 12 mån": Measure(Kind.VICTIM_OF, "skadegörelse"),
    "utsatt för våld som åsamkat smärta": Measure(Kind.VICTIM_OF, "våld"),
    "utsatt fysiskt våld 12 mån": Measure(Kind.VICTIM_OF, "våld"),
    "utsatt fysiskt våld 12 mån (= lägsta indexnivån)": Measure(Kind.VICTIM_OF, "våld"),
    "utskick/svar": Measure(Kind.RESPONSE_RATE),
    "polisen bryr sig om lokala problem": Measure(Kind.SHARE, CARES),
    "polisen bryr sig inte om lokala problem": Measure(Kind.SHARE, CRITICAL),
    "direkt kritisk till polisens lokala arbete": Measure(Kind.SHARE, CRITICAL),
    "anmälningsgrad (utsatta som anmält)": Measure(Kind.SHARE, "reported"),
    "anmält brott": Measure(Kind.SHARE, "reported"),
    "orolig överfall/misshandel i området, 12 mån": Measure(Kind.SHARE, "worry about assault"),
}
OTHER_MEASURES = {
    "problemindex": TOTAL,
    "problemindex (vår/Rimfrost)": TOTAL,
    "trygg_ute_sent_pct": Measure(Kind.SAFE, OUT_LATE),
    "trygg_kvallstid_pct": Measure(Kind.SAFE, OUT_LATE),
    "otrygg_ute_sent_pct": Measure(Kind.UNSAFE, OUT_LATE),
    "ej_utsatt_nagot_brott_pct": Measure(Kind.NOT_VICTIM),
    "utsatt_mangdbrott_pct": Measure(Kind.VICTIM_OF, "mängdbrott"),
    "utsatt_stold_pct": Measure(Kind.VICTIM_OF, "stöld"),
    "polisen_bryr_sig_pct": Measure(Kind.SHARE, CARES),
    "polisen_bryr_sig_inte_pct": Measure(Kind.SHARE, CRITICAL),
    "kritisk_mot_polisen_pct": Measure(Kind.SHARE, CRITICAL),
    "anmalningsgrad_pct": Measure(Kind.SHARE, "reported"),
    "oro_overfall_pct": Measure(Kind.SHARE, "worry about assault"),
    "svar": Measure(Kind.RESPONSE_RATE),
}
UNUSUAL = {"index (avrundat)", "index (32 indik., tel.)", "index (33 indik.)"}


def read_first() -> Published:
    """The first list; units that are not those of the police's index stay with the word."""
    table = pl.read_csv(RESULTS / "published_figures.csv", infer_schema=False)
    rows = [
        {
            "area": row["area"],
            "period": row["year"],
            "measure": ", ".join([row["measure"], *({row["unit"]} & UNUSUAL)]),
            "value": row["value"],
            "sent": row["n_sent"],
            "answered": row["n_responses"],
            "rate": row["response_rate_pct"],
        }
        for row in table.iter_rows(named=True)
    ]
    return read_published(rows, MEASURES)


def read_second() -> Published:
    """The independent list; the round in the spring of 2020 stands in its column of measures."""
    table = pl.read_csv(RESULTS / "publicerade_resultat.csv", infer_schema=False)
    rows = [
        {
            "area": row["area"],
            "period": row["year"] + (" vår" if "vår" in row["measure"] else ""),
            "measure": row["measure"],
            "value": row["value"],
            "sent": row["n_sent"],
            "answered": row["n_answers"],
            "rate": row["response_rate_pct"],
        }
        for row in table.iter_rows(named=True)
    ]
    return read_published(rows, OTHER_MEASURES)


def within(published: Published) -> Mapping[str, str]:
    """Parts begin with the name of their municipality; all of region Syd lies in it."""
    table = pl.read_csv(FOLDER / "geography" / "lpo_kommun_polisregion_syd.csv")
    syd = set(table.filter(pl.col("police_region") == "Syd")["municipality"])
    found = {}
    for area in {figure.area for figure in published.figures}:
        first = area.split()[0]
        municipality = first if first in syd else first.removesuffix("s")
        if "egen enkät" in area:
            continue
        if area in syd or first in {"LPO", "PO", "Polisområde"}:
            found[area] = "Polisregion Syd"
        elif municipality in syd:
            found |= {area: municipality, municipality: "Polisregion Syd"}
    return found


FIRST, SECOND = read_first(), read_second()


def report(published: Published) -> Report:
    return check_published(published, within=within(published))


def told(found: Report, check: Check) -> list[tuple[Gravity, str, str]]:
    return [(each.gravity, each.area, each.period) for each in found.checked[check].findings]


def totals(first_year: int, last_year: int) -> list[Figure]:
    return [
        figure
        for figure in FIRST.figures
        if figure.measure.kind is Kind.TOTAL_INDEX
        and figure.year is not None
        and first_year <= figure.year <= last_year
    ]


def test_every_row_is_read_or_told() -> None:
    """Of 200 and 96 rows; a row of a response rate is fieldwork and no figure."""
    for published, rows in ((FIRST, 200), (SECOND, 96)):
        rates = rows - len(published.figures) - len(published.unread)
        assert rates == {200: 12, 96: 3}[rows]
    assert len({each.row for each in FIRST.unread}) == 20
    assert [(each.row, each.field) for each in FIRST.unread if each.field != "measure"] == [
        (165, "value"),  # 1,0->0,8
        (166, "value"),
    ]
    assert {each.field for each in SECOND.unread} == {"measure"}


def test_every_total_from_2021_is_a_mean_of_37_levels_and_of_no_other_number() -> None:
    """33 rows, of which Ronneby's 2 is rounded and fits anything."""
    found = totals(2021, 2025)
    exact = [figure.value for figure in found if not figure.measure.rounded]
    assert (len(found), len({value.value for value in exact})) == (33, 22)
    fitting = {
        number: sum(fits(value, number, truncated=False) for value in exact)
        for number in range(20, 61)
    }
    assert fitting.pop(37) == len(exact) == 32
    assert max(fitting.values()) == 21


def test_totals_to_2020_are_means_of_32_levels_some_with_decimals_cut_off() -> None:
    distinct = {(each.area, each.period, each.value.value): each for each in totals(2015, 2020)}
    assert len(distinct) == 46
    rounded = [each for each in distinct.values() if not fits(each.value, 32, truncated=False)]
    assert sorted((each.area, each.value.value) for each in rounded) == [
        ("Klippan", 1.93),
        ("LPO Kristianstad", 2.21),
        ("LPO Södra Malmö", 2.15),
        ("Vimmerby", 1.76),
    ]
    cut = [each.area for each in rounded if not fits(each.value, 32, truncated=True)]
    assert cut == ["Vimmerby"]


def test_index_values_that_do_not_fit_their_year() -> None:
    """Vimmerby's back series is restated with 37; Höör's worry is no mean of 5; the second list
    has a total of 2021 that is 60/32."""
    assert told(report(FIRST), Check.INDEX) == [
        (Gravity.SUSPECT, "Vimmerby", "2019"),
        (Gravity.SUSPECT, "Höör", "2018"),
    ]
    assert told(report(SECOND), Check.INDEX) == [
        (Gravity.SUSPECT, "LPO Eslöv", "2021"),
        (Gravity.SUSPECT, "Vimmerby", "2019"),
    ]
    vimmerby, _ = report(FIRST).checked[Check.INDEX].findings
    assert vimmerby.what.values["versions"] == "published-37"


def test_response_rates_whose_net_sample_is_not_printed() -> None:
    """Kävlinge in three years, Stockholm and Uppsala; 38 percent of Uppsala is but rounded."""
    found = report(FIRST)
    assert told(found, Check.RESPONSE_RATE) == [
        (Gravity.UNSTATED, "LPO Kävlinge", "2019"),
        (Gravity.UNSTATED, "LPO Kävlinge", "2020"),
        (Gravity.UNSTATED, "LPO Kävlinge", "2023"),
        (Gravity.UNSTATED, "Polisregion Stockholm", "2021"),
        (Gravity.UNSTATED, "Uppsala tätort (egen)", "2020/21"),
    ]
    kavlinge = found.checked[Check.RESPONSE_RATE].findings[0].what.values
    assert (kavlinge["least"], kavlinge["most"]) == (2677, 2681)
    assert told(report(SECOND), Check.RESPONSE_RATE) == [
        (Gravity.UNSTATED, "LPO Kävlinge", year) for year in ("2019", "2020", "2023")
    ]


def test_karlshamns_victims_are_too_few_beside_the_regions() -> None:
    """Of 2019 the region's are not printed: those of 2020 are taken."""
    found = report(FIRST)
    assert told(found, Check.REGION) == [(Gravity.SUSPECT, "Karlshamn", "2019")]
    (finding,) = found.checked[Check.REGION].findings
    assert finding.rows == (13, 201)
    values = finding.what.values
    assert (values["share"], values["regional"], values["period"]) == (1.7, 24.4, "2020")
    assert told(report(SECOND), Check.REGION) == []


def test_the_other_checks_find_nothing_and_how_much_they_compared() -> None:
    """Sjöbo's and Uppvidinge's totals lie among those of their parts, and Perstorp's too."""
    counted = {
        check: (report(FIRST).checked[check].number, report(SECOND).checked[check].number)
        for check in Check
    }
    assert counted == {
        Check.INDEX: (90, 50),
        Check.SAFE_AND_UNSAFE: (5, 3),
        Check.VICTIMS: (0, 0),
        Check.RESPONSE_RATE: (31, 16),
        Check.ONE_CRIME: (5, 2),
        Check.PARTS: (3, 5),
        Check.REGION: (23, 5),
    }
    found = {finding.check for each in (FIRST, SECOND) for finding in report(each).findings}
    assert found == {Check.INDEX, Check.RESPONSE_RATE, Check.REGION}
    assert Gravity.CONTRADICTION not in {
        finding.gravity for each in (FIRST, SECOND) for finding in report(each).findings
    }


@pytest.mark.parametrize(
    ("area", "period", "kind", "slip", "check", "gravity"),
    [
        ("Polisregion Syd", "2021", Kind.SAFE, "95,6", Check.SAFE_AND_UNSAFE, "contradiction"),
        ("Hörby", "2022", Kind.VICTIM_OF, "28", Check.ONE_CRIME, "contradiction"),
        ("Sjöbo", "2022", Kind.TOTAL_INDEX, "1,67", Check.INDEX, "contradiction"),
        ("Karlskrona", "2023", Kind.TOTAL_INDEX, "12,7", Check.INDEX, "contradiction"),
        ("Sjöbo", "2022", Kind.TOTAL_INDEX, "2,76", Check.PARTS, "suspect"),
        ("Hörby tätort", "2022", Kind.UNSAFE, "4,2", Check.REGION, "suspect"),
    ],
)
def test_a_slip_of_the_pen_is_found(
    area: str, period: str, kind: Kind, slip: str, check: Check, gravity: str
) -> None:
    """One figure of the list with digits changed as a writer may."""
    value = printed(slip, decimals=2 if kind is Kind.TOTAL_INDEX else 0)
    assert value is not None
    figures = tuple(
        replace(each, value=value)
        if (each.area, each.period, each.measure.kind) == (area, period, kind)
        else each
        for each in FIRST.figures
    )
    changed = report(replace(FIRST, figures=figures))
    new = set(told(changed, check)) - set(told(report(FIRST), check))
    assert new == {(Gravity(gravity), area, period)}
