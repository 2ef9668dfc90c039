"""A form hands what was filled in to a service, and shows what the service refuses."""

from django import forms

from tryggve.web.forms import Form
from tryggve.web.service import SAYS, service
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say, speaking


class PhoneForm(Form):
    phone = forms.CharField()


def refusing(field: str):
    def refuse(*, phone):
        raise InputError(Problem(say("This is not a phone number."), field=field))

    return refuse


def test_what_was_filled_in_reaches_the_service():
    seen = {}
    form = PhoneForm({"phone": " 0478 "})
    assert form.passed_to(lambda **given: seen.update(given), by="somebody") is True
    assert seen == {"by": "somebody", "phone": "0478"}


def test_a_form_that_nobody_sent_or_filled_in_reaches_nobody():
    def never(**given):
        raise AssertionError

    assert PhoneForm().passed_to(never) is False
    assert PhoneForm({}).passed_to(never) is False


def test_a_refusal_stands_at_its_field_without_the_fields_name_in_the_code():
    form = PhoneForm({"phone": "x"})
    with speaking("en"):
        assert form.passed_to(refusing("phone")) is False
    assert form.errors == {"phone": ["This is not a phone number."]}


def test_a_refusal_of_something_else_stands_on_top():
    form = PhoneForm({"phone": "x"})
    with speaking("en"):
        form.passed_to(refusing("other"))
    assert form.non_field_errors() == ["field other: This is not a phone number."]


def test_a_service_may_say_what_it_did_and_has_a_name_if_it_does_not():
    @service(None, says="Rang the bell")
    def ring_the_bell(): ...

    @service(None)
    def ring_twice(): ...

    assert SAYS[f"{__name__}.ring_the_bell"] == "Rang the bell"
    assert SAYS[f"{__name__}.ring_twice"] == f"{__name__}.ring_twice"
