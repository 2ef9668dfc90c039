"""A layout that cannot be is refused with what is wrong; one that can is read again as written."""

import json

import pytest

from tests.sources.register.files import COLUMNS, layout
from tryggve.sources.register.layout import read_layout
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


def without(*columns, **more):
    return {"columns": {k: v for k, v in COLUMNS.items() if k not in columns}} | more


def test_a_layout_is_read_again_as_it_was_written():
    written = layout(kind="fixed", columns=dict.fromkeys(COLUMNS, (1, 5)))
    assert read_layout(json.loads(written.model_dump_json())) == written


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (without("person_number"), "Nothing tells people apart"),
        (without("person_number") | {"columns": {**COLUMNS, "reference": "Nr"}}, None),
        (without("name"), "Give the name"),
        (without("place"), "Give street, postal code and place"),
        (without("stratum"), "Give the column that tells in which stratum"),
        (without("stratum", placed_by="postal_code"), None),
        (without("protected"), "flags a protected identity"),
        (without("protected", without_protected=True), None),
        (without(without_protected=True), "flags a protected identity"),
        (without(protected_when=["N"]), "both protected and not"),
        (without(women=["1"]), "both woman and man"),
        (without(kind="fixed"), "positions in a file of fixed width"),
        (without() | {"columns": {**COLUMNS, "name": (1, 2)}}, "positions in a file of fixed"),
        (without(kind="fixed") | {"columns": dict.fromkeys(COLUMNS, (2, 1))}, "after its last"),
        (without(kind="parquet"), "It may be"),
        (without(colour="red"), "This cannot stand here"),
        (without(separator=";;"), "This cannot stand here"),
    ],
)  # fmt: skip
def test_what_a_layout_needs(given, said):
    if said is None:
        assert read_layout(given)
        return
    with pytest.raises(InputError) as refused, speaking("en"):
        read_layout(given, file="upplagg.yaml")
    with speaking("en"):
        told = [str(problem) for problem in refused.value.problems]
    assert any(said in each for each in told), told
    assert all(each.startswith("upplagg.yaml") for each in told)


def test_without_person_numbers_birth_date_and_sex_are_needed():
    columns = {**without("person_number")["columns"], "reference": "Nr"}
    with pytest.raises(InputError), speaking("en"):
        read_layout({"columns": columns})
    assert read_layout({"columns": {**columns, "birth_date": "Född", "sex": "Kön"}})
