"""What the rows of a register file mean, and what is found wrong in them, by row."""

from datetime import date

import pytest

from tests.sources.register.files import ANNA, HEADING, OLLE, as_csv, layout, number, read
from tryggve.sources.register.layout import PlacedBy
from tryggve.sources.register.people import Placing
from tryggve.wording.problems import InputError


def changed(row, **cells):
    """A row of the file with some cells changed, by heading."""
    return [cells.get(heading, cell) for heading, cell in zip(HEADING, row, strict=True)]


def problems(*rows, given=None, **more):
    with pytest.raises(InputError) as refused:
        read(as_csv(HEADING, *rows), given, **more)
    return [(problem.row, problem.field) for problem in refused.value.problems]


def test_a_person_as_the_survey_knows_them():
    people, _ = read(as_csv(HEADING, ANNA, OLLE))
    assert people[0] == {
        "row": 2, "identity": ANNA[0], "birth_date": date(1984, 2, 17), "sex": "woman",
        "stratum": "norr", "name": "Anna Öberg", "care_of": "", "street": "Låtsasgatan 1",
        "postal_code": "36130", "place": "Emmaboda", "country": "", "is_reached": True,
    }  # fmt: skip
    assert people[1]["identity"] == "195001029999"
    assert people[1]["sex"] == "man"


@pytest.mark.parametrize(
    "written",
    ["840217-998{}", "19840217-998{}", "840217998{}"],
)
def test_person_numbers_are_written_in_several_ways(written):
    people, _ = read(as_csv(HEADING, changed(ANNA, Personnummer=written.format(ANNA[0][-1]))))
    assert people[0]["identity"] == ANNA[0]


def test_a_coordination_number_is_born_on_its_day_less_sixty():
    people, _ = read(as_csv(HEADING, changed(ANNA, Personnummer=number("19840277998"))))
    assert people[0]["birth_date"] == date(1984, 2, 17)


@pytest.mark.parametrize(
    "wrong",
    ["", "198402179990", "19841317998", "190002309991", "١٩٨٤٠٢١٧٩٩٨١", "198402179998x", "1984"],
)
def test_what_is_no_person_number(wrong):
    assert problems(changed(ANNA, Personnummer=wrong), OLLE) == [(2, "person_number")]


def test_sixteen_to_eighty_five_on_the_day():
    sixteen, fifteen = number("20100701998"), number("20100702998")
    eighty_five, eighty_six = number("19400702998"), number("19400701998")
    people, _ = read(
        as_csv(HEADING, *(changed(ANNA, Personnummer=each) for each in (sixteen, eighty_five)))
    )
    assert [row["birth_date"] for row in people] == [date(2010, 7, 1), date(1940, 7, 2)]
    assert problems(
        OLLE, *(changed(ANNA, Personnummer=each) for each in (fifteen, eighty_six))
    ) == [(3, "birth_date"), (4, "birth_date")]


def test_everybody_stands_once():
    again = changed(ANNA, Personnummer=f"{ANNA[0][:8]}-{ANNA[0][8:]}")
    assert problems(ANNA, OLLE, again) == [(4, "person_number")]


def test_forty_duplicates_are_told_one_by_one():
    rows = [changed(ANNA, Personnummer=number(f"19840217{serial}")) for serial in range(900, 940)]
    assert problems(*rows, *rows) == [(row, "person_number") for row in range(42, 82)]


def test_an_unknown_stratum_is_told_without_what_stands_there():
    with pytest.raises(InputError) as refused:
        read(as_csv(HEADING, ANNA, changed(OLLE, Område="Hemlig Person")))
    (problem,) = refused.value.problems
    assert (problem.row, problem.field) == (3, "stratum")
    assert "Hemlig" not in str(problem)


def test_no_problem_tells_anything_of_a_person():
    rows = [
        changed(ANNA, Personnummer="19840217-0000"),
        changed(ANNA, Personnummer=number("20200102998")),
        changed(ANNA, Skyddad="Anna"),
        OLLE, OLLE,
    ]  # fmt: skip
    with pytest.raises(InputError) as refused:
        read(as_csv(HEADING, *rows))
    told = str(refused.value)
    for secret in ("Anna", "Olle", "19840217", "1950", "Låtsas", "Sago"):
        assert secret not in told


def test_protected_people_are_dropped_unread_and_counted():
    nonsense = changed(ANNA, Personnummer="?", Namn="", Område="?", Skyddad="j")
    people, reader = read(as_csv(HEADING, nonsense, OLLE))
    assert [row["row"] for row in people] == [3]
    assert reader.findings.protected == 1
    assert reader.findings.people == 1


def test_a_flag_that_says_neither_yes_nor_no_stops_the_file():
    assert problems(changed(ANNA, Skyddad="?"), OLLE) == [(2, "protected")]


def test_birth_date_and_sex_agree_with_the_person_number():
    given = layout(columns=layout().columns | {"birth_date": "Född", "sex": "Kön"})
    heading = [*HEADING, "Född", "Kön"]
    right = as_csv(heading, [*ANNA, "1984-02-17", "K"], [*OLLE, "19500102", "1"])
    assert len(read(right, given)[0]) == 2
    with pytest.raises(InputError) as refused:
        read(as_csv(heading, [*ANNA, "1984-02-18", "K"], [*OLLE, "19500102", "2"]), given)
    assert [(each.row, each.field) for each in refused.value.problems] == [
        (2, "birth_date"), (3, "sex"),
    ]  # fmt: skip


def test_a_supplier_may_tell_people_apart_by_a_reference():
    columns = {k: v for k, v in layout().columns.items() if k != "person_number"}
    given = layout(columns=columns | {"reference": "Löpnr", "birth_date": "Född", "sex": "Kön"})
    heading = ["Löpnr", *HEADING[1:], "Född", "Kön"]
    rows = [["1", *ANNA[1:], "1984-02-17", "K"], ["2", *OLLE[1:], "19500102", "M"]]
    people, _ = read(as_csv(heading, *rows), given)
    assert [row["identity"] for row in people] == ["1", "2"]
    with pytest.raises(InputError) as refused:
        read(as_csv(heading, *rows, ["1", *OLLE[1:], "", "x"], ["", *OLLE[1:], "", ""]), given)
    assert {each.field for each in refused.value.problems} == {"reference", "birth_date"}


def test_whom_no_letter_reaches_is_kept_and_counted():
    rows = [changed(OLLE, Personnummer=number(f"19500102{serial}")) for serial in range(900, 940)]
    people, reader = read(as_csv(HEADING, changed(ANNA, Gatuadress=""), *rows))
    assert [row["is_reached"] for row in people] == [False] + 40 * [True]
    assert reader.findings.without_address == 1


@pytest.mark.parametrize("cells", [{"Postnummer": "3613"}, {"Postort": ""}, {"Namn": ""}])
def test_many_without_address_tell_of_a_column_mistaken_for_another(cells):
    assert problems(changed(ANNA, **cells), OLLE) == [(None, "")]


def test_placed_by_postal_code():
    placing = Placing(PlacedBy.POSTAL_CODE, {"361 30": "norr"})
    given = layout(placed_by="postal_code")
    assert [row["stratum"] for row in read(as_csv(HEADING, ANNA), given, placing=placing)[0]] == [
        "norr"
    ]
    elsewhere = changed(OLLE, Postnummer="99999")
    assert problems(ANNA, elsewhere, given=given, placing=placing) == [(None, "")]


def test_an_address_abroad_has_a_country():
    columns = layout().columns | {"country": "Land"}
    people, _ = read(
        as_csv([*HEADING, "Land"], [*changed(ANNA, Postnummer="DK-2100"), "Danmark"]),
        layout(columns=columns),
    )
    assert people[0]["is_reached"]
    assert (people[0]["postal_code"], people[0]["country"]) == ("DK-2100", "Danmark")


def test_a_file_of_nobody():
    assert problems() == [(None, "")]
