"""The page that shows every element in use, with made-up content."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggve.apps.public.queries import responsible_for_site
from tryggve.web.colours import PAPER, contrast
from tryggve.web.forms import DateInput, Form
from tryggve.web.pages import operator_page
from tryggve.web.tables import Column, Status, Table, Withheld

COLOURS = [
    (gettext_lazy("Ink, for text"), "#1c2127"),
    (gettext_lazy("Quiet ink, for hints"), "#474f57"),
    (gettext_lazy("Brand, for actions and the present place"), "#0f4c5c"),
    (gettext_lazy("Wrong"), "#8c1d18"),
    (gettext_lazy("Take care"), "#5c4400"),
    (gettext_lazy("Done"), "#1a5632"),
]


class ExampleForm(Form):
    """A field of every kind."""

    name = forms.CharField(label=gettext_lazy("Name of the walk"), max_length=60)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("We write to it once."), required=False
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=DateInput())
    people = forms.IntegerField(label=gettext_lazy("How many take part"), min_value=1)
    place = forms.ChoiceField(
        label=gettext_lazy("Place"),
        choices=[("", "–"), ("square", gettext_lazy("The square")), ("path", gettext_lazy("Path"))],
    )
    light = forms.ChoiceField(
        label=gettext_lazy("Is it light enough?"),
        help_text=gettext_lazy("Think of how it is after dark."),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    seen = forms.MultipleChoiceField(
        label=gettext_lazy("What did you see?"),
        choices=[
            ("litter", gettext_lazy("Litter")),
            ("damage", gettext_lazy("Damage")),
            ("lamps", gettext_lazy("Broken lamps")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label=gettext_lazy("Map of the walk"), required=False)
    note = forms.CharField(
        label=gettext_lazy("In your own words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    agreed = forms.BooleanField(label=gettext_lazy("All who take part know about it"))


@dataclass(frozen=True)
class Example:
    """A made-up line of a table."""

    area: str
    status: Status
    share: object
    answers: int


@dataclass(frozen=True)
class Answer:
    """A line of check-your-answers."""

    question: str
    text: str
    address: str = "#answers"


@operator_page("site.open_look")
def look(request: HttpRequest) -> HttpResponse:
    """Every element in use. `?errors=1` shows the form as it looks when something is wrong."""
    form = ExampleForm({"name": ""} if "errors" in request.GET else None)
    known = {
        "form": form,
        "colours": _colours(),
        "shares": _shares(),
        "nothing": _nothing(),
        "page": _middle_page(),
        "answers": [
            Answer(_("Name of the walk"), _("The square after dark")),
            Answer(_("How many take part"), "12"),
            Answer(_("In your own words"), ""),
        ],
        "way": [(_("Start"), reverse("start")), (_("The look"), "")],
        "responsible": responsible_for_site(),
    }
    return render(request, "residents/look.html", known)


look.in_every_language = True  # type: ignore[attr-defined]


def _colours() -> Table:
    def swatch(colour: tuple[str, str]) -> str:
        return format_html(
            '<svg width="48" height="24" aria-hidden="true">'
            '<rect width="48" height="24" fill="{}"/></svg>',
            colour[1],
        )

    return Table(
        id="colours",
        caption=_("Colours"),
        columns=[
            Column(_("Colour"), lambda colour: colour[0]),
            Column(_("Sample"), swatch),
            Column(_("Value"), lambda colour: colour[1]),
            Column(
                _("Contrast on paper"),
                lambda colour: contrast(colour[1], PAPER),
                unit=_("to 1"),
                is_number=True,
                decimals=1,
            ),
        ],
        rows=COLOURS,
        empty="",
    )


def _shares() -> Table:
    return Table(
        id="shares",
        caption=_("Share who feel safe when they walk alone in the evening"),
        columns=[
            Column(_("Area"), "area"),
            Column(_("Status"), "status"),
            Column(_("Feel safe"), "share", unit=_("per cent"), is_number=True, decimals=1),
            Column(_("Answers"), "answers", unit=_("number"), is_number=True),
        ],
        rows=[
            Example(_("The centre"), Status(_("Under way"), "under-way"), 71.5, 1234),
            Example("Trygghetsvandringsområdet Öster", Status(_("Done"), "done"), 64.0, 159),
            Example(_("The harbour"), Status(_("New"), "new"), Withheld(_("too few answers")), 4),
        ],
        note=_("Source: made-up figures, 2026."),
        empty="",
        is_simulated=True,
    )


def _nothing() -> Table:
    return Table(
        id="nothing",
        caption=_("Walks"),
        columns=[Column(_("Name of the walk"), "name")],
        rows=[],
        empty=_("Your walks will stand here. Plan the first one to begin."),
    )


def _middle_page() -> Page:
    return Paginator(range(30), 10).get_page(2)
