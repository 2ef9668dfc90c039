"""How forms are written: labels, hints, errors and the summary, tied together for everyone."""

import re

import pytest
from django import forms
from django.utils.translation import override

from tryggve.web.forms import DateInput, Form
from tryggve.web.templatetags.tryggve import has_optional, has_required
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say, speaking


class WalkForm(Form):
    name = forms.CharField(label="Name", help_text="As people say it.")
    day = forms.DateField(label="Day", widget=DateInput(), required=False)
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Agreed")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class EverythingForm(Form):
    text = forms.CharField()
    number = forms.IntegerField()
    day = forms.DateField()
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])
    tick = forms.BooleanField()
    file = forms.FileField()
    own = forms.CharField(error_messages={"required": "Write what the walk is called."})


@pytest.fixture(autouse=True)
def _english():
    with override("en"), speaking("en"):
        yield


def flat(html: object) -> str:
    """Without the blanks that only lay the source out."""
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", re.sub(r"\s+", " ", str(html))))


def test_a_label_a_hint_and_an_error_are_tied_to_their_field():
    html = flat(WalkForm({"kind": "a"})["name"].as_field_group())
    assert '<label for="id_name">Name</label>' in html
    assert '<div class="hint" id="id_name_helptext">As people say it.</div>' in html
    assert '<ul class="errors" id="id_name_error">' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_group_that_is_tied_to_its_error():
    html = flat(WalkForm({})["kind"].as_field_group())
    assert '<fieldset aria-describedby="id_kind_error"><legend>Kind</legend>' in html


def test_what_may_be_left_out_says_so_in_words():
    html = flat(WalkForm()["day"].as_field_group())
    assert '<label for="id_day">Day<span class="optional">(optional)</span></label>' in html


def test_a_box_to_tick_stands_before_its_words():
    html = flat(WalkForm()["agreed"].as_field_group())
    assert html.index("<input") < html.index("Agreed")


def test_the_summary_leads_to_each_field_that_is_wrong():
    html = flat(WalkForm({"name": " "}))
    summary = html[: html.index("</div>")]
    assert re.findall(r'<a href="(#[^"]+)">([^<]+)</a>', summary) == [
        ("#id_name", "Name – Fill this in."),
        ("#id_kind_0", "Kind – Choose one."),
        ("#id_agreed", "Agreed – Tick the box."),
    ]


def test_the_summary_gets_the_focus_and_can_be_left_out_where_all_is_right():
    assert 'id="errors" tabindex="-1" autofocus' in flat(WalkForm({}))
    assert "errors" not in flat(WalkForm())


def test_every_kind_of_field_asks_in_its_own_words():
    form = EverythingForm({}, {})
    assert {name: list(found) for name, found in form.errors.items()} == {
        "text": ["Fill this in."],
        "number": ["Fill this in."],
        "day": ["Fill in a date."],
        "one": ["Choose one."],
        "some": ["Choose at least one."],
        "tick": ["Tick the box."],
        "file": ["Choose a file."],
        "own": ["Write what the walk is called."],
    }


def test_what_a_service_refused_stands_at_its_field_or_above_all():
    form = WalkForm({"name": "x", "kind": "a", "agreed": "on"})
    form.add_problems(
        InputError(
            [
                Problem(say("The name is taken."), say("Choose another."), field="name"),
                Problem(say("The file is empty."), file="areas.csv"),
            ]
        )
    )
    assert form.errors["name"] == ["The name is taken. Choose another."]
    assert form.non_field_errors() == ["areas.csv: The file is empty."]


def test_what_was_typed_is_never_taken_for_markup():
    html = str(WalkForm({"name": '"><script>x</script>', "day": "<b>"}))
    assert "<script>" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("form", "optional", "required"),
    [(WalkForm, True, True), (EverythingForm, False, True)],
)
def test_a_form_knows_what_may_be_left_out(form, optional, required):
    assert (has_optional(form()), has_required(form())) == (optional, required)


def test_hidden_fields_are_written_too():
    assert 'type="hidden" name="secret"' in flat(WalkForm())
