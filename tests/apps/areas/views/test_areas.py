"""The tree with its search, and the page of an area."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from tests.apps.areas.views.reading import table_of, text_of
from tests.area_factories import (
    AreaFactory,
    LinkFactory,
    PopulationCountFactory,
    PopulationSourceFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
    square,
)
from tests.factories import MembershipFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.areas.models import Area, AreaParent, Evidence, Kind

pytestmark = pytest.mark.django_db

ENDED = date(2025, 12, 31)
ROUND = "/o/lessebo/areas/"


def page(client, area, **asked):
    return client.get(reverse("areas:area", args=["lessebo", area.pk]), asked)


def test_the_tree_shows_where_the_organisation_is(client, small, member):
    SurveyAreaFactory(name="Centrum", owner=member.organisation, parent=small.lessebo)

    said = text_of(client.get(ROUND))

    assert (
        "Här finns ni Syd polisregion Kalmar-Kronoberg polisområde Nybro lokalpolisområde "
        "Lessebo kommun ni ansvarar Hovmantorp tätort Centrum mätområde"
    ) in said


def test_an_organisation_without_areas_is_told_how_to_begin(small):
    member = MembershipFactory(organisation__slug="ny")

    assert "Ni har inget område ännu" in text_of(signed_in_as(member.user).get("/o/ny/areas/"))


def test_search_lists_what_is_found(client, small):
    found = table_of(client.get(ROUND, {"q": "LESSE"}), "Hittade områden")

    assert found == [["Område", "Slag", "Kod"], ["Lessebo", "Kommun", "0761"]]


def test_search_that_finds_nothing_says_what_to_try(client):
    assert "Prova färre eller kortare ord." in text_of(client.get(ROUND, {"q": "xyz"}))


def test_search_and_tree_as_they_were_on_a_day(client, small, member):
    SurveyAreaFactory(name="Gamla", owner=member.organisation, parent=small.lessebo, valid_to=ENDED)

    today = text_of(client.get(ROUND, {"q": "gamla"}))
    then = text_of(client.get(ROUND, {"q": "gamla", "on": "2025-12-31"}))

    assert today.count("Gamla") == 0
    assert "Så var det den 31 december 2025." in then
    assert then.count("Gamla") == 2


def test_a_wrong_day_is_told_and_today_is_shown(client, small):
    said = text_of(client.get(ROUND, {"q": "lessebo", "on": "igår"}))

    assert "Fyll i ett giltigt datum." in said
    assert "Hittade områden Område Slag Kod Lessebo Kommun 0761" in said
    assert "Lessebo kommun ni ansvarar" in said


def test_an_area_tells_its_place_its_evidence_and_its_source(client, small):
    AreaParent.objects.filter(parent=small.nybro).update(
        evidence=Evidence.INFERRED, note="Concluded from the name: no source found states it."
    )

    answer = page(client, small.lessebo)

    said = text_of(answer)
    assert "Områden Syd Kalmar-Kronoberg Nybro Lessebo Kommun Lessebo" in said
    assert "Kod 0761" in said
    assert (
        "Ligger i Nybro , lokalpolisområde Slutsats av det som återstår "
        "https://kommun.example/samverkan Slutsats av namnet: ingen funnen källa säger det."
    ) in said
    assert 'href="https://kommun.example/samverkan"' in answer.content.decode()


def test_an_area_tells_who_answers_for_it(client, small, member):
    police = MembershipFactory(organisation__name="Polisen Syd").organisation
    ResponsibilityFactory(organisation=police, area=small.region, task="policing")

    said = text_of(page(client, small.lessebo))

    assert "Lessebo kommun: samordnar det lokala trygghetsarbetet" in said
    assert "Polisen Syd: har polisansvar för området (hela Syd, polisregion)" in said


def test_parts_stand_in_a_table_with_their_residents(client, small, member):
    own = SurveyAreaFactory(
        code="C", name="Centrum", owner=member.organisation, parent=small.lessebo
    )
    source = PopulationSourceFactory(owner=member.organisation)
    PopulationCountFactory(source=source, area=own, count=1234)

    assert table_of(page(client, small.lessebo), "Delar") == [
        ["Område", "Slag", "Kod", "Invånare antal"],
        ["Hovmantorp", "Tätort", "0761TB101", ".. Antalet invånare är inte känt."],
        ["Centrum", "Mätområde", "C", "1 234"],
    ]


def test_many_parts_stand_a_hundred_at_a_time(client, small, member):
    for number in range(120):
        SurveyAreaFactory(
            code=f"D{number:03}",
            name=f"Del {number:03}",
            owner=member.organisation,
            parent=small.lessebo,
        )

    first = page(client, small.lessebo)
    second = page(client, small.lessebo, page=2)

    assert len(table_of(first, "Delar")) == 101
    assert [row[0] for row in table_of(second, "Delar")[1:]] == [
        f"Del {n:03}" for n in range(99, 120)
    ]
    assert "Sida 1 av 2" in text_of(first)


def test_modelled_residents_say_so_with_a_sentence(client, small):
    source = PopulationSourceFactory(is_modelled=True, reference_date=date(2024, 12, 31))
    for sex, age_from, age_to, count in (("women", 16, 16, 40), ("men", 85, None, 2)):
        PopulationCountFactory(
            source=source,
            area=small.lessebo,
            sex=sex,
            age_from=age_from,
            age_to=age_to,
            count=count,
        )

    answer = page(client, small.lessebo)

    assert table_of(answer, "Invånare efter kön och ålder") == [
        ["Ålder", "Kvinnor modellerat", "Män modellerat", "Alla modellerat"],
        ["16–24", "40", "0", "40"],
        ["85 eller äldre", "0", "2", "2"],
        ["Alla", "40", "2", "42"],
    ]
    said = text_of(answer)
    assert "42 invånare Modellerat" in said
    assert "Beräknad med en modell, inte räknad" in said


def test_counted_residents_are_not_called_modelled(client, small):
    PopulationCountFactory(area=small.lessebo, count=8286)

    said = text_of(page(client, small.lessebo))

    assert "8 286 invånare" in said
    assert "Modellerat" not in said


def test_a_sum_says_of_what(client, small):
    PopulationCountFactory(area=small.lessebo, count=8286)
    LinkFactory(child=small.olofstrom, parent=small.nybro)
    PopulationCountFactory(area=small.olofstrom, count=13000)

    said = text_of(page(client, small.nybro))

    assert "21 286 invånare" in said
    assert "Summan av de 2 kommuner som vi vet ligger här." in said


def test_the_map_has_an_equal_table_and_no_inline_style(client, small):
    answer = page(client, small.lessebo)

    content = answer.content.decode()
    assert content.count('role="img"') == 2
    assert " style=" not in content
    assert table_of(answer, "Karta över Lessebo")[1][1:3] == ["Hovmantorp", "0761TB101"]


@pytest.mark.parametrize(
    "kind", ["sweden", "region", "police_area", "nybro", "county", "lessebo", "hovmantorp"]
)
def test_every_kind_of_area_has_a_page(client, small, kind):
    area = getattr(small, kind)

    assert f"{area.name}" in text_of(page(client, area))


def test_a_row_that_has_ended_is_shown_as_it_was(client, small, member):
    old = SurveyAreaFactory(
        code="C", name="Förr", owner=member.organisation, parent=small.lessebo, valid_to=ENDED
    )
    AreaParent.objects.filter(child=old).update(valid_to=ENDED)
    new = SurveyAreaFactory(
        code="C",
        name="Nu",
        owner=member.organisation,
        parent=small.lessebo,
        valid_from=ENDED + timedelta(days=1),
    )

    said = text_of(page(client, old))

    assert "Områdets sista dag är 31 december 2025. Sidan visar hur det var då." in said
    assert "Ligger i Lessebo , kommun" in said
    assert table_of(page(client, new), "Historik") == [
        ["Namn", "Gäller", "Belägg"],
        ["Nu", "från och med 1 januari 2026", "Angivet av en användare"],
        ["Förr", "till och med 31 december 2025", "Angivet av en användare"],
    ]


def test_a_row_that_never_held_says_so(client, member, small):
    row = SurveyAreaFactory(owner=member.organisation, valid_from=date(2026, 1, 1), valid_to=ENDED)

    assert "drogs tillbaka samma dag" in text_of(page(client, row))


def test_where_a_municipality_has_lain_is_its_history(client, small):
    AreaParent.objects.filter(parent=small.nybro).update(valid_to=ENDED)
    vaxjo = AreaFactory(kind=Kind.LOCAL_POLICE_AREA, code="syd-vaxjo", name="Växjö")
    LinkFactory(child=small.lessebo, parent=vaxjo, valid_from=ENDED + timedelta(days=1))

    rows = table_of(page(client, small.lessebo), "Var det har legat")

    assert [row[:3] for row in rows[1:]] == [
        ["Växjö", "Lokalpolisområde", "från och med 1 januari 2026"],
        ["Nybro", "Lokalpolisområde", "till och med 31 december 2025"],
    ]


def test_only_what_one_may_do_is_offered(client, member, small):
    own = SurveyAreaFactory(owner=member.organisation, parent=small.lessebo)
    reporter = signed_in_as(
        MembershipFactory(role="reporter", organisation=member.organisation).user
    )
    offers = ("Rätta var det ligger", "Avsluta området", "Ange vad ni ansvarar för")

    def offered(browser, area):
        said = text_of(page(browser, area))
        return [offer for offer in offers if offer in said]

    assert offered(client, small.lessebo) == [offers[0], offers[2]]
    assert offered(client, own) == [offers[1], offers[2]]
    assert offered(client, small.olofstrom) == []
    assert offered(reporter, small.lessebo) == offered(reporter, own) == []


def test_the_same_queries_for_one_part_and_for_three(client, member, small):
    def add():
        SurveyAreaFactory(
            owner=member.organisation,
            parent=small.lessebo,
            geometry=square(514_000, 6_291_000),
        )

    def cold_page():
        cache.clear()
        page(client, small.lessebo)

    add()
    assert_same_queries(cold_page, add=add)


def test_the_same_queries_for_a_small_tree_and_a_large_one(client, member, small):
    def add():
        SurveyAreaFactory(owner=member.organisation, parent=small.lessebo)

    add()
    assert_same_queries(lambda: client.get(ROUND, {"q": "lessebo"}), add=add)


def test_a_map_is_drawn_once_and_anew_when_something_changes(client, member, small):
    own = SurveyAreaFactory(name="Centrum", owner=member.organisation, parent=small.lessebo)
    first = page(client, small.lessebo).content.decode()

    Area.objects.filter(pk=own.pk).update(name="Nytt namn")

    assert page(client, small.lessebo).content.decode().count("Nytt namn") == first.count("Centrum")


def test_an_area_to_come_is_shown_as_it_will_be(client, member, small):
    begins = timezone.localdate() + timedelta(days=40)
    own = SurveyAreaFactory(owner=member.organisation, valid_from=begins)
    LinkFactory(child=own, parent=small.lessebo, valid_from=begins)

    assert "Ligger i Lessebo , kommun" in text_of(page(client, own))
