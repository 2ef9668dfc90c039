"""Which day's figures are shown."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.web.forms import DateInput, Form


class DayForm(Form):
    """A day that is no later than today; today unless one is chosen."""

    day = forms.DateField(label=_("As it was known on"), required=False, widget=DateInput())

    @property
    def day_shown(self) -> date:
        """The day that was chosen; today where none was, or none that can be."""
        is_chosen = self.is_bound and self.is_valid()
        return self.cleaned_data["day"] if is_chosen else timezone.localdate()

    def clean_day(self) -> date:
        chosen: date = self.cleaned_data["day"] or timezone.localdate()
        if chosen > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return chosen
