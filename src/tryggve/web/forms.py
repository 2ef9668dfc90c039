"""Forms that look and behave alike: one template for a form, one for a field.

In a page: `{% include "web/form_page.html" %}` or, by hand, `{{ form }}`. The error summary stands
on top and links each error to its field; what was filled in is kept.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from tryggve.wording.problems import InputError

WHERE_NOTHING_IS = (
    (forms.FileField, _("Choose a file.")),
    (forms.MultipleChoiceField, _("Choose at least one.")),
    (forms.ChoiceField, _("Choose one.")),
    (forms.BooleanField, _("Tick the box.")),
    (forms.DateField, _("Fill in a date.")),
    (forms.Field, _("Fill this in.")),
)


class Renderer(TemplatesSetting):
    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


class InputErrorMixin:
    """Put what a service or a reader refused where the person who filled in the form sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            _ask_in_own_words(field)

    def add_problems(self: Any, error: InputError) -> None:
        for problem in error.problems:
            name = problem.field if problem.field in self.fields else None
            self.add_error(name, str(replace(problem, field="") if name else problem))

    def passed_to(self: Any, service: Callable[..., Any], **given: Any) -> bool:
        """Whether what was filled in is right and the service has done its work with it."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            service(**given, **self.cleaned_data)
        except InputError as error:
            self.add_problems(error)
            return False
        return True


def _ask_in_own_words(field: forms.Field) -> None:
    """Say what to do where nothing was filled in, unless the form says it itself."""
    if field.error_messages["required"] != forms.Field.default_error_messages["required"]:
        return
    for kind, words in WHERE_NOTHING_IS:
        if isinstance(field, kind):
            field.error_messages["required"] = words
            return


class Form(InputErrorMixin, forms.Form):
    """Base of every form that is not made from a model."""


class ModelForm(InputErrorMixin, forms.ModelForm):
    """Base of every form that is made from a model."""


class DateInput(forms.DateInput):
    """A date with the browser's own calendar; the value is always year-month-day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
