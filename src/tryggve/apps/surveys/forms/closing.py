"""What is filled in to destroy a round's link to its people."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.surveys.link import CHECKLIST
from tryggve.apps.surveys.models import Round
from tryggve.web.forms import DateInput, Form

BACKUPS = timedelta(90)  # how long backups are kept, where nobody says otherwise


class AskForm(Form):
    """The retention decision, and what has been seen to."""

    body = forms.CharField(
        label=_("Who has decided"),
        max_length=200,
        help_text=_("The board or the authority, as it stands in the retention decision."),
    )
    decided = forms.DateField(label=_("Day of the decision"), widget=DateInput())
    reference = forms.CharField(label=_("Number of the decision"), max_length=100)
    backups_until = forms.DateField(
        label=_("Backups made before today are kept until"),
        widget=DateInput(),
        help_text=_("They hold names and codes as sealed data, which nobody can read without the "
                    "key that is destroyed now."),
    )  # fmt: skip
    checked = forms.MultipleChoiceField(
        label=_("Has been seen to"),
        choices=list(CHECKLIST.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["backups_until"].initial = timezone.localdate() + BACKUPS


class CarryOutForm(Form):
    """The round's short name, so that nobody does it by mistake."""

    name = forms.CharField(label=_("Write the short name of the round"), max_length=40)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if name != self.round.name:
            raise forms.ValidationError(
                _("This round is called %(name)s."), params={"name": self.round.name}
            )
        return name

    def clean(self) -> dict[str, Any]:
        """The service is told the round, not its name."""
        super().clean()
        return {}
