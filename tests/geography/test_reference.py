"""The reference tables agree with each other and hold what their page says."""

from collections import Counter

import numpy as np
import pytest

from tryggve.geography import reference
from tryggve.geography.coordinates import to_sweref99tm
from tryggve.geography.police_notes import NOTES


def test_rows_of_each_table() -> None:
    assert len(reference.counties()) == 21
    assert len(reference.municipalities()) == 290
    assert len(reference.localities()) == 2017
    assert len(reference.police_memberships()) == 61
    assert len(reference.postal_codes().codes) == 15_463
    assert reference.county_population().counts.shape == (21, 2, 101)


def test_a_municipality() -> None:
    assert reference.municipalities()["0761"] == reference.Municipality(
        code="0761", name="Lessebo", county_code="07", population=8286
    )


def test_a_county() -> None:
    assert reference.counties()["14"] == reference.County("14", "Västra Götalands län")


def test_a_locality() -> None:
    found = [place for place in reference.localities() if place.name == "Lessebo"]
    assert found == [
        reference.Locality(
            code=found[0].code,
            name="Lessebo",
            municipality_code="0761",
            population=3059,
            x=516_463,
            y=6_289_901,
            lat=56.75279,
            lon=15.26923,
            population_year=2020,
        )
    ]


def test_every_code_refers_to_something() -> None:
    municipalities, counties = reference.municipalities(), reference.counties()
    assert {m.county_code for m in municipalities.values()} == set(counties)
    assert {place.municipality_code for place in reference.localities()} <= set(municipalities)
    assert {row.municipality_code for row in reference.police_memberships()} <= set(municipalities)
    assert set(reference.postal_codes().municipality_codes) == set(municipalities)
    assert reference.county_population().county_codes == tuple(counties)


def test_a_municipality_begins_with_its_county() -> None:
    assert [
        m.code for m in reference.municipalities().values() if m.code[:2] != m.county_code
    ] == []


def test_codes_stand_once_and_in_order() -> None:
    assert list(reference.municipalities()) == sorted(reference.municipalities())
    assert list(reference.counties()) == sorted(reference.counties())
    localities = [place.code for place in reference.localities()]
    assert localities == sorted(set(localities))
    postal_codes = reference.postal_codes().codes
    assert np.array_equal(postal_codes, np.unique(postal_codes))
    assert Counter(map(len, postal_codes)) == {5: 15_463}


def test_populations_add_up() -> None:
    assert sum(m.population for m in reference.municipalities().values()) == 10_587_140
    assert reference.county_population().counts.sum() == 9_851_017
    assert (reference.county_population().counts > 0).all()


def test_women_live_longer_in_every_county() -> None:
    """A check that sexes and ages stand where they should."""
    women, men = np.moveaxis(reference.county_population().counts, 1, 0)
    assert (women[:, 90:].sum(axis=1) > men[:, 90:].sum(axis=1)).all()
    assert (men[:, 0:18].sum(axis=1) > women[:, 0:18].sum(axis=1)).all()


def test_both_kinds_of_coordinates_say_the_same_place() -> None:
    places = reference.localities()
    x, y = to_sweref99tm([p.lon for p in places], [p.lat for p in places])
    apart = np.hypot(x - [p.x for p in places], y - [p.y for p in places])
    assert apart.max() < 1.5  # metres: one is rounded to a metre, the other to 0.00001 degrees


def test_police_areas_cover_region_syd() -> None:
    syd = [row for row in reference.police_memberships() if row.police_region == "Syd"]
    in_syd = sorted(m for m in reference.municipalities() if m[:2] in {"07", "08", "10", "12"})
    assert sorted(row.municipality_code for row in syd) == in_syd
    assert len(in_syd) == 58


def test_police_area_karlskoga() -> None:
    rows = [row for row in reference.police_memberships() if row.local_police_area == "Karlskoga"]
    assert [row.municipality_code for row in rows] == ["1862", "1863", "1883"]
    assert {row.police_region for row in rows} == {"Bergslagen"}


def test_malmö_stands_for_areas_that_are_not_named() -> None:
    rows = [row for row in reference.police_memberships() if row.police_area == "Malmö"]
    assert [(row.local_police_area, row.municipality_code, row.evidence) for row in rows] == [
        ("Malmö", "1280", "inferred")
    ]
    assert rows[0].note == (
        "Malmö is known to be split into several local police areas, whose names are not sourced."
    )


def test_how_well_police_areas_are_known() -> None:
    rows = reference.police_memberships()
    assert Counter(row.evidence for row in rows) == {"stated": 48, "inferred": 9, "name": 4}
    assert {row.note for row in rows} == {"", *NOTES}
    old = [row for row in rows if row.local_police_area == "Klippan"]
    assert {row.note for row in old} == {"The source is from 2016 and may no longer hold."}


def test_what_is_inferred_says_why() -> None:
    rows = reference.police_memberships()
    assert [row for row in rows if row.evidence == "inferred" and not row.note] == []
    assert [row for row in rows if row.evidence != "inferred" and not row.source] == []


def test_tables_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(ValueError, match="read-only"):
        reference.county_population().counts[0, 0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        reference.postal_codes().municipality_codes[0] = "0000"
    with pytest.raises(TypeError):
        reference.counties()["99"] = reference.County("99", "Nowhere")  # type: ignore[index]


def test_an_unknown_grade_of_evidence_is_refused() -> None:
    with pytest.raises(ValueError, match="guessed"):
        reference._evidence("guessed")
