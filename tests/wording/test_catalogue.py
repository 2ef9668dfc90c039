"""The catalogue of translations: complete in Swedish, and in Arabic where residents read."""

import runpy
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from django.utils.translation.template import templatize

SCRIPT = Path(__file__).parents[2] / "scripts" / "messages.py"


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(SCRIPT))


def test_nothing_is_missing(script):
    assert list(script["problems"]()) == []


@pytest.mark.parametrize(
    ("template", "messages"),
    [
        ("{% translate 'Save' %}", ["Save"]),
        ("{% translate \"Say 'no'\" as word %}", ["Say 'no'"]),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}", ["Hello %(name)s"]),
        (
            "{% blocktranslate count n=n %}One{% plural %}{{ n }}{% endblocktranslate %}",
            [("One", "%(n)s")],
        ),
        ("{% translate 'Main menu' %}", ["Main menu"]),
        ("<p>gettext is a word</p>", []),
    ],
)
def test_messages_are_found_in_templates(script, template, messages):
    code = BytesIO(script["only_calls"](templatize(template)).encode())
    found = [m for _, m, _, _ in extract("python", code, script["KEYWORDS"], (), {})]
    assert found == messages


@pytest.mark.parametrize(
    ("text", "names"),
    [("%(a)s and %(b)s", {"a", "b"}), ("{a} of {b}", {"a", "b"}), ("100 %", set()), ("{", set())],
)
def test_placeholders_are_compared(script, text, names):
    assert script["placeholders"](text) == names
