"""The reference tables in the database: all of them, once, and with their history."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely

from tests.area_factories import ResponsibilityFactory
from tests.factories import OrganisationFactory
from tryggve.apps.areas import queries, tree
from tryggve.apps.areas.models import (
    Area,
    AreaParent,
    Evidence,
    Kind,
    PopulationCount,
    PopulationSource,
)
from tryggve.apps.areas.services import load_reference, modelled
from tryggve.apps.areas.services.reference import Ground, Loaded, Reference, ReferenceArea
from tryggve.geography import reference as tables
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db

CHANGE = date(2026, 7, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)
OFFICIAL = Ground(Evidence.OFFICIAL, "Statistics Sweden")
STATED = Ground(Evidence.STATED, "https://polisen.example (2024)")
NYBRO = (Kind.LOCAL_POLICE_AREA, "syd-nybro")
VAXJO = (Kind.LOCAL_POLICE_AREA, "syd-vaxjo")
LESSEBO = (Kind.MUNICIPALITY, "0761")
HOVMANTORP = (Kind.LOCALITY, "0761TB101")


def small_tables(lpo=NYBRO, locality="Hovmantorp") -> Reference:
    """One municipality in one of two local police areas, with one locality."""
    found = Reference()
    found.add(ReferenceArea(*NYBRO, "Nybro", STATED))
    found.add(ReferenceArea(*VAXJO, "Växjö", STATED))
    found.add(ReferenceArea(*LESSEBO, "Lessebo", OFFICIAL))
    found.links[LESSEBO, lpo] = STATED
    found.add(ReferenceArea(*HOVMANTORP, locality, OFFICIAL, (510_000, 6_293_000)), LESSEBO)
    return found


def area(key, on=None) -> Area:
    return Area.objects.current(on).get(kind=key[0], code=key[1])


def lies_in(key, kind, on=None) -> list[str]:
    above = tree.ancestors([area(key, on)], on)
    return [each.name for each in above if each.kind == kind]


def everything_stored():
    return (
        list(Area.objects.order_by("pk").values()),
        list(AreaParent.objects.order_by("pk").values()),
        PopulationSource.objects.count(),
        PopulationCount.objects.count(),
    )


def test_all_of_sweden_is_loaded_and_a_second_run_changes_nothing():
    loaded = load_reference()

    assert loaded == Loaded(2357, 0, 2417, 0, 290 * 2 * 101 + 2017)
    numbers = {kind: Area.objects.filter(kind=kind).count() for kind in Kind}
    assert numbers == {
        Kind.COUNTRY: 1,
        Kind.POLICE_REGION: 2,
        Kind.POLICE_AREA: 6,
        Kind.COUNTY: 21,
        Kind.LOCAL_POLICE_AREA: 20,
        Kind.MUNICIPALITY: 290,
        Kind.LOCALITY: 2017,
        Kind.SURVEY_AREA: 0,
        Kind.PLACE: 0,
    }
    stored = everything_stored()

    assert load_reference(on=CHANGE) == Loaded(0, 0, 0, 0, 0)
    assert everything_stored() == stored
    _every_row_of_the_tables_is_in_its_place()
    _the_modelled_people_are_those_of_the_tables()


def _every_row_of_the_tables_is_in_its_place():
    links = AreaParent.objects.select_related("child", "parent")
    in_county = {
        (link.child.code, link.parent.code): link.evidence
        for link in links.filter(parent__kind=Kind.COUNTY)
    }
    assert in_county == {
        (each.code, each.county_code): Evidence.OFFICIAL
        for each in tables.municipalities().values()
    }
    in_lpo = {
        link.child.code: (link.parent.name, link.evidence, link.note)
        for link in links.filter(parent__kind=Kind.LOCAL_POLICE_AREA)
    }
    assert in_lpo == {
        each.municipality_code: (each.local_police_area, each.evidence, each.note)
        for each in tables.police_memberships()
    }
    nybro = links.get(child__code="0761", parent__kind=Kind.LOCAL_POLICE_AREA)
    assert nybro.source == (
        "https://www.torsas.se/nyheter/polisen-och-sex-kommuner-i-samverkan/ (2023-2027)"
    )
    hovmantorp = Area.objects.get(kind=Kind.LOCALITY, name="Hovmantorp")
    place = next(each for each in tables.localities() if each.name == "Hovmantorp")
    assert hovmantorp.geometry == shapely.Point(place.x, place.y)
    assert lies_in(LESSEBO, Kind.POLICE_REGION) == ["Syd"]
    bergslagen = Area.objects.get(kind=Kind.POLICE_REGION, name="Bergslagen")
    assert bergslagen.note == "Only some of its municipalities are known here."
    assert Area.objects.get(kind=Kind.POLICE_REGION, name="Syd").note == ""


def _the_modelled_people_are_those_of_the_tables():
    source = PopulationSource.objects.get(is_modelled=True)
    cells = source.counts.select_related("area").order_by()
    people: dict[str, int] = {}
    for cell in cells:
        people[cell.area.code] = people.get(cell.area.code, 0) + cell.count
    assert people == {each.code: each.population for each in tables.municipalities().values()}
    oldest = cells.get(area__code="0761", sex="women", age_from=100)
    assert oldest.age_to is None
    assert cells.get(area__code="0761", sex="men", age_from=40).age_to == 40
    counted = PopulationSource.objects.get(is_modelled=False)
    assert counted.reference_date == date(2020, 12, 31)
    assert dict(counted.counts.values_list("area__code", "count")) == {
        each.code: each.population for each in tables.localities()
    }


def test_loading_is_written_down_as_an_act_of_the_program():
    load_reference(tables=small_tables())

    act = Act.objects.get()
    assert (act.service, act.by, act.organisation) == (
        "areas.services.reference.load_reference",
        None,
        None,
    )


def test_a_municipality_that_moves_keeps_its_earlier_place():
    load_reference(tables=small_tables())

    changed = load_reference(tables=small_tables(lpo=VAXJO), on=CHANGE)

    assert (changed.opened, changed.ended, changed.links_opened, changed.links_ended) == (
        0,
        0,
        1,
        1,
    )
    assert lies_in(LESSEBO, Kind.LOCAL_POLICE_AREA, DAY_BEFORE) == ["Nybro"]
    assert lies_in(HOVMANTORP, Kind.LOCAL_POLICE_AREA, DAY_BEFORE) == ["Nybro"]
    assert lies_in(LESSEBO, Kind.LOCAL_POLICE_AREA, CHANGE) == ["Växjö"]
    assert lies_in(HOVMANTORP, Kind.LOCAL_POLICE_AREA, CHANGE) == ["Växjö"]


def test_a_new_name_is_a_new_row_and_the_old_name_stays_in_history():
    load_reference(tables=small_tables())

    changed = load_reference(tables=small_tables(locality="Hofmantorp"), on=CHANGE)

    assert (changed.opened, changed.ended) == (1, 1)
    assert area(HOVMANTORP, DAY_BEFORE).name == "Hovmantorp"
    assert area(HOVMANTORP, CHANGE).name == "Hofmantorp"
    assert lies_in(HOVMANTORP, Kind.MUNICIPALITY, DAY_BEFORE) == ["Lessebo"]
    assert lies_in(HOVMANTORP, Kind.MUNICIPALITY, CHANGE) == ["Lessebo"]


def test_a_renamed_parent_keeps_its_parts_and_who_answers_for_it():
    load_reference(tables=small_tables())
    organisation = OrganisationFactory()
    ResponsibilityFactory(organisation=organisation, area=area(LESSEBO))
    renamed = small_tables()
    renamed.areas[LESSEBO] = replace(renamed.areas[LESSEBO], name="Lessebo-Kosta")

    load_reference(tables=renamed, on=CHANGE)

    assert lies_in(HOVMANTORP, Kind.MUNICIPALITY, CHANGE) == ["Lessebo-Kosta"]
    assert lies_in(HOVMANTORP, Kind.MUNICIPALITY, DAY_BEFORE) == ["Lessebo"]
    assert lies_in(LESSEBO, Kind.LOCAL_POLICE_AREA, CHANGE) == ["Nybro"]
    answering = organisation.responsibilities
    assert [row.area.name for row in answering.current(DAY_BEFORE)] == ["Lessebo"]
    assert [row.area.name for row in answering.current(CHANGE)] == ["Lessebo-Kosta"]


def test_parent_and_child_renamed_at_once_stay_together():
    load_reference(tables=small_tables())
    renamed = small_tables(locality="Hofmantorp")
    renamed.areas[LESSEBO] = replace(renamed.areas[LESSEBO], name="Lessebo-Kosta")

    changed = load_reference(tables=renamed, on=CHANGE)

    assert (changed.opened, changed.ended, changed.links_opened, changed.links_ended) == (
        2,
        2,
        0,
        0,
    )
    assert lies_in(HOVMANTORP, Kind.MUNICIPALITY, CHANGE) == ["Lessebo-Kosta"]
    assert AreaParent.objects.filter(valid_to=None).count() == 2


def test_a_row_that_is_gone_from_the_tables_ends():
    load_reference(tables=small_tables())
    fewer = small_tables()
    del fewer.areas[HOVMANTORP], fewer.links[HOVMANTORP, LESSEBO]

    changed = load_reference(tables=fewer, on=CHANGE)

    assert (changed.ended, changed.links_ended) == (1, 0)
    assert [each.name for each in tree.descendants([area(LESSEBO)], DAY_BEFORE)] == ["Hovmantorp"]
    assert list(tree.descendants([area(LESSEBO)], CHANGE)) == []
    assert AreaParent.objects.get(child__code=HOVMANTORP[1]).valid_to == DAY_BEFORE


def test_better_evidence_is_told_without_a_new_row():
    load_reference(tables=small_tables())
    better = small_tables()
    known_better = Ground(Evidence.STATED, "https://kommun.example", "A note.")
    better.links[LESSEBO, NYBRO] = known_better

    assert load_reference(tables=better, on=CHANGE) == Loaded(0, 0, 0, 0, 0)
    link = AreaParent.objects.get(child__code="0761")
    assert Ground(link.evidence, link.source, link.note) == known_better
    assert (link.valid_from, link.valid_to) == (None, None)


def test_an_area_is_told_better_in_place():
    load_reference(tables=small_tables())
    before = area(LESSEBO)
    better = small_tables()
    better.areas[LESSEBO] = replace(
        better.areas[LESSEBO], ground=Ground(Evidence.STATED, "https://scb.example", "A note.")
    )

    assert load_reference(tables=better, on=CHANGE) == Loaded(0, 0, 0, 0, 0)
    after = area(LESSEBO)
    assert (after.pk, after.valid_from) == (before.pk, None)
    assert (after.evidence, after.source, after.note) == (
        Evidence.STATED,
        "https://scb.example",
        "A note.",
    )


def test_what_a_user_has_entered_stays():
    load_reference(tables=small_tables())
    AreaParent.objects.filter(child__code="0761").update(valid_to=DAY_BEFORE)
    entered = Area.objects.create(
        kind=Kind.LOCAL_POLICE_AREA, code="oster", name="Öster", evidence=Evidence.ENTERED
    )
    AreaParent.objects.create(
        child=area(LESSEBO), parent=entered, valid_from=CHANGE, evidence=Evidence.ENTERED
    )

    assert load_reference(tables=small_tables(), on=CHANGE) == Loaded(0, 0, 0, 0, 0)
    assert lies_in(LESSEBO, Kind.LOCAL_POLICE_AREA, CHANGE) == ["Öster"]


def test_what_organisations_have_put_in_is_left_alone():
    owner = OrganisationFactory()
    own = Area.objects.create(
        kind=Kind.MUNICIPALITY, code="9999", name="Egen", owner=owner, evidence=Evidence.ENTERED
    )
    load_reference(tables=small_tables())
    AreaParent.objects.create(child=own, parent=area(NYBRO), evidence=Evidence.ENTERED)

    load_reference(tables=small_tables(), on=CHANGE)

    assert AreaParent.objects.get(child=own).valid_to is None
    assert Area.objects.get(pk=own.pk).valid_to is None


def test_a_newer_model_goes_first_and_the_earlier_one_stays(monkeypatch):
    load_reference(tables=small_tables())
    lessebo, organisation = area(LESSEBO), OrganisationFactory()
    before = queries.population_of(lessebo, organisation)
    fewer = [(*cell[:4], cell[4] // 2) for cell in modelled.modelled_cells() if cell[0] == "0761"]
    monkeypatch.setattr(modelled, "modelled_cells", lambda: fewer)

    load_reference(tables=small_tables(), on=CHANGE)

    after = queries.population_of(lessebo, organisation)
    assert (before.total, after.total) == (8286, sum(cell[4] for cell in fewer))
    assert PopulationSource.objects.filter(is_modelled=True).count() == 2


def test_the_better_known_telling_of_an_area_stands():
    found = Reference()
    guessed = Ground(Evidence.INFERRED, "", "Concluded.")
    for ground in (guessed, STATED, Ground(Evidence.NAME, "https://blt.example")):
        found.add(ReferenceArea(*NYBRO, "Nybro", ground), LESSEBO)

    assert found.areas[NYBRO].ground == STATED
    assert found.links[NYBRO, LESSEBO] == STATED
