"""What is filled in about rounds."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import QuestionnaireVersion, Round
from tryggve.apps.surveys.queries import approved_languages, usable_questionnaires
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.web.forms import Form


class QuestionnaireField(forms.ModelChoiceField):
    """One of the organisation's versions."""

    def label_from_instance(self, version: QuestionnaireVersion) -> str:
        read = version.read()
        return f"{read.title[read.source_language]} ({version})"


class PlanForm(Form):
    """A round: what it is called, what it asks, and the rules for what is not sent."""

    title = forms.CharField(label=_("Title"), max_length=120)
    name = forms.SlugField(
        label=_("Short name"),
        max_length=40,
        help_text=_(
            "Small letters, digits and hyphens, such as trygghet-2026. It stands in files."
        ),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    wave = forms.IntegerField(
        label=_("Which one of the year"), min_value=1, max_value=99, initial=1
    )
    questionnaire = QuestionnaireField(label=_("Questionnaire"), queryset=None)
    kind = forms.ChoiceField(
        label=_("Who answers"),
        choices=[
            (Round.Kind.SAMPLE, _("A random sample, each with a code")),
            (Round.Kind.OPEN_LINK, _("Anyone who has the link: not a random sample")),
        ],
        initial=Round.Kind.SAMPLE,
        widget=forms.RadioSelect,
    )
    is_test = forms.BooleanField(
        label=_("This is a test"),
        help_text=_("Its answers are never counted, and it has made-up people."),
        required=False,
    )
    counts_unsent_from = forms.IntegerField(
        label=_("Answers that are never sent count from (per cent of the questions)"),
        min_value=0,
        max_value=100,
        initial=50,
        help_text=_("Those who answer are told so. With 0 they never count. The rest is erased."),
    )
    second_keying = forms.IntegerField(
        label=_("Paper forms that are keyed twice (per cent)"),
        min_value=0,
        max_value=100,
        initial=10,
        help_text=_("Drawn at random, to tell how often a form is misread."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = usable_questionnaires(organisation)
        own = [each.pk for each in versions if not each.read().adds_to]
        self.fields["questionnaire"].queryset = versions.filter(pk__in=own)
        self.fields["year"].initial = timezone.localdate().year


class LanguagesForm(Form):
    """The languages of a round; for one that nobody has approved, why it is used all the same."""

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = approved_languages(round.questionnaire)
        chosen = dict(round.languages.values_list("language", "decision"))
        self.tags = list(round.questionnaire.read().languages)
        for tag in self.tags:
            self.fields[f"use-{tag}"] = forms.BooleanField(
                label=LANGUAGES[tag].name, initial=tag in chosen, required=False
            )
            if tag not in approved:
                self.fields[f"why-{tag}"] = forms.CharField(
                    label=_("Nobody has approved %(language)s. Why it is used all the same")
                    % {"language": LANGUAGES[tag].name},
                    initial=chosen.get(tag, ""),
                    max_length=1000,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )

    def clean(self) -> dict[str, Any]:
        """The languages that are ticked, each with its decision: what the service takes."""
        given = super().clean() or {}
        chosen = [tag for tag in self.tags if given.get(f"use-{tag}")]
        return {"languages": {tag: given.get(f"why-{tag}", "") for tag in chosen}}


class AddOnForm(Form):
    """A municipality's own questions."""

    questionnaire = QuestionnaireField(label=_("Own questions"), queryset=None)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = usable_questionnaires(round.organisation)
        fitting = [each.pk for each in versions if each.read().adds_to == round.questionnaire.name]
        self.fields["questionnaire"].queryset = versions.filter(pk__in=fitting)


class TestSampleForm(Form):
    """How many made-up people."""

    size = forms.IntegerField(label=_("Number of people"), min_value=1, initial=10)


class CodeForm(Form):
    """A code from a letter."""

    code = forms.CharField(
        label=_("Code"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
