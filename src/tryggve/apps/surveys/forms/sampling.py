"""What is filled in to sample: who draws, how it is divided, files of counts and of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggve.apps.surveys.models import RegisterLayout, Round, SampleDesign
from tryggve.sources.register.layout import Column, Encoding, Kind, PlacedBy
from tryggve.web.forms import DateInput, Form

CSV = forms.FileInput(attrs={"accept": ".csv,text/csv"})


class WayForm(Form):
    """Who draws; and the assessment that a whole register takes."""

    way = forms.ChoiceField(
        label=_("Who draws the sample"),
        choices=SampleDesign.Way.choices,
        initial=SampleDesign.Way.ORDER,
        widget=forms.RadioSelect,
    )
    assessment_reference = forms.CharField(
        label=_("Number of the data-protection assessment"),
        max_length=100,
        required=False,
        help_text=_("Only to draw from the whole register."),
    )
    assessment_day = forms.DateField(
        label=_("Day of the assessment"), widget=DateInput(), required=False
    )
    assessment = forms.CharField(
        label=_("What the assessment says"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        design = getattr(round, "design", None)
        known = {name: getattr(design, name) for name in self.base_fields} if design else {}
        super().__init__(*args, initial=known, **kwargs)


class AllocateForm(Form):
    """How the sample is divided over the strata."""

    allocation = forms.ChoiceField(
        label=_("How the sample is divided"),
        choices=SampleDesign.Allocation.choices,
        widget=forms.RadioSelect,
    )
    total = forms.IntegerField(
        label=_("How many to draw in all"), min_value=2, max_value=10_000_000, required=False
    )
    half_width = forms.FloatField(
        label=_("Or: how sure in each stratum (percentage points)"),
        min_value=0.1,
        max_value=50,
        required=False,
        help_text=_(
            "Half of the interval of a share of 25 per cent. Used with “as sure a figure in each "
            "stratum”."
        ),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        design = getattr(round, "design", None)
        known = {name: getattr(design, name) for name in self.base_fields} if design else {}
        super().__init__(*args, initial=known, **kwargs)


class CountsForm(Form):
    """The supplier's population counts."""

    file = forms.FileField(
        label=_("File of population counts"),
        help_text=_("A CSV file with a heading: stratum, kön, ålder, antal."),
        widget=CSV,
    )


class LayoutField(forms.ModelChoiceField):
    """One of the organisation's layouts."""


class SampleForm(Form):
    """The file of drawn people, and how it is laid out."""

    layout = LayoutField(
        label=_("How the file is laid out"), queryset=RegisterLayout.objects.none()
    )
    file = forms.FileField(label=_("File of drawn people"))
    supplement = forms.CharField(
        label=_("Only for a supplement: how many more of which strata"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A line for each: the code of the stratum, a space, the number."),
    )
    is_simulated = forms.BooleanField(
        label=_("The people are made up"),
        help_text=_("Everything that comes of them says that it is simulated."),
        required=False,
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layout"].queryset = round.organisation.register_layouts.all()
        if not round.draws.exists():
            del self.fields["supplement"]

    def clean_supplement(self) -> dict[str, int]:
        return read_supplement(self.cleaned_data["supplement"])


class DrawForm(Form):
    """A draw from the register that is loaded."""

    supplement = SampleForm.base_fields["supplement"]

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not round.draws.exists():
            del self.fields["supplement"]

    def clean_supplement(self) -> dict[str, int]:
        return read_supplement(self.cleaned_data["supplement"])


def read_supplement(text: str) -> dict[str, int]:
    """How many of which strata, a line for each."""
    found: dict[str, int] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        code, _space, number = line.strip().rpartition(" ")
        if not code.strip() or not number.isdigit() or not 0 < int(number) < 10_000_000:
            raise forms.ValidationError(
                _("“%(line)s” is no code and number."), params={"line": line.strip()[:60]}
            )
        found[code.strip()] = int(number)
    return found


class ApproveForm(Form):
    """The second person's word."""

    reason = forms.CharField(
        label=_("Why it can be used, where a check asks to look"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


COLUMNS = {
    Column.PERSON_NUMBER: _("Person number"),
    Column.REFERENCE: _("The supplier's reference"),
    Column.BIRTH_DATE: _("Birth date"),
    Column.SEX: _("Sex"),
    Column.NAME: _("Whole name"),
    Column.GIVEN_NAME: _("Given name"),
    Column.SURNAME: _("Surname"),
    Column.CARE_OF: _("Care of"),
    Column.STREET: _("Street address"),
    Column.POSTAL_CODE: _("Postal code"),
    Column.PLACE: _("Postal town"),
    Column.COUNTRY: _("Country"),
    Column.STRATUM: _("Stratum"),
    Column.PROTECTED: _("Flag of a protected identity"),
}
USUAL = {
    Column.PERSON_NUMBER: "Personnummer", Column.GIVEN_NAME: "Förnamn",
    Column.SURNAME: "Efternamn", Column.CARE_OF: "c/o", Column.STREET: "Gatuadress",
    Column.POSTAL_CODE: "Postnummer", Column.PLACE: "Postort", Column.STRATUM: "Område",
    Column.PROTECTED: "Skyddad",
}  # fmt: skip
LISTS = ("protected_when", "open_when", "women", "men")


class LayoutForm(Form):
    """What stands where in a supplier's file."""

    name = forms.CharField(label=_("What this layout is called"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[
            (Kind.CSV, _("CSV: one row a person, with a heading")),
            (Kind.FIXED, _("Fixed width: one line a person, without a heading")),
            (Kind.WORKBOOK, _("Excel workbook, with a heading")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.CSV,
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"), choices=[(each, each.value) for each in Encoding]
    )
    separator = forms.ChoiceField(
        label=_("Separator"),
        choices=[(";", _("semicolon")), (",", _("comma")), ("\t", _("tab")), ("|", "|")],
    )
    sheet = forms.CharField(label=_("Sheet"), max_length=31, required=False)
    placed_by = forms.ChoiceField(
        label=_("What tells in which stratum somebody lives"),
        choices=[
            (PlacedBy.STRATUM, _("The stratum stands in the file")),
            (PlacedBy.POSTAL_CODE, _("The postal code")),
            (PlacedBy.PLACE, _("The postal town")),
        ],
        widget=forms.RadioSelect,
        initial=PlacedBy.STRATUM,
    )
    without_protected = forms.BooleanField(
        label=_("The supplier has left out people with a protected identity"), required=False
    )
    protected_when = forms.CharField(label=_("Values that mean protected"), initial="1, J, JA, S")
    open_when = forms.CharField(
        label=_("Values that mean not protected, besides an empty one"),
        initial="0, N, NEJ",
        required=False,
    )
    women = forms.CharField(label=_("Values that mean woman"), initial="2, K, KVINNA, F")
    men = forms.CharField(label=_("Values that mean man"), initial="1, M, MAN")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column, label in COLUMNS.items():
            self.fields[f"column-{column.value}"] = forms.CharField(
                label=label, max_length=100, required=False, initial=USUAL.get(column, "")
            )

    def clean(self) -> dict[str, Any]:
        """The layout's name and what `read_layout` reads."""
        given = super().clean() or {}
        columns = {
            column.value: _place(given.get(f"column-{column.value}", ""), given.get("kind"))
            for column in COLUMNS
        }
        listed = {name: _listed(given.get(name, "")) for name in LISTS}
        listed["open_when"] = ["", *listed["open_when"]]
        plain = ("kind", "encoding", "separator", "sheet", "placed_by", "without_protected")
        layout = {name: given[name] for name in plain if name in given} | listed
        layout["columns"] = {name: at for name, at in columns.items() if at}
        return {"name": given.get("name", ""), "layout": layout}


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _place(text: str, kind: str | None) -> str | tuple[int, int]:
    """The heading; in a file of fixed width the first and last position, as in 13-40."""
    first, _dash, last = text.partition("-")
    if kind == Kind.FIXED and first.strip().isdigit() and last.strip().isdigit():
        return int(first), int(last)
    return text.strip()
