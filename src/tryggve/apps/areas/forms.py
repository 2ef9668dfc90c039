"""What is filled in about areas."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area, AreaUploadDraft, Kind, Responsibility
from tryggve.web.forms import DateInput, Form

UPLOADABLE = [Kind.SURVEY_AREA, Kind.PLACE]
FILE_TYPES = ".geojson,.json,.gpkg,.csv"
POPULATION_TYPES = ".px,.json,.csv"


def day_field(label: Any, **given: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), **given)


class SearchForm(Form):
    """Areas by name or code, as they were on a day."""

    q = forms.CharField(label=_("Name or code"), max_length=80, required=False)
    on = day_field(_("As it was on"), required=False)


class OperatorSearchForm(Form):
    """Areas that everyone sees, by name or code."""

    q = forms.CharField(label=_("Name or code"), max_length=80)


class UploadForm(Form):
    """A file of own areas, what they are, and from when they hold."""

    kind = forms.ChoiceField(
        label=_("What does the file hold?"),
        choices=[
            (Kind.SURVEY_AREA, _("Survey areas, with borders")),
            (Kind.PLACE, _("Places, as points")),
        ],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Survey areas as GeoJSON or GeoPackage; places also as CSV. Each needs a code (kod) "
            "and a name (namn)."
        ),
        widget=forms.FileInput(attrs={"accept": FILE_TYPES}),
    )
    mode = forms.ChoiceField(
        label=_("What shall be done with the areas you have?"),
        choices=AreaUploadDraft.Mode.choices,
        initial=AreaUploadDraft.Mode.REPLACE,
        widget=forms.RadioSelect,
        help_text=_("What is replaced is kept as history up to the day before."),
    )
    valid_from = day_field(_("First day"), initial=timezone.localdate)
    is_simulated = forms.BooleanField(
        label=_("The areas are made up, for practice"),
        help_text=_("Pages, maps and sheets with them then say that they hold simulated data."),
        required=False,
    )


class PopulationForm(Form):
    """A file of population from Statistics Sweden."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table by area, sex and age from Statistics Sweden (SCB), as PX, JSON-stat 2 or CSV."
        ),
        widget=forms.FileInput(attrs={"accept": POPULATION_TYPES}),
    )


class LastDayForm(Form):
    """The last day of something that ends."""

    last_day = day_field(_("Last day"), initial=timezone.localdate)


class ResponsibilityForm(Form):
    """What the organisation answers for in an area, and from when."""

    task = forms.ChoiceField(
        label=_("What do you answer for?"),
        choices=Responsibility.Task.choices,
        widget=forms.RadioSelect,
    )
    valid_from = day_field(_("First day"), initial=timezone.localdate)


class GiveResponsibilityForm(Form):
    """The operator says which organisation answers for what in which area."""

    to = forms.ModelChoiceField(
        Organisation.objects.defer("logo"), label=_("Organisation"), empty_label=_("Choose one")
    )
    task = forms.ChoiceField(label=_("Task"), choices=Responsibility.Task.choices)
    valid_from = day_field(_("First day"), initial=timezone.localdate)


class CorrectionForm(Form):
    """Which area another lies in, since when, and where that can be read."""

    parent = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=_("Lies in"), empty_label=_("Choose one")
    )
    new_parent = forms.CharField(
        label=_("Or the name of one that is not in the list"), max_length=120, required=False
    )
    valid_from = day_field(_("First day"), initial=timezone.localdate)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("An address or the name of a decision, so that others can check it."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *given: Any, choices: Sequence[Area], kind: str, **named: Any) -> None:
        super().__init__(*given, **named)
        field = self.fields["parent"]
        field.label = Kind(kind).label
        field.queryset = Area.objects.filter(pk__in=[area.pk for area in choices])
