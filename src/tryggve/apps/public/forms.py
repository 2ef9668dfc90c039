"""Forms of the residents' pages and of those who answer for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tryggve.apps.public.models import FAULT_WORKFLOW, FaultStatus, PageFault, Publisher
from tryggve.web.forms import DateInput, Form, ModelForm


class FaultForm(Form):
    """Report that a page cannot be used."""

    page = forms.CharField(
        label=_("Which page is it about?"),
        help_text=_("The address of the page, as in /kommun/lessebo/."),
        max_length=2000,
        required=False,
    )
    text = forms.CharField(
        label=_("What does not work?"),
        help_text=_(
            "Say what you tried to do and what happened. "
            "Do not write about your health or about other people."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only if you want an answer. We erase it when the matter is closed."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, label=_("Leave this field empty"))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("This field must be left empty. It stops robots."))
        return ""


class FaultChangeForm(Form):
    """Answer a reported fault, or close it."""

    status = forms.ChoiceField(label=_("New status"), widget=forms.RadioSelect)
    reply = forms.CharField(
        label=_("Answer to the resident"),
        help_text=_("Sent by e-mail as soon as you save. Write in the language of the report."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    note = forms.CharField(
        label=_("Note for yourselves"),
        help_text=_("What has been done. The resident does not see it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, fault: PageFault, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = FAULT_WORKFLOW.allowed[fault.status]
        self.fields["status"].choices = [c for c in FaultStatus.choices if c[0] in allowed]
        if not fault.email:
            del self.fields["reply"]


class PublisherForm(ModelForm):
    """Who answers for the installation, and what its accessibility statement says."""

    class Meta:
        model = Publisher
        fields = [
            "name",
            "function",
            "phone",
            "email",
            "conformance",
            "testing",
            "tested",
            "tested_how",
            "known_faults",
        ]
        widgets = {"tested": DateInput(), "conformance": forms.RadioSelect()}
