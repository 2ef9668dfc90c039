"""Creating and looking after an organisation."""

import io

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.accounts import services
from tryggve.apps.accounts.models import Organisation
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    return UserFactory(is_operator=True)


@pytest.fixture
def administrator():
    return MembershipFactory(role="administrator")


def edit(administrator, **given):
    values = {
        "name": "Nybro kommun",
        "contact_function": "Säkerhetschefen",
        "contact_phone": "0481450 00",
        "contact_email": "Trygg@Nybro.example",
        "language": "en",
    }
    return services.edit_organisation(
        by=administrator.user, organisation=administrator.organisation, **values | given
    )


def fields_refused(refused) -> list[str]:
    return [problem.field for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("name", "slug", "address"),
    [
        ("Örebro kommun", "", "orebro-kommun"),
        ("Hägersten-Älvsjö", "", "hagersten-alvsjo"),
        ("Lessebo kommun", "Lessebo", "lessebo"),
    ],
)
def test_an_organisation_gets_its_address_from_its_name(operator, name, slug, address):
    made = services.create_organisation(by=operator, name=name, kind="municipality", slug=slug)
    assert (made.name, made.slug, made.language, made.has_logo) == (name, address, "sv", False)


def test_two_cannot_have_the_same_name_or_address(operator):
    OrganisationFactory(name="Lessebo kommun", slug="lessebo")
    with pytest.raises(InputError) as refused:
        services.create_organisation(
            by=operator, name="LESSEBO kommun", kind="police", slug="lessebo"
        )
    assert fields_refused(refused) == ["name", "slug"]


def test_a_name_without_letters_is_refused(operator):
    with pytest.raises(InputError) as refused:
        services.create_organisation(by=operator, name="???", kind="police")
    assert fields_refused(refused) == ["name"]


def test_only_an_operator_creates(administrator):
    with pytest.raises(PermissionDenied):
        services.create_organisation(by=administrator.user, name="Ny", kind="police")


def test_name_contact_and_language_are_changed(administrator):
    edit(administrator)
    kept = Organisation.objects.get()
    assert (kept.name, kept.contact_function, kept.contact_phone, kept.contact_email) == (
        "Nybro kommun",
        "Säkerhetschefen",
        "0481-450 00",
        "trygg@nybro.example",
    )
    assert kept.language == "en"


def test_the_address_stays_when_the_name_changes(administrator):
    before = administrator.organisation.slug
    edit(administrator)
    assert Organisation.objects.get().slug == before


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(administrator):
    OrganisationFactory(name="Emmaboda kommun")
    with pytest.raises(InputError) as refused:
        edit(administrator, name="Emmaboda Kommun", contact_phone="ring", contact_email="skriv")
    assert fields_refused(refused) == ["name", "contact_phone", "contact_email"]
    before = administrator.organisation
    assert Organisation.objects.get(pk=before.pk).name == before.name


def test_an_organisation_may_keep_its_own_name_and_leave_contact_empty(administrator):
    edit(
        administrator,
        name=administrator.organisation.name,
        contact_function="",
        contact_phone="",
        contact_email="",
    )
    assert Organisation.objects.get().contact_phone == ""


def a_picture(size=(300, 100)) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, "JPEG")
    return SimpleUploadedFile("vapen.jpg", written.getvalue())


def set_logo(administrator, **given):
    values = {"file": a_picture(), "description": "Kommunens vapen"} | given
    return services.set_logo(
        by=administrator.user, organisation=administrator.organisation, **values
    )


def test_a_logo_is_kept_as_png_with_its_description(administrator):
    set_logo(administrator)
    kept = Organisation.objects.get()
    assert Image.open(io.BytesIO(kept.logo)).format == "PNG"
    assert (kept.has_logo, kept.logo_description) == (True, "Kommunens vapen")


def test_the_picture_itself_is_not_in_the_record_of_changes(administrator):
    LogEntry.objects.all().delete()
    set_logo(administrator)
    assert [set(entry.changes_dict) for entry in LogEntry.objects.all()] == [
        {"has_logo", "logo_description"}
    ]


@pytest.mark.parametrize(
    "given", [{"description": " "}, {"file": a_picture((100, 100))}], ids=["no words", "too small"]
)
def test_a_logo_that_is_refused_changes_nothing(administrator, given):
    set_logo(administrator)
    before = Organisation.objects.values("logo", "logo_description").get()
    with pytest.raises(InputError):
        set_logo(administrator, **given)
    after = Organisation.objects.values("logo", "logo_description").get()
    assert (bytes(after["logo"]), after["logo_description"]) == (
        bytes(before["logo"]),
        before["logo_description"],
    )


def test_a_logo_can_be_removed(administrator):
    set_logo(administrator)
    services.remove_logo(by=administrator.user, organisation=administrator.organisation)
    kept = Organisation.objects.get()
    assert (kept.logo, kept.has_logo, kept.logo_description) == (None, False, "")


def set_colour(administrator, colour):
    return services.set_colour(
        by=administrator.user, organisation=administrator.organisation, colour=colour
    )


@pytest.mark.parametrize(("given", "kept"), [("#0F4C5C", "#0f4c5c"), ("", ""), ("  ", "")])
def test_a_colour_that_can_be_read_is_kept(administrator, given, kept):
    set_colour(administrator, given)
    assert Organisation.objects.get().colour == kept


@pytest.mark.parametrize("colour", ["#ffcc00", "#777777", "red", "#12", "#0f4c5c;}"])
def test_a_pale_or_broken_colour_is_refused(administrator, colour):
    with pytest.raises(InputError) as refused:
        set_colour(administrator, colour)
    assert fields_refused(refused) == ["colour"]
    assert Organisation.objects.get().colour == ""


@pytest.mark.parametrize("change", [edit, set_logo, lambda a: set_colour(a, "")])
def test_only_an_administrator_changes_it(change):
    with pytest.raises(PermissionDenied):
        change(MembershipFactory(role="editor"))
