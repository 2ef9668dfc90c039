"""What is filled in about letters: their texts, mailings, firms, and what comes back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.forms.sampling import CSV
from tryggve.apps.surveys.mail_texts import around, day_of_posting, text_of
from tryggve.apps.surveys.models import (
    FirmAgreement,
    Letterhead,
    Mailing,
    MailItem,
    MailText,
    OptOut,
    Round,
)
from tryggve.apps.surveys.services.mail_texts import MOST_SIGNATURES
from tryggve.paper.form import LANGUAGES as ON_PAPER
from tryggve.paper.mail import address_lines
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.web.forms import DateInput, Form

CODE = forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "autofocus": True})


class PrepareForm(Form):
    """A new mailing."""

    kind = forms.ChoiceField(
        label=_("What is posted"), choices=Mailing.Kind.choices, widget=forms.RadioSelect
    )
    day = forms.DateField(label=_("Day of posting, and of the letter"), widget=DateInput())
    has_form = forms.BooleanField(
        label=_("A paper form and a reply envelope go along"),
        help_text=_("Never with a card."),
        initial=True,
        required=False,
    )
    form_language = forms.ChoiceField(label=_("The form's language"))

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        kind = _next_kind(round)
        day = day_of_posting(round, kind)
        super().__init__(*args, initial={"kind": kind, "day": day}, **kwargs)
        asked = round.questionnaire.read().languages
        self.fields["form_language"].choices = [
            (tag, LANGUAGES[tag].name) for tag in ON_PAPER if tag in asked
        ]


def _next_kind(round: Round) -> str:
    sent = set(round.mailings.values_list("kind", flat=True))
    return next((kind for kind in MailText.Kind.values if kind not in sent), Mailing.Kind.EXTRA)


class PostForm(Form):
    """A mailing that is posted."""

    posted = forms.DateField(label=_("The day it was posted"), widget=DateInput())
    cost_each = forms.DecimalField(
        label=_("What one item cost with its postage (kronor)"),
        min_value=0,
        max_digits=6,
        decimal_places=2,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"posted": timezone.localdate()}, **kwargs)


class AgreementForm(Form):
    """An agreement with a firm that handles names, addresses or answers."""

    work = forms.ChoiceField(
        label=_("What the firm does"), choices=FirmAgreement.Work.choices, widget=forms.RadioSelect
    )
    firm = forms.CharField(label=_("The firm"), max_length=120)
    reference = forms.CharField(label=_("Number of the agreement"), max_length=100)
    signed = forms.DateField(label=_("Signed"), widget=DateInput())
    until = forms.DateField(label=_("Holds until"), widget=DateInput())


class FlagsForm(Form):
    """The list of those whose identity is protected now."""

    file = forms.FileField(
        label=_("File of protected identities"),
        help_text=_("A text file with one person number on each line, from the supplier."),
        widget=CSV,
    )
    by_reference = forms.BooleanField(
        label=_("The file has the supplier's own references"), required=False
    )


class MailTextForm(Form):
    """What a letter or card says."""

    heading = forms.CharField(label=_("Heading"), max_length=120)
    body = forms.CharField(
        label=_("Text"),
        max_length=3000,
        help_text=_("In Swedish. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(
        self, *args: Any, round: Round, payer: Organisation | None, kind: str, **kwargs: Any
    ) -> None:
        heading, body = text_of(round, payer, kind)
        super().__init__(*args, initial={"heading": heading, "body": body}, **kwargs)


class LetterheadForm(Form):
    """What stands around the text. What is left empty is as it says beside the field."""

    contact = forms.CharField(label=_("Whom to call"), max_length=300, required=False)
    protection = forms.CharField(
        label=_("How personal data are handled"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    returned_to = forms.CharField(
        label=_("Where the post returns what it cannot deliver"), max_length=200, required=False
    )
    paid = forms.CharField(label=_("How the postage of a card is paid"), max_length=60,
                           required=False)  # fmt: skip
    replies_to = forms.CharField(
        label=_("The address on the reply envelope"),
        help_text=_("As the post has registered it, at most five lines."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, round: Round, payer: Organisation | None, **kwargs: Any) -> None:
        own = round.letterheads.filter(payer=payer).first() or Letterhead()
        said = {name: getattr(own, name) for name in self.base_fields}
        initial = said | {"replies_to": "\n".join(own.replies_to)}
        super().__init__(*args, initial=initial, **kwargs)
        self._tell_what_stands_if_empty(round, payer)
        for place in range(MOST_SIGNATURES):
            kept = own.signatures[place] if place < len(own.signatures) else {}
            for name, label in SIGNATURE.items():
                self.fields[f"{name}-{place}"] = forms.CharField(
                    label=label % {"number": place + 1},
                    initial=kept.get(name, ""),
                    max_length=80,
                    required=False,
                )

    def _tell_what_stands_if_empty(self, round: Round, payer: Organisation | None) -> None:
        stands = around(round, payer, written=EMPTY)
        for name in self.base_fields:
            value = getattr(stands, name)
            words = value if isinstance(value, str) else ", ".join(value)
            told = format_lazy(_("If left empty: {words}"), words=words) if words else ""
            field = self.fields[name]
            field.help_text = format_lazy("{} {}", field.help_text, told).strip()

    def clean(self) -> dict[str, Any]:
        """What the service takes; a signature with nothing in it is none."""
        given = super().clean() or {}
        signatures = [
            {name: given.pop(f"{name}-{place}", "") for name in SIGNATURE}
            for place in range(MOST_SIGNATURES)
        ]
        written = [each for each in signatures if any(each.values())]
        lines = given.get("replies_to", "").splitlines()
        return given | {"signatures": written, "replies_to": lines}


EMPTY = {
    "signatures": [],
    "contact": "",
    "protection": "",
    "returned_to": "",
    "paid": "",
    "replies_to": [],
}
SIGNATURE = {
    "name": _("Signature %(number)s: name"),
    "title": _("Signature %(number)s: title"),
    "organisation": _("Signature %(number)s: organisation"),
}


class ReturnForm(Form):
    """A letter that came back."""

    code = forms.CharField(
        label=_("The code beside the address"),
        help_text=_("Scan the symbol, or write the ten signs."),
        max_length=100,
        widget=CODE,
    )
    reason = forms.ChoiceField(
        label=_("What stands on it"),
        choices=MailItem.Reason.choices,
        initial=MailItem.Reason.UNKNOWN,
        widget=forms.RadioSelect,
    )


class CallForm(Form):
    """What somebody tells on the telephone."""

    code = forms.CharField(
        label=_("The code in their letter, or beside the address"), max_length=100, widget=CODE
    )
    kind = forms.ChoiceField(
        label=_("What they tell"), choices=OptOut.Kind.choices, widget=forms.RadioSelect
    )


class FindForm(Form):
    """Words of a name and an address."""

    words = forms.CharField(
        label=_("Name, and street or place"),
        max_length=100,
        help_text=_("Every look is written down, with how many people were shown."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class NoteForm(Form):
    """Who it is, of those who were found, and what they tell."""

    person = forms.TypedChoiceField(label=_("Who it is"), coerce=UUID, widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("What they tell"), choices=OptOut.Kind.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, people: Mapping[str, Mapping[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [
            (pseudonym, ", ".join(address_lines(person))) for pseudonym, person in people.items()
        ]

    def clean(self) -> dict[str, Any]:
        """What the service takes."""
        given = super().clean() or {}
        return {"pseudonym": given.get("person"), "kind": given.get("kind")}
