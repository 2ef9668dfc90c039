import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tryggve.apps.accounts.models import Organisation
from tryggve.web.colours import readable_shade

pytestmark = pytest.mark.django_db
PALE = "#ffcc00"


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator", organisation__name="Lessebo kommun")


@pytest.fixture
def client(administrator):
    return signed_in_as(administrator.user)


def page(administrator, name):
    return reverse(f"accounts:{name}", args=[administrator.organisation.slug])


def text(response) -> str:
    return response.content.decode()


def kept() -> Organisation:
    return Organisation.objects.get(name__startswith="Lessebo")


GIVEN = {
    "name": "Lessebo",
    "contact_function": "Säkerhetschefen",
    "contact_phone": "047812500",
    "contact_email": "trygg@lessebo.example",
    "language": "en",
}


def test_the_form_shows_what_is_kept(client, administrator):
    form = client.get(page(administrator, "settings")).context["form"]
    assert form["name"].value() == "Lessebo kommun"
    assert form["contact_phone"].value() == "0478-125 00"


def test_settings_are_saved(client, administrator):
    assert client.post(page(administrator, "settings"), GIVEN).url == page(
        administrator, "settings"
    )
    assert (kept().name, kept().contact_phone, kept().language) == ("Lessebo", "0478-125 00", "en")


def test_what_is_wrong_is_said_at_its_field_and_the_name_on_the_page_stays(client, administrator):
    OrganisationFactory(name="Nybro kommun")
    answer = client.post(
        page(administrator, "settings"), GIVEN | {"name": "Nybro kommun", "contact_phone": "ring"}
    )
    assert set(answer.context["form"].errors) == {"name", "contact_phone"}
    assert answer.context["organisation"].name == "Lessebo kommun"
    assert kept().name == "Lessebo kommun"


def picture(size=(300, 120)):
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, "PNG")
    return SimpleUploadedFile("vapen.png", written.getvalue())


def test_a_logo_is_put_up_and_stands_on_the_page(client, administrator):
    answer = client.post(
        page(administrator, "logo"),
        {"file": picture(), "description": "Kommunens vapen"},
        follow=True,
    )
    assert 'alt="Kommunens vapen"' in text(answer)
    file = client.get(reverse("organisation_logo", args=[administrator.organisation.slug]))
    assert file["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(file.content)).size == (300, 120)


@pytest.mark.parametrize(
    "given",
    [
        {"description": "x"},
        {"description": ""},
        {"file": SimpleUploadedFile("a.png", b"<svg/>"), "description": "x"},
        {"file": SimpleUploadedFile("a.png", b""), "description": "x"},
    ],
    ids=["no file", "no words", "no picture", "empty"],
)
def test_a_wrong_logo_is_refused(client, administrator, given):
    if given["description"] == "":
        given = {"file": picture(), **given}
    answer = client.post(page(administrator, "logo"), given)
    assert answer.context["form"].errors
    assert kept().has_logo is False


def test_the_logo_is_removed_by_a_button(client, administrator):
    client.post(page(administrator, "logo"), {"file": picture(), "description": "Vapen"})
    assert client.get(page(administrator, "remove_logo")).status_code == 405
    client.post(page(administrator, "remove_logo"))
    assert (kept().has_logo, kept().logo) == (False, None)


def test_a_colour_is_shown_with_its_contrast_before_it_is_saved(client, administrator):
    answer = client.post(page(administrator, "colour"), {"colour": "#0F4C5C", "try": "1"})
    (shade,) = answer.context["shades"]
    assert (shade.colour, shade.is_enough) == ("#0f4c5c", True)
    assert 'fill="#0f4c5c"' in text(answer)
    assert "style=" not in text(answer)
    assert kept().colour == ""


def test_a_pale_colour_is_refused_with_the_nearest_shade_that_can_be_read(client, administrator):
    for given in ({"colour": PALE}, {"colour": PALE, "try": "1"}):
        answer = client.post(page(administrator, "colour"), given)
        assert set(answer.context["form"].errors) == {"colour"}
        assert [(each.colour, each.is_enough) for each in answer.context["shades"]] == [
            (PALE, False),
            (readable_shade(PALE), True),
        ]
    assert kept().colour == ""


def test_the_refusal_tells_the_contrast(client, administrator):
    answer = client.post(page(administrator, "colour"), {"colour": PALE})
    assert "kontrast" in str(answer.context["form"].errors["colour"])


def test_the_colour_is_saved_and_taken_back(client, administrator):
    client.post(page(administrator, "colour"), {"colour": "#0f4c5c"})
    assert kept().colour == "#0f4c5c"
    client.post(page(administrator, "colour"), {"colour": ""})
    assert kept().colour == ""


@pytest.mark.parametrize("colour", ["red", "#12345", '"><b>', "#0f4c5c;}"])
def test_what_is_no_colour_never_reaches_the_page(client, administrator, colour):
    for given in ({"colour": colour}, {"colour": colour, "try": "1"}):
        answer = client.post(page(administrator, "colour"), given)
        assert answer.context["shades"] == []
        assert f'fill="{colour}"' not in text(answer)
