"""Uploading areas through the pages: what is right is looked at, what is wrong is told by row."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.apps.areas.views.reading import errors_of, table_of, text_of
from tests.area_files import X, Y, chequer, feature, geojson, places_csv, two_areas
from tests.factories import MembershipFactory, signed_in_as
from tests.queries import assert_same_queries
from tryggve.apps.areas.models import (
    Area,
    AreaParent,
    AreaUpload,
    AreaUploadDraft,
    DraftArea,
    Evidence,
    Kind,
)
from tryggve.apps.areas.services import read_upload
from tryggve.web.models import Act

pytestmark = pytest.mark.django_db

UPLOAD = "/o/lessebo/areas/upload/"
KEPT = (Area, AreaParent, AreaUpload, AreaUploadDraft, DraftArea, Act)
CROSSED = {
    "type": "Polygon",
    "coordinates": [[[15.2, 56.7], [15.3, 56.8], [15.3, 56.7], [15.2, 56.8], [15.2, 56.7]]],
}


def send(client, content, name="omraden.geojson", **changes):
    given = {"kind": Kind.SURVEY_AREA, "mode": "add", "valid_from": "2026-01-01"} | changes
    return client.post(UPLOAD, {**given, "file": SimpleUploadedFile(name, content)})


def refused(client, content, name="omraden.geojson", **changes):
    """The page with what is wrong, once it is sure that nothing was kept."""
    before = [model.objects.count() for model in KEPT]
    answer = send(client, content, name, **changes)
    assert answer.status_code == 200
    assert [model.objects.count() for model in KEPT] == before
    return answer


def test_from_file_to_areas_by_way_of_a_look(client, member, small):
    answer = send(client, two_areas())
    draft = AreaUploadDraft.objects.get()
    looking = reverse("areas:draft", args=["lessebo", draft.pk])
    assert (answer.status_code, answer.url) == (302, looking)

    page = client.get(looking)

    said = text_of(page)
    assert "Fil omraden.geojson Slag Mätområde I filen 2 Första dagen 1 januari 2026" in said
    assert table_of(page, "Det som lästes") == [
        ["Namn", "Kod", "Kommun", "Resultat", "Ligger över"],
        ["Norra", "N", "Lessebo, enligt läget", "Ny", "–"],
        ["Södra", "S", "Lessebo, enligt läget", "Ny", "–"],
    ]
    assert [row[1] for row in table_of(page, "Karta över 2 områden")[1:]] == ["Norra", "Södra"]
    assert Area.objects.filter(owner=member.organisation).count() == 0

    stored = client.post(looking, follow=True)

    assert "2 områden är sparade." in text_of(stored)
    assert "Norra mätområde" in text_of(stored)
    assert Area.objects.filter(owner=member.organisation).count() == 2
    assert client.get(looking).status_code == 404


def test_made_up_areas_say_so_until_real_ones_take_their_place(client, member, small):
    def store(**changes):
        send(client, two_areas(), **changes)
        looking = reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk])
        looked_at = text_of(client.get(looking))
        client.post(looking)
        area = Area.objects.current().get(name="Norra", valid_to=None)
        address = reverse("areas:area", args=["lessebo", area.pk])
        home = reverse("areas:area", args=["lessebo", small.lessebo.pk])
        search = reverse("areas:areas", args=["lessebo"]) + "?q=Norra"
        return area, looked_at, *(text_of(client.get(page)) for page in (address, home, search))

    area, *pages = store(is_simulated="on")
    assert area.evidence == Evidence.INVENTED
    assert ["Simulerade uppgifter" in page for page in pages] == [True] * 4
    assert "Påhittat, för övning" in pages[1]
    assert "simulerat" in pages[1]  # in the table of the map

    area, *pages = store(mode="replace", valid_from="2026-03-01")
    assert area.evidence == Evidence.ENTERED
    assert ["Simulerade uppgifter" in page for page in pages] == [False] * 4


def test_a_draft_can_be_thrown_away(client, member, small):
    send(client, two_areas())
    looking = reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk])

    answer = client.post(looking, {"discard": ""}, follow=True)

    assert "Inget sparades." in text_of(answer)
    assert AreaUploadDraft.objects.count() == 0
    assert Area.objects.filter(owner=member.organisation).count() == 0


def test_a_draft_waits_in_the_database_until_somebody_comes_back(client, member, small):
    send(client, two_areas())
    colleague = MembershipFactory(organisation=member.organisation, role="survey_lead").user

    said = text_of(signed_in_as(colleague).get(UPLOAD))

    assert "Väntar på att bekräftas omraden.geojson" in said


def test_what_replacing_does_is_shown_before_it_is_done(client, member, small):
    for content in (two_areas(),):
        send(client, content)
        client.post(reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk]))
    changed = geojson(
        feature("N", "Norra", chequer(0, 1)),
        feature("S", "Söder", chequer()),
        feature("V", "Västra", chequer(-1, 0)),
    )
    send(client, changed, mode="replace", valid_from="2026-07-01")
    draft = AreaUploadDraft.objects.get()

    page = client.get(reverse("areas:draft", args=["lessebo", draft.pk]))

    rows = table_of(page, "Det som lästes")[1:]
    assert [(row[0], row[3]) for row in rows] == [
        ("Norra", "Som förut"),
        ("Söder", "Ändrat"),
        ("Västra", "Ny"),
    ]
    assert "Nya 1 Ändrade 1" in text_of(page) or "Ny 1 Ändrat 1 Som förut 1" in text_of(page)


def test_what_replacing_ends_is_shown(client, member, small):
    send(client, two_areas())
    client.post(reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk]))
    send(client, geojson(feature("N", "Norra", chequer(0, 1))), mode="replace")

    page = client.get(reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk]))

    assert table_of(page, "Områden som upphör") == [["Namn", "Kod"], ["Södra", "S"]]


def test_what_lies_over_areas_one_has_is_told(client, member, small):
    send(client, two_areas())
    client.post(reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk]))
    send(client, geojson(feature("M", "Mitt emellan", chequer(0, 0.5))))

    page = client.get(reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk]))

    assert "1 område ligger över områden ni redan har" in text_of(page)
    assert table_of(page, "Det som lästes")[1][4] == "Norra, Södra"


def test_a_code_that_came_into_use_meanwhile_is_told_on_the_page(client, member, small):
    send(client, two_areas())
    waiting = AreaUploadDraft.objects.get()
    send(client, geojson(feature("S", "Annat", chequer(5, 5))))
    later = AreaUploadDraft.objects.latest("pk")
    client.post(reverse("areas:draft", args=["lessebo", later.pk]))

    answer = client.post(reverse("areas:draft", args=["lessebo", waiting.pk]))

    assert answer.status_code == 200
    assert table_of(answer, "Det här behöver rättas i filen")[1][:2] == ["2", "code"]
    assert Area.objects.filter(owner=member.organisation).count() == 1


def test_one_bad_row_of_290_is_named_with_its_field(client, small):
    rows = [(f"P{n}", f"Plats {n}", X + n, Y) for n in range(289)]
    content = places_csv(*rows) + b"\r\nP289;Plats 289;076;514000;6291000"

    answer = refused(client, content, "platser.csv", kind=Kind.PLACE)

    assert errors_of(answer) == [
        "Fil – Det finns 1 sak att rätta i filen: se tabellen. Inget sparades."
    ]
    assert table_of(answer, "Det här behöver rättas i filen") == [
        ["Rad", "Fält", "Vad som är fel", "Så rättar du"],
        [
            "291",
            "kommunkod",
            "Det finns ingen kommun med koden 076.",
            "Använd SCB:s fyra siffror, till exempel 0880 för Kalmar.",
        ],
    ]


def test_a_border_that_crosses_itself_is_named_with_its_row(client, small):
    crossed = {"type": "Feature", "properties": {"kod": "K", "namn": "Korsad"}, "geometry": CROSSED}

    answer = refused(client, geojson(feature("N", "Norra", chequer()), crossed))

    [row] = table_of(answer, "Det här behöver rättas i filen")[1:]
    assert row[:2] == ["2", "geometry"]
    assert "15.25, 56.75" in row[2]


def test_an_area_in_another_municipality_is_named_with_its_row(client, small):
    answer = refused(client, geojson(feature("L", "Långt", chequer(200, 0))))

    [row] = table_of(answer, "Det här behöver rättas i filen")[1:]
    assert row[0] == "1"
    assert row[2] == "Långt ligger i Emmaboda, inte i Lessebo."


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"type": "FeatureCollection", "features": [', "Filen är inte riktig JSON"),
        (two_areas().replace(b'"features"', b'"x"'), "Listan med objekt saknas"),
        (two_areas().decode().encode("latin-1"), "Filen är inte i UTF-8"),
        (b"kod;namn;lon;lat\r\nN;Norra;15.2;56.7", "kan innehålla platser, men inte områden"),
        (b"", "filen är tom"),
    ],
    ids=["broken", "no features", "latin-1", "csv of areas", "empty"],
)
def test_a_file_that_cannot_be_read_is_told_at_its_field(client, small, content, says):
    answer = refused(client, content)

    assert says.lower() in " ".join([*errors_of(answer), text_of(answer)]).lower()


def test_a_wrong_coordinate_system_is_told(client, small):
    content = two_areas().replace(
        b'"features"',
        b'"crs": {"type": "name", "properties": {"name": "EPSG:9999999"}}, "features"',
    )

    [error] = errors_of(refused(client, content))
    assert "koordinatsystem" in error.lower()


def test_longitude_and_latitude_that_have_changed_places_are_told(client, small):
    turned = geojson(
        {
            "type": "Feature",
            "properties": {"kod": "N", "namn": "Norra"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[56.7, 15.2], [56.8, 15.2], [56.8, 15.3], [56.7, 15.2]]],
            },
        }
    )

    said = text_of(refused(client, turned))
    assert "Longitud" in said


def test_a_picture_by_another_name_is_refused(client, small):
    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")

    [error] = errors_of(refused(client, picture.getvalue(), "karta.geojson"))
    assert "Filen är av ett annat slag" in error
    assert "GeoPackage" in error


def test_a_packed_folder_is_told_as_what_it_is(client, small):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("omraden.shp", b"\x00\x00\x27\x0a" * 100)

    [error] = errors_of(refused(client, packed.getvalue(), "omraden.zip"))
    assert "packad" in error


def test_a_file_that_is_too_large_is_refused_unread(client, small):
    [error] = errors_of(refused(client, b"x" * 20_000_001))
    assert "Filen är för stor: högst 20 MB." in error


def test_what_was_filled_in_is_kept_beside_the_errors(client, small):
    page = refused(client, b"[]", mode="replace", valid_from="2026-05-04").content.decode()

    assert 'value="2026-05-04"' in page
    assert page.count("checked") == 2


def test_everything_missing_is_told(client, small):
    errors = errors_of(client.post(UPLOAD, {"kind": ""}))

    assert len(errors) == 4


def test_an_organisation_without_a_municipality_is_told_whom_to_ask(small):
    member = MembershipFactory(organisation__slug="ny")

    said = text_of(signed_in_as(member.user).get("/o/ny/areas/upload/"))

    assert "Ni har ingen kommun ännu" in said


def test_who_may_not_upload_finds_no_way_in(client, member, small):
    reporter = signed_in_as(
        MembershipFactory(organisation=member.organisation, role="reporter").user
    )

    assert reporter.get(UPLOAD).status_code == 403
    assert send(reporter, two_areas()).status_code == 403
    assert "Ladda upp" not in text_of(reporter.get("/o/lessebo/areas/"))


def test_an_expired_draft_is_gone(client, member, small):
    send(client, two_areas())
    draft = AreaUploadDraft.objects.get()
    AreaUploadDraft.objects.update(expires=timezone.now())

    assert client.get(reverse("areas:draft", args=["lessebo", draft.pk])).status_code == 404


def test_a_long_draft_is_shown_a_hundred_rows_at_a_time(client, member, small):
    rows = [(f"P{n:03}", f"Plats {n}", X + n, Y) for n in range(250)]
    send(client, places_csv(*rows), "platser.csv", kind=Kind.PLACE)
    looking = reverse("areas:draft", args=["lessebo", AreaUploadDraft.objects.get().pk])

    first, last = client.get(looking), client.get(looking, {"page": 3})

    assert len(table_of(first, "Det som lästes")) == 101
    assert [row[1] for row in table_of(last, "Det som lästes")[1:]] == [
        f"P{n:03}" for n in range(200, 250)
    ]
    assert "I filen 250" in text_of(first)


def test_the_page_of_uploads_makes_the_same_queries_for_one_draft_and_three(client, member, small):
    def add():
        read_upload(
            by=member.user,
            organisation=member.organisation,
            content=two_areas(),
            file_name="omraden.geojson",
            kind=Kind.SURVEY_AREA,
            mode="add",
            valid_from=date(2026, 1, 1),
        )

    add()
    assert_same_queries(lambda: client.get(UPLOAD), add=add)
