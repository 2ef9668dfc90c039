"""What people fill in about organisations and themselves."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.logo import GREATEST_SIDE, LEAST_WIDTH
from tryggve.apps.accounts.models import (
    ROLES_WITHOUT_SECOND_FACTOR,
    Invitation,
    Organisation,
    Role,
    User,
)
from tryggve.web.forms import DateInput, Form, ModelForm

NEW_PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})
PASSWORD_HINT = _("At least 12 characters. Several words that you remember are good.")


class InviteForm(ModelForm):
    """Ask somebody to join."""

    class Meta:
        model = Invitation
        fields = ["email", "name", "role"]
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = Role.choices
        self.fields["email"].help_text = _("An address that only this person reads.")


class AcceptForm(Form):
    """Join: how one wants to be called, and a password where the role asks for one."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Choose a password"), help_text=PASSWORD_HINT, strip=False, widget=NEW_PASSWORD
    )

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role in ROLES_WITHOUT_SECOND_FACTOR:
            self.fields["password"].required = False
            self.fields["password"].help_text = _(
                "At least 12 characters. Leave it empty if you would rather get a link "
                "by e-mail each time you sign in."
            )


class LinkForm(Form):
    """Where to send a link that signs in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class MembershipForm(Form):
    """A further role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    valid_from = forms.DateField(label=_("First day"), required=False, widget=DateInput())
    valid_to = forms.DateField(label=_("Last day"), required=False, widget=DateInput())


class EndMembershipForm(Form):
    """When a role ends."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When does the role end?"),
        choices=[(NOW, _("At once")), (LATER, _("After a day to come"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("when") == self.LATER and not given.get("last_day"):
            self.add_error("last_day", _("Choose the last day."))
        return {"last_day": given.get("last_day") if given.get("when") == self.LATER else None}


class OrganisationForm(ModelForm):
    """Name, contact and language of an organisation."""

    class Meta:
        model = Organisation
        fields = ["name", "contact_function", "contact_phone", "contact_email", "language"]
        widgets = {
            "language": forms.RadioSelect,
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }
        help_texts = {
            "contact_function": _("A function, not a person: it stands on every public page."),
            "contact_phone": _("With the area code, as in 0478-125 00."),
            "language": _("In which invitations and other e-mails are written."),
        }

    def _post_clean(self) -> None:
        """The service checks and saves; the row on the request stays as it is until then."""


class LogoForm(Form):
    """A picture, and the words that stand in for it."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=format_lazy(
            _("PNG, JPEG or WebP, {least} to {greatest} pixels wide, at most 2 MB."),
            least=LEAST_WIDTH,
            greatest=GREATEST_SIDE,
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    description = forms.CharField(
        label=_("Description"),
        help_text=_(
            "What the picture shows, for those who do not see it: the municipality's arms."
        ),
        max_length=200,
    )


class ColourForm(Form):
    """The organisation's colour."""

    colour = forms.CharField(
        label=_("Colour"),
        help_text=_("# and six characters, as in #0f4c5c. Leave it empty for Tryggve's own."),
        max_length=7,
        required=False,
        widget=forms.TextInput(attrs={"size": "9", "spellcheck": "false", "autocomplete": "off"}),
    )


class CreateOrganisationForm(ModelForm):
    """A new organisation."""

    slug = forms.SlugField(
        label=_("Short name in addresses"),
        help_text=_("As in /o/lessebo/. It cannot be changed. Made of the name if left empty."),
        max_length=60,
        required=False,
    )

    class Meta:
        model = Organisation
        fields = ["name", "kind", "slug", "language"]
        widgets = {"language": forms.RadioSelect}


class InviteAdministratorForm(Form):
    """Who is to look after an organisation."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)


class MeForm(ModelForm):
    """One's own name, language and letters."""

    class Meta:
        model = User
        fields = ["name", "language", "digest"]
        widgets = {
            "language": forms.RadioSelect,
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        help_texts = {"digest": _("Sent only on days when there is something new.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def _post_clean(self) -> None:
        """The service checks and saves; the person on the request stays as they are until then."""


class ReaderForm(Form):
    """Whose reads are shown."""

    by = forms.ModelChoiceField(
        label=_("Who"), queryset=User.objects.none(), required=False, empty_label=_("Everyone")
    )

    def __init__(self, *args: Any, readers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].queryset = readers
