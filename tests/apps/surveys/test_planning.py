"""The plan of a round: grounds, days, strata from files and areas, and a design that is decided."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.area_factories import AreaFactory, LinkFactory, ResponsibilityFactory
from tests.factories import MembershipFactory, OrganisationFactory
from tests.sampled_world import DAY, GROUNDS, approved, decided, imported, planned
from tryggve.apps.surveys import services
from tryggve.apps.surveys.allocating import allocation_of, precision_of
from tryggve.apps.surveys.calendars import as_ical, suggested
from tryggve.apps.surveys.frame_counts import ages_of, read_counts
from tryggve.apps.surveys.queries import followed_strata
from tryggve.apps.surveys.steps import steps_of
from tryggve.apps.surveys.strata_file import StratumRow, read_strata, write_strata
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db(databases=["default", "register"])


def problems(function, *given, **more):
    with pytest.raises(InputError) as refused:
        function(*given, **more)
    return [(each.row, each.field) for each in refused.value.problems]


def states(round):
    return {step.page.removeprefix("surveys:"): step.state for step in steps_of(round)}


def test_grounds_are_all_needed(who):
    round = planned(who)
    for field in GROUNDS:
        assert problems(services.write_grounds, **who, round=round, **GROUNDS | {field: " "}) == [
            (None, field)
        ]


def test_the_suggested_calendar_is_that_of_the_published_plans():
    days = suggested(2026)
    assert days["letter"] == date(2026, 8, 3)  # Monday in week 32
    assert (days["close"] - days["letter"]).days == 56
    assert list(days.values()) == sorted(days.values())


def test_days_come_in_the_order_in_which_things_are_done(who):
    round = planned(who)
    wrong = suggested(2026) | {"print": date(2026, 9, 1)}
    assert problems(services.set_days, **who, round=round, days=wrong) == [(None, "letter")]
    assert not round.days.exists()
    services.set_days(**who, round=round, days=suggested(2026))
    services.set_days(**who, round=round, days={"card": None})
    assert round.days.count() == 8


def test_the_calendar_moves_in_other_programs_when_it_is_changed(who):
    round = planned(who)

    def uids():
        events = Calendar.from_ical(as_ical(round, "https://example.se/")).walk("VEVENT")
        return [str(event["uid"]) for event in events]

    services.set_days(**who, round=round, days=suggested(2026))
    before = uids()
    services.set_days(**who, round=round, days=suggested(2026, date(2026, 8, 10)))
    assert uids() == before
    assert len(set(before)) == 9


FILE = """Kod;Namn;Befolkning;Väntad svarsandel;Minst;Utskick;Betalas av;Postnummer;Postorter
norr;Norra delen;12 345;53,5;100;300;;361 30, 361 31;Emmaboda, Boda
söder;Södra delen;;;;;;36132;
"""


def test_strata_are_read_from_a_spreadsheet():
    north, south = read_strata(FILE.encode())
    assert (north.population, north.response, north.least, north.drawn) == (12345, 0.535, 100, 300)
    assert list(north.postal_codes) == ["36130", "36131"]
    assert list(north.places) == ["Emmaboda", "Boda"]
    assert (south.population, south.response, south.drawn) == (None, None, None)


def test_what_is_written_is_read_again(who):
    round = decided(who)
    round.strata.filter(code="norr").update(postal_codes=["36130"], places=["Boda"], response=0.535)
    written = write_strata(round.strata.select_related("payer"))
    north, south = read_strata(written.encode())
    assert (north.code, north.population, north.response, north.drawn) == ("norr", 3000, 0.535, 100)
    assert (list(north.postal_codes), list(north.places)) == (["36130"], ["Boda"])
    assert south.name == "Soder"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, "Kod"), (1, "Namn")]),
        ("Namn\nNorr", [(1, "Kod")]),
        ("Kod;Namn\n", [(None, "")]),
        ("Kod;Namn\n;\nnorr;\n", [(3, "Namn")]),
        ("Kod;Namn\nnorr;Norr\nnorr;Norr igen\n", [(3, "Kod")]),
        ("Kod;Namn;Befolkning\nnorr;Norr;många\n", [(2, "Befolkning")]),
        ("Kod;Namn;Väntad svarsandel\nnorr;Norr;120\nsyd;Syd;x\n",
         [(2, "Väntad svarsandel"), (3, "Väntad svarsandel")]),
        ("Kod;Namn;Postnummer\nnorr;Norr;3613\nsyd;Syd;36130\nvast;Väst;36130\n",
         [(2, "Postnummer"), (4, "Postnummer")]),
    ],
)  # fmt: skip
def test_strata_with_mistakes(text, expected):
    assert problems(read_strata, text.encode()) == expected


def test_a_payer_is_an_organisation_here(who):
    round = planned(who)
    payer = OrganisationFactory(name="Torsås kommun", slug="torsas")
    services.put_strata(**who, round=round, rows=[StratumRow("a", "A", payer="torsas", row=2)])
    assert round.strata.get().payer == payer
    wrong = [StratumRow("a", "A", payer="tosas", row=2)]
    assert problems(services.put_strata, **who, round=round, rows=wrong) == [(2, "Betalas av")]


def test_strata_are_put_in_again_without_losing_what_is_not_in_the_file(who):
    round = planned(who)
    services.allocate_sample(**who, round=round, allocation="equal", total=200)
    services.put_strata(
        **who, round=round, rows=[StratumRow("norr", "Norr"), StratumRow("ny", "Ny")]
    )
    north, new = round.strata.all()
    assert (north.name, north.population, north.drawn) == ("Norr", 3000, 100)
    assert (new.code, new.drawn) == ("ny", None)


def test_strata_from_survey_areas_and_from_municipalities_that_have_none(who):
    organisation = who["organisation"]
    police_area = AreaFactory(kind="local_police_area", name="Nybro")
    with_areas, without = (
        AreaFactory(kind="municipality", code=code, name=name)
        for code, name in (("0862", "Emmaboda"), ("0834", "Torsås"))
    )
    for municipality in (with_areas, without):
        LinkFactory(child=municipality, parent=police_area)
    ResponsibilityFactory(organisation=organisation, area=police_area, task="survey")
    payer = OrganisationFactory(slug="torsas")
    ResponsibilityFactory(organisation=payer, area=without, task="coordination")
    own = AreaFactory(kind="survey_area", code="0862-1", name="Tätort", owner=organisation)
    LinkFactory(child=own, parent=with_areas)
    rows = services.strata_of_areas(planned(who))
    assert [(row.code, row.payer) for row in rows] == [("0862-1", ""), ("0834", "torsas")]


@pytest.mark.parametrize(
    ("allocation", "expected"),
    [("equal", [100, 100]), ("proportional", [120, 80]), ("power", [110, 90])],
)
def test_a_sample_is_divided(who, allocation, expected):
    round = planned(who)
    services.allocate_sample(**who, round=round, allocation=allocation, total=200)
    assert list(round.strata.values_list("drawn", flat=True)) == expected


def test_as_sure_in_each_stratum(who):
    round = planned(who)
    services.allocate_sample(**who, round=round, allocation="as_sure", half_width=6.7)
    found = precision_of(allocation_of(list(round.strata.all())))
    assert all(0.066 < each.half_width <= 0.067 for each in found)


def test_300_sent_at_53_percent_are_sure_to_seven_points_and_see_fifteen(who):
    round = planned(who, sizes={"norr": 10**6})
    services.put_strata(**who, round=round, rows=[StratumRow("norr", "Norr", response=0.53)])
    services.allocate_sample(**who, round=round, allocation="equal", total=300)
    (found,) = precision_of(allocation_of(list(round.strata.all())))
    assert found.answers == 159
    assert round_(found.half_width) == 6.7
    assert 14 < 100 * found.change < 15


def round_(share):
    return round(100 * share, 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"allocation": "equal"}, "total"),
        ({"allocation": "equal", "total": 10_000}, "total"),
        ({"allocation": "as_sure"}, "half_width"),
        ({"allocation": "as_sure", "half_width": 0.1}, "standard_error"),
    ],
)
def test_what_cannot_be_divided(who, given, field):
    round = planned(who)
    assert {
        each for _row, each in problems(services.allocate_sample, **who, round=round, **given)
    } == {field}
    assert list(round.strata.values_list("drawn", flat=True)) == [None, None]


def test_without_population_nothing_is_divided(who):
    round = planned(who)
    round.strata.update(population=None)
    assert (
        len(problems(services.allocate_sample, **who, round=round, allocation="equal", total=9))
        == 2
    )


def test_what_is_decided_stands_until_it_is_taken_back(who):
    round = decided(who)
    rows = [StratumRow("a", "A")]
    changes = [
        (services.put_strata, {"rows": rows}),
        (services.allocate_sample, {"allocation": "equal", "total": 20}),
        (services.choose_way, {"way": "order"}),
        (services.choose_population, {"population": "residents", "least_age": 16, "most_age": 85,
                                      "frame_day": DAY}),
        (services.decide_design, {}),
    ]  # fmt: skip
    for service, given in changes:
        assert problems(service, **who, round=round, **given)
    services.take_design_back(**who, round=round)
    assert services.put_strata(**who, round=round, rows=rows)


def test_what_has_been_drawn_by_is_not_taken_back(who):
    round = decided(who)
    imported(who, round)
    assert problems(services.take_design_back, **who, round=round)


def test_another_organisation_changes_nothing(who):
    round = planned(who)
    other = MembershipFactory(role="survey_lead")
    stranger = {"by": other.user, "organisation": other.organisation, "round": round}
    assert problems(services.write_grounds, **stranger, **GROUNDS)
    assert problems(services.set_days, **stranger, days={})
    assert problems(services.put_strata, **stranger, rows=[])
    assert problems(services.choose_way, **stranger, way="order")
    assert problems(services.allocate_sample, **stranger, allocation="equal", total=9)
    assert problems(services.decide_design, **stranger)


COUNTS = "stratum;kön;ålder;antal\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("norr;x;16;1\n", [(2, "kön")]),
        ("norr;man;gammal;1\n", [(2, "ålder")]),
        ("norr;man;16;-1\n", [(2, "antal")]),
        ("norr;man;16;1\nnorr;män;16;2\n", [(2, ""), (3, "")]),
        ("väst;man;16;1\n", [(2, "stratum")]),
        ("norr;man;16;100\n", [(None, "stratum")]),
    ],
)
def test_counts_with_mistakes(who, rows, expected):
    round = planned(who)
    names = ["norr", "soder"]
    given = (COUNTS + rows).encode()
    assert problems(read_counts, given, names=names, ages=ages_of(round)) == expected


def test_counts_of_groups_and_of_ages_outside(who):
    round = planned(who)
    rows = "norr;kvinna;16-24;10\nnorr;kvinna;15;99\nsoder;män;85;3\nsoder;män;86;99\n"
    counts = read_counts((COUNTS + rows).encode(), names=["norr", "soder"], ages=ages_of(round))
    assert sorted(counts.rows()) == [
        ("norr", "woman", "16-24", 10), ("soder", "man", "75-85", 3),
    ]  # fmt: skip


def test_the_steps_say_what_is_next_and_what_blocks(who):
    version = planned(who).questionnaire
    round = services.plan_round(**who, name="ny", title="Ny", year=2026, questionnaire=version)
    steps = steps_of(round)
    assert [step.state for step in steps].count("next") == 1
    assert steps[0].state == "next"
    blocked = {str(step.title): [str(each) for each in step.lacks] for step in steps if step.lacks}
    assert len(blocked) == 9
    assert all(not step.page for step in steps if step.lacks)


def test_each_step_is_done_in_turn(who):
    round = planned(who)
    services.set_days(**who, round=round, days=suggested(2026))
    assert states(round)["way"] == "next"
    services.choose_way(**who, round=round, way="order")
    assert states(round)["allocate"] == "next"
    services.allocate_sample(**who, round=round, allocation="equal", total=200)
    assert states(round)["decide"] == "next"
    services.decide_design(**who, round=round)
    assert states(round)["counts"] == "next"
    imported(who, round)
    assert states(round)["sample"] == "next"


def test_a_municipality_follows_its_own_areas_and_nobody_else_s(who):
    payer, other = OrganisationFactory(slug="torsas"), OrganisationFactory(slug="emmaboda")
    round = decided(who)
    round.strata.filter(code="norr").update(payer=payer)
    round.strata.filter(code="soder").update(payer=other)
    assert not followed_strata(payer)
    approved(who["organisation"], imported(who, round))
    (found,) = followed_strata(payer)
    assert (found.code, found.people, found.answered) == ("norr", 100, 0)
    assert [each.code for each in followed_strata(other)] == ["soder"]
    assert not followed_strata(OrganisationFactory())
    assert not followed_strata(who["organisation"])


def test_a_municipality_follows_what_lies_in_it_without_paying(who):
    municipality = AreaFactory(kind="municipality", code="0834", name="Torsås")
    within = AreaFactory(kind="survey_area", code="norr", owner=who["organisation"])
    LinkFactory(child=within, parent=municipality)
    follower = OrganisationFactory(slug="torsas")
    ResponsibilityFactory(organisation=follower, area=municipality, task="coordination")
    round = decided(who)
    round.strata.filter(code="norr").update(area=within)
    approved(who["organisation"], imported(who, round))
    assert [each.code for each in followed_strata(follower)] == ["norr"]
