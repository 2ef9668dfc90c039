"""An organisation is created by the operator; its administrator looks after it from then on."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.contact import checked_email, checked_phone
from tryggve.apps.accounts.logo import read_logo
from tryggve.apps.accounts.models import Organisation, User
from tryggve.web.colours import checked_colour
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say


@service("accounts.create_organisation", says=_("Created the organisation"))
def create_organisation(
    *, by: User, name: str, kind: str, slug: str = "", language: str = "sv"
) -> Organisation:
    """A new organisation. Its short name in addresses is made of its name where none is given."""
    name = name.strip()
    slug = slugify(slug or name)
    _check_free(name, slug)
    return Organisation.objects.create(name=name, slug=slug, kind=kind, language=language)


@service("accounts.edit_organisation", says=_("Changed the organisation's name or contact"))
def edit_organisation(
    *,
    by: User,
    organisation: Organisation,
    name: str,
    contact_function: str,
    contact_phone: str,
    contact_email: str,
    language: str,
) -> Organisation:
    """Name, contact and language of letters. The short name stays: addresses must go on working."""
    problems: list[Problem] = []
    values = {"name": name.strip(), "contact_function": contact_function.strip()}
    if Organisation.objects.exclude(pk=organisation.pk).filter(name__iexact=values["name"]):
        problems.append(_taken("name"))
    for field, text, check in (
        ("contact_phone", contact_phone, checked_phone),
        ("contact_email", contact_email, checked_email),
    ):
        try:
            values[field] = check(text, field=field) if text.strip() else ""
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return _change(organisation, language=language, **values)


@service("accounts.edit_organisation", says=_("Changed the logo"))
def set_logo(
    *, by: User, organisation: Organisation, file: UploadedFile, description: str
) -> Organisation:
    """A picture and the words that stand in for it where it cannot be seen."""
    if not description.strip():
        raise refuse(say("The logo has no description."), field="logo_description")
    return _change(
        organisation, logo=read_logo(file), has_logo=True, logo_description=description.strip()
    )


@service("accounts.edit_organisation", says=_("Removed the logo"))
def remove_logo(*, by: User, organisation: Organisation) -> Organisation:
    return _change(organisation, logo=None, has_logo=False, logo_description="")


@service("accounts.edit_organisation", says=_("Changed the colour"))
def set_colour(*, by: User, organisation: Organisation, colour: str) -> Organisation:
    """The colour of buttons and links, or nothing for the product's own. Too pale is refused."""
    return _change(organisation, colour=checked_colour(colour) if colour.strip() else "")


def _change(organisation: Organisation, **values: object) -> Organisation:
    for field, value in values.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=[*values, "updated"])
    return organisation


def _check_free(name: str, slug: str) -> None:
    problems = []
    if not slug:
        problems.append(Problem(say("The name has no letters."), field="name"))
    if Organisation.objects.filter(name__iexact=name).exists():
        problems.append(_taken("name"))
    if Organisation.objects.filter(slug=slug).exists():
        problems.append(_taken("slug"))
    if problems:
        raise InputError(problems)


def _taken(field: str) -> Problem:
    return Problem(
        say("Another organisation has this name."), say("Choose another name."), field=field
    )
