"""Importing the number of residents through the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.apps.areas.views.reading import errors_of, table_of, text_of
from tests.area_factories import PopulationCountFactory, PopulationSourceFactory
from tests.area_files import population_csv
from tests.factories import signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import PopulationCount, PopulationDraft, PopulationSource

pytestmark = pytest.mark.django_db

IMPORT = "/o/lessebo/areas/population/"


@pytest.fixture
def client(analyst):
    return signed_in_as(analyst.user)


def send(client, content, name="folkmangd.csv"):
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def refused(client, content, name="folkmangd.csv"):
    answer = send(client, content, name)
    assert answer.status_code == 200
    models = (PopulationSource, PopulationCount, PopulationDraft)
    assert [model.objects.count() for model in models] == [0, 0, 0]
    return answer


def test_from_file_to_counts_by_way_of_a_look(client, member, small):
    modelled = PopulationSourceFactory(is_modelled=True)
    PopulationCountFactory(source=modelled, area=small.lessebo, count=8286)

    answer = send(client, population_csv("0761 Lessebo", "1060 Olofström"))
    looking = reverse("areas:population_draft", args=["lessebo", PopulationDraft.objects.get().pk])
    assert (answer.status_code, answer.url) == (302, looking)

    page = client.get(looking)
    assert "Områden 2 Invånare 160" in text_of(page)
    assert table_of(page, "Invånare den 31 december 2025") == [
        ["Område", "Slag", "Kod", "I filen", "Känt nu"],
        ["Lessebo", "Kommun", "0761", "80", "8 286"],
        ["Olofström", "Kommun", "1060", "80", ".. Antalet invånare är inte känt."],
    ]
    assert queries.population_of(small.lessebo, member.organisation).total == 8286

    stored = client.post(looking, follow=True)

    assert "Antalet invånare är sparat." in text_of(stored)
    assert table_of(stored, "Uppgifter som finns")[1:] == [
        ["folkmangd.csv", "31 december 2025", "er", "räknat"],
        ["Modellerat", "31 december 2025", "alla", "modellerat"],
    ]
    assert queries.population_of(small.lessebo, member.organisation).total == 80


def test_a_draft_can_be_thrown_away(client, small):
    send(client, population_csv("0761 Lessebo"))
    looking = reverse("areas:population_draft", args=["lessebo", PopulationDraft.objects.get().pk])

    assert "Inget sparades." in text_of(client.post(looking, {"discard": ""}, follow=True))
    assert (PopulationDraft.objects.count(), PopulationSource.objects.count()) == (0, 0)


def test_a_file_imported_meanwhile_is_told_and_can_only_be_thrown_away(client, small):
    send(client, population_csv("0761 Lessebo"))
    first = PopulationDraft.objects.get()
    send(client, population_csv("0761 Lessebo"))
    second = PopulationDraft.objects.latest("pk")
    client.post(reverse("areas:population_draft", args=["lessebo", first.pk]))

    answer = client.post(reverse("areas:population_draft", args=["lessebo", second.pk]))

    said = text_of(answer)
    assert "Den här filen importerades den" in said
    assert "Spara uppgifterna" not in said
    assert PopulationSource.objects.count() == 1


def test_a_bad_cell_is_named_with_its_row_and_field(client, small):
    content = population_csv("0761 Lessebo").replace(b'"10"', b'"tio"', 1)

    answer = refused(client, content)

    assert len(errors_of(answer)) == 1
    [row] = table_of(answer, "Det här behöver rättas i filen")[1:]
    assert row[:2] == ["2", "Folkmängd 2025"]


def test_an_unknown_area_is_named(client, small):
    answer = refused(client, population_csv("0761 Lessebo", "9998 Ingenstans", "9999 Nergens"))

    rows = table_of(answer, "Det här behöver rättas i filen")[1:]
    assert [row[1] for row in rows] == ["9998", "9999"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04" + b"\x00" * 50, "Excel"),
        (b"<!doctype html><p>Ej hittad", "webbsida"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "av ett annat slag"),
        (b"hej", "rubrik"),
    ],
    ids=["workbook", "web page", "picture", "something else"],
)
def test_what_is_no_table_is_told(client, small, content, says):
    assert says in text_of(refused(client, content)).replace("arbetsbok", "Excel")


def test_the_page_makes_the_same_queries_for_one_source_and_three(client, member, small):
    def add():
        PopulationSourceFactory(owner=member.organisation)

    add()
    assert_same_queries(lambda: client.get(IMPORT), add=add)
