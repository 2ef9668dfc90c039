"""The tags and filters that every template has."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tryggve.web.templatetags.tryggve import dialled


def written(template: str, language: str = "sv", **values: object) -> str:
    with override(language):
        return Template(template).render(Context(values)).strip()


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("0478-125 00", "047812500"),
        ("114 14", "11414"),
        ("+46 478 125 00", "+4647812500"),
        ("växel: 0478 / 125 00", "047812500"),
    ],
)
def test_a_phone_number_as_a_link_dials_it(phone, number):
    assert dialled(phone) == number


def test_a_status_is_its_word_with_the_name_of_its_shape():
    assert written('{% tag "Klart" "done" %}') == '<span class="tag done">Klart</span>'
    assert written("{% tag word %}", word="<b>") == '<span class="tag ">&lt;b&gt;</span>'


@pytest.mark.parametrize(
    ("language", "label"),
    [("sv", "Simulerade uppgifter"), ("en", "Simulated data"), ("ar", "بيانات محاكاة")],
)
def test_the_label_of_simulated_data_in_each_language(language, label):
    assert written("{% simulated %}", language) == f'<span class="simulated">{label}</span>'


def test_no_label_where_nothing_is_simulated():
    assert written("{% simulated False %}") == ""


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ 1234.5|number }}", "1\xa0234,5"),
        ("{{ none|number }}", ".."),
        ("{{ 0.314|percent }}", "31\xa0%"),
        ("{{ none|percent }}", ".."),
        ("{{ none|day }}{{ none|moment }}", ""),
    ],
)
def test_numbers_and_what_is_withheld(template, text):
    assert written(template, none=None) == text


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("112", "112"),
        ("1177", "1177"),
        ("114 14", "11414"),
        ("116 006", "116006"),
        ("020-50 50 50", "020505050"),
        ("020-50\n50 50", "020505050"),
    ],
)
def test_a_phone_number_in_a_text_can_be_pressed_and_is_read_from_the_left(phone, number):
    shown = phone.replace("\n", " ")
    assert written("{{ text|with_phones }}", "ar", text=f"الرقم {phone}، <b>") == (
        f'الرقم <a class="nowrap" href="tel:{number}"><bdi dir="ltr">{shown}</bdi></a>، &lt;b&gt;'
    )


@pytest.mark.parametrize("text", ["12 månader", "7K3M-1124", "1990-112", "11773"])
def test_other_numbers_are_left_alone(text):
    assert written("{{ text|with_phones }}", text=text) == text
