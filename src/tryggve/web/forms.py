"""Forms that look and behave alike: one template for a form, one for a field.

In a page: `{% include "web/form_page.html" %}` or, by hand, `{{ form }}`. The error summary stands
on top and links each error to its field; what was filled in is kept.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

from tryggve.wording.problems import InputError


class Renderer(TemplatesSetting):
    form_template_name = "web/form.html"
    field_template_name = "web/field.html"


class InputErrorMixin:
    """Put what a service or a reader refused where the person who filled in the form sees it."""

    def add_problems(self: Any, error: InputError) -> None:
        for problem in error.problems:
            name = problem.field if problem.field in self.fields else None
            self.add_error(name, str(problem))


class Form(InputErrorMixin, forms.Form):
    """Base of every form that is not made from a model."""


class ModelForm(InputErrorMixin, forms.ModelForm):
    """Base of every form that is made from a model."""


class DateInput(forms.DateInput):
    """A date with the browser's own calendar; the value is always year-month-day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
