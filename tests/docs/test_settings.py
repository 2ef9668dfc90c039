"""Every setting has a heading in the docs, its default and its limits, and nothing else has."""

import re

import annotated_types
import pytest
from pydantic_core import PydanticUndefined

from tests.docs.pages import text
from tryggve.site.config import Configuration

PAGE = text("docs/reference/settings.md")
PARTS = dict(re.findall(r"^### `([a-z_]+)`\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
FIELDS = Configuration.model_fields


def test_every_setting_has_a_heading_in_the_order_of_the_code():
    assert list(PARTS) == list(FIELDS)


def without_spaces(part):
    return re.sub(r"(?<=\d) (?=\d{3})", "", part)


@pytest.mark.parametrize("name", FIELDS)
def test_the_default_is_told(name):
    default = FIELDS[name].get_default()
    assert default is not PydanticUndefined
    match default:
        case bool():
            told = f"`{str(default).lower()}`"
        case int():
            told = f" {default}."
        case None | "" | []:
            told = "Default: "
        case _ if name == "smtp_password":
            told = "The password to that name."
        case _:
            told = f"`{str(default).rstrip('/')}`"
    assert told in without_spaces(PARTS[name])


def limits():
    for name, field in FIELDS.items():
        for each in field.metadata:
            if isinstance(each, annotated_types.Ge):
                yield name, each.ge
            if isinstance(each, annotated_types.Le):
                yield name, each.le


@pytest.mark.parametrize(("name", "limit"), list(limits()))
def test_the_limits_are_told(name, limit):
    assert re.search(rf"\b{limit}\b", without_spaces(PARTS[name]))


@pytest.mark.parametrize("name", ["language", "smtp_security", "log_level"])
def test_the_choices_are_told(name):
    choices = FIELDS[name].annotation.__args__
    assert [choice for choice in choices if f"`{choice}`" not in PARTS[name]] == []
