import pytest

from tryggve.apps.accounts.contact import checked_email, checked_phone
from tryggve.wording.problems import InputError


def test_an_address_is_kept_in_lower_case_without_blanks():
    assert checked_email(" Trygghet@Lessebo.EXAMPLE ") == "trygghet@lessebo.example"


@pytest.mark.parametrize(
    "text", ["", "lessebo", "a@b", "a b@kommun.example", "a@kommun.example\n,b"]
)
def test_what_is_no_address_is_refused(text):
    with pytest.raises(InputError) as refused:
        checked_email(text, field="contact_email")
    assert [problem.field for problem in refused.value.problems] == ["contact_email"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("0478-125 00", "0478-125 00"),
        ("047812500", "0478-125 00"),
        ("+46 478 12500", "0478-125 00"),
        ("0046 (0)478 125 00", "0478-125 00"),
        ("+45 33 12 34 56", "+45 33 12 34 56"),
        ("114 14", "114 14"),
    ],
)
def test_a_number_is_written_as_in_sweden(text, kept):
    assert checked_phone(text) == kept


@pytest.mark.parametrize("text", ["ring oss", "12", "0478-125 00 0000 0000 0000"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InputError) as refused:
        checked_phone(text)
    assert [problem.field for problem in refused.value.problems] == ["contact_phone"]
