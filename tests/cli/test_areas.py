"""`tryggve areas`: what the pages do, for whoever works at the machine."""

from datetime import date

import pytest
from typer.testing import CliRunner

from tests.area_factories import ResponsibilityFactory, make_small_sweden
from tests.area_files import population_csv, two_areas
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import Area, AreaUploadDraft, Kind, PopulationDraft, PopulationSource
from tryggve.cli.areas import app
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def member(small):
    member = MembershipFactory(
        role="survey_lead", organisation__slug="lessebo", user__email="anna@lessebo.example"
    )
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)
    return member


@pytest.fixture
def file(tmp_path):
    def write(content, name="fil"):
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def run(*words):
    """What the command says; it must succeed."""
    done = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output.splitlines()


def refused(*words):
    with pytest.raises(InputError) as error:
        CliRunner().invoke(app, list(words), catch_exceptions=False)
    return [str(problem) for problem in error.value.problems]


def test_load_tells_what_is_new_and_twice_changes_nothing():
    assert run("load") == [
        "Areas: 2,357 new, 0 ended.",
        "Links between them: 2,417 new, 0 ended.",
        "Rows of population: 60,597 new.",
    ]
    assert run("load")[2] == "Rows of population: 0 new."


def test_upload_stores_areas_of_an_organisation(member, file):
    said = run(
        "upload",
        file(two_areas()),
        *("--organisation", "lessebo"),
        *("--by", "anna@lessebo.example"),
        *("--from", "2026-01-01"),
    )

    assert said == ["2 areas are stored."]
    stored = queries.own_areas(member.organisation, Kind.SURVEY_AREA)
    assert {(area.code, area.valid_from) for area in stored} == {
        ("N", date(2026, 1, 1)),
        ("S", date(2026, 1, 1)),
    }
    assert AreaUploadDraft.objects.count() == 0


def test_upload_tells_every_problem_and_stores_nothing(member, file):
    acting = ["--organisation", "lessebo", "--by", "anna@lessebo.example"]
    before = Area.objects.count()

    assert refused("upload", file(b"kod;namn\n", "fel.csv"), *acting) == [
        "fel.csv: A CSV can hold places, but no areas. Give areas as GeoJSON or GeoPackage."
    ]
    assert refused("upload", file(two_areas()), "--kind", "municipality", *acting) == [
        "field kind: municipality is not known here. Use one of: survey_area, place."
    ]
    assert refused("upload", "/no/such/file", *acting) == [
        "file: The file cannot be read: No such file or directory."
    ]
    assert Area.objects.count() == before


def test_upload_is_for_those_who_may(member, file):
    UserFactory(email="nagon@lessebo.example")

    [told] = refused(
        "upload",
        file(two_areas()),
        *("--organisation", "lessebo"),
        *("--by", "nagon@lessebo.example"),
    )
    assert told.startswith("The person named may not do this.")


def test_population_for_an_organisation_and_for_everyone(small, member, file):
    UserFactory(is_operator=True)
    content = file(population_csv("0761 Lessebo"), "folk.csv")

    own = run("population", content, "--organisation", "lessebo", "--by", "anna@lessebo.example")
    everyone = run("population", content)

    assert own == everyone == ["folk.csv: 8 counts are stored, for 31 December 2025."]
    owners = PopulationSource.objects.order_by("pk").values_list("owner", flat=True)
    assert list(owners) == [member.organisation.pk, None]
    assert PopulationDraft.objects.count() == 0


def test_answer_gives_an_organisation_its_area(small):
    UserFactory(is_operator=True)
    to = OrganisationFactory(name="Olofströms kommun", slug="olofstrom")

    [said] = run("answer", "olofstrom", "municipality", "1060")

    assert said.startswith("Olofströms kommun answers for Olofström from ")
    assert queries.municipalities_of(to) == [small.olofstrom]


def test_answer_tells_what_is_not_known(small):
    UserFactory(is_operator=True)
    OrganisationFactory(slug="olofstrom")

    assert refused("answer", "olofstrom", "municipality", "9999") == [
        "field code: There is no area with the code 9999."
    ]
    assert refused("answer", "olofstrom", "stad", "1060")[0].startswith(
        "field kind: stad is not known here."
    )
