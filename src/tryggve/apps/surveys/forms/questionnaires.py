"""What is filled in about questionnaires and help texts."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading import read_questionnaire
from tryggve.questionnaire.standard import standard_questionnaire
from tryggve.questionnaire.xlsform import read_xlsform
from tryggve.web.forms import DateInput, Form
from tryggve.web.uploads import TEXT, UNKNOWN, read_upload
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

STANDARD, FILE = "standard", "file"


class AddForm(Form):
    """Where a questionnaire comes from."""

    origin = forms.ChoiceField(
        label=_("Which one?"),
        choices=[
            (STANDARD, _("The standard questionnaire that comes with the program")),
            (FILE, _("A file of our own")),
        ],
        initial=STANDARD,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("A definition (.yaml) or an XLSForm (.xlsx). An add-on is added the same way."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("origin") == FILE and not given.get("file"):
            self.add_error("file", _("Choose a file."))
        return given


def chosen_questionnaire(*, origin: str, file: UploadedFile | None) -> Questionnaire:
    """The definition that was chosen. InputError holds every problem of the file."""
    if origin == STANDARD or file is None:
        return standard_questionnaire()
    content = read_upload(file, kinds={TEXT, UNKNOWN})
    name = file.name or ""
    if name.endswith(".xlsx"):
        return read_xlsform(content, file=name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise refuse(
            say("The file is not text."), say("Write it as text in UTF-8."), file=name
        ) from None
    return read_questionnaire(text, file=name)


class ApprovalForm(Form):
    """Who has read a language through, and when."""

    reviewer = forms.CharField(
        label=_("The reviewer's name"),
        max_length=120,
        help_text=_("Somebody who has the language as their own, or works with it."),
    )
    approved_on = forms.DateField(
        label=_("Day of the approval"), widget=DateInput(), initial=timezone.localdate
    )


class HelpForm(Form):
    """The organisation's own words."""

    text = forms.CharField(
        label=_("Your own text"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_(
            "Leave it empty for the standard text. Never write that the answers are anonymous: as "
            "long as letters are sent there is a link to the person."
        ),
    )
