"""The page of what is kept of whom, held against every field of every table."""

import pytest
from django.apps import apps

from tests.docs.pages import table_rows, text
from tryggve.web.databases import REGISTER

WHOSE = {"sampled person", "respondent", "staff", "resident", "organisation", "nobody"}
# Kinds of fields that cannot hold a name, an address or a text.
CANNOT_TELL = {
    "AutoField",
    "BigAutoField",
    "BooleanField",
    "DateField",
    "DateTimeField",
    "DecimalField",
    "DurationField",
    "FloatField",
    "IntegerField",
    "BigIntegerField",
    "SmallIntegerField",
    "PositiveIntegerField",
    "PositiveBigIntegerField",
    "PositiveSmallIntegerField",
    "TimeField",
}
ROWS = [[cell.strip("`") for cell in row] for row in table_rows(text("docs/reference/data.md"), 4)]
LABELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def can_tell(field):
    """Whether a field may hold something of a person: a list of fixed words may not."""
    kind = field.get_internal_type()
    return not (field.is_relation or field.choices or kind in CANNOT_TELL)


FIELDS = {
    (label, field.name)
    for label, model in LABELS.items()
    for field in model._meta.concrete_fields
    if can_tell(field)
}


def test_every_field_that_can_tell_of_somebody_has_a_row():
    assert FIELDS - {(label, field) for label, field, _, _ in ROWS} == set()


def test_every_row_has_its_field():
    assert {(label, field) for label, field, _, _ in ROWS} - FIELDS == set()


def test_no_field_has_two_rows():
    assert len(ROWS) == len({(label, field) for label, field, _, _ in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ".".join(row[:2]))
def test_a_row_says_whose_it_is_and_what_for(row):
    _, _, whose, why = row
    assert (whose in WHOSE, why != "") == (True, True)


def test_nothing_of_sampled_persons_is_kept_outside_the_register():
    outside = [
        row[:2]
        for row in ROWS
        if row[2] == "sampled person" and LABELS[row[0]]._meta.app_label != REGISTER
    ]
    assert outside == []


def test_the_register_keeps_nothing_of_a_person_in_the_clear():
    """What tells of a person there is bytes: a hash and a sealed value."""
    kinds = {
        field.get_internal_type()
        for label, name, whose, _ in ROWS
        if whose == "sampled person"
        for field in [LABELS[label]._meta.get_field(name)]
    }
    assert kinds == {"BinaryField"}


@pytest.mark.parametrize(
    "kind", ["CharField", "TextField", "BinaryField", "JSONField", "UUIDField"]
)
def test_a_new_field_of_such_a_kind_would_be_asked_for(kind):
    assert kind not in CANNOT_TELL
