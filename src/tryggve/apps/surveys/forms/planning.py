"""What is filled in to plan a round: grounds, population, calendar, strata."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggve.apps.surveys.calendars import suggested
from tryggve.apps.surveys.models import Round, RoundDay
from tryggve.web.forms import DateInput, Form


class GroundsForm(Form):
    """Who is responsible, and on what grounds."""

    authority = forms.CharField(
        label=_("Responsible authority"),
        max_length=200,
        help_text=_("The controller of the personal data, as it stands in the letter."),
    )
    secrecy_ground = forms.CharField(
        label=_("On what ground the answers are secret"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The survey of a municipality is not secret by itself: secrecy for statistics takes "
            "that the work is set apart. Ask the authority's lawyer."
        ),
    )
    erasure_ground = forms.CharField(
        label=_("On what ground data are destroyed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The decision on retention, with its number and day."),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        known = {name: getattr(round, name) for name in self.base_fields}
        super().__init__(*args, initial=known, **kwargs)


class PopulationForm(Form):
    """Who is asked."""

    population = forms.ChoiceField(
        label=_("Who is asked"), choices=Round.Population.choices, widget=forms.RadioSelect
    )
    least_age = forms.IntegerField(label=_("From the age of"), min_value=0, max_value=120)
    most_age = forms.IntegerField(label=_("To the age of"), min_value=0, max_value=120)
    frame_day = forms.DateField(
        label=_("Ages and addresses as on"),
        widget=DateInput(),
        help_text=_("The day of the register that the sample is drawn from."),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        known = {name: getattr(round, name) for name in self.base_fields}
        super().__init__(*args, initial=known, **kwargs)


class CalendarForm(Form):
    """A day for each event; suggested from week 32 until one is kept."""

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(round.days.values_list("event", "day")) or suggested(round.year)
        for event in RoundDay.Event:
            self.fields[event.value] = forms.DateField(
                label=event.label, widget=DateInput(), required=False,
                initial=known.get(event.value),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What the service takes."""
        given = super().clean() or {}
        return {"days": {event: given.get(event) for event in RoundDay.Event.values}}


class StrataForm(Form):
    """A file of strata."""

    file = forms.FileField(
        label=_("File of strata"),
        help_text=_(
            "A CSV file with a heading: Kod and Namn, and if you like Befolkning, Väntad "
            "svarsandel, Minst, Utskick, Betalas av, Postnummer, Postorter."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
