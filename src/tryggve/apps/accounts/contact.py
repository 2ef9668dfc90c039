"""E-mail addresses and phone numbers as they are kept, whoever typed them."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from tryggve.wording.problems import refuse
from tryggve.wording.text import say

HOME_REGION = "SE"


def checked_email(text: str, *, field: str = "email") -> str:
    """The address in lower case, without blanks around it. InputError if it is none."""
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise refuse(
            say("This is not an e-mail address."),
            say("Write it as in name@municipality.se."),
            field=field,
        ) from None
    return email


def checked_phone(text: str, *, field: str = "contact_phone") -> str:
    """The number as it is written in Sweden, or with its country code. InputError if it is none."""
    if not text.strip():
        return ""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_possible_number(number):
        return _written(number)
    if number is not None and phonenumbers.is_valid_short_number_for_region(number, HOME_REGION):
        return text.strip()  # 114 14: a short number has no settled way of writing
    raise refuse(
        say("This is not a phone number."),
        say("Write it with its area code, as in 0478-125 00."),
        field=field,
    )


def _written(number: phonenumbers.PhoneNumber) -> str:
    at_home = number.country_code == phonenumbers.country_code_for_region(HOME_REGION)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL)
