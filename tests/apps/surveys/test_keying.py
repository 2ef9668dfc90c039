"""Keying by hand: once, or twice without seeing the first; compared; then the person's response."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import MembershipFactory, OrganisationFactory
from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.models import Keying, KeyingComparison, Response
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.services.keying import form_with
from tryggve.privacy.respondent_codes import new_code
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(lead):
    return MembershipFactory(organisation=lead.organisation, role="clerk").user


@pytest.fixture
def other(lead):
    return MembershipFactory(organisation=lead.organisation, role="clerk").user


@pytest.fixture
def key(lead):
    """Key a form: `key(clerk, round, code, theft=1)`."""

    def key_one(by, round, code, *, mode="paper", language="sv", **answers):
        return services.key_form(
            by=by, organisation=lead.organisation, round=round, code=code, mode=mode,
            language=language, answers=answers,
        )  # fmt: skip

    return key_one


def refused(act) -> str:
    with pytest.raises(InputError) as found:
        act()
    return found.value.problems[0].field


def test_a_form_that_is_not_drawn_is_done_at_once(coded, clerk, key):
    round, (code,) = coded(second_keying=0)
    key(clerk, round, code, theft=1, threat=None)
    response = Response.objects.get()
    assert (response.state, response.mode, response.answers) == ("sent", "paper", {"theft": 1})
    assert bytes(Keying.objects.get().sealed) == b""


def test_a_drawn_form_waits_sealed_for_somebody_else(coded, clerk, other, key):
    round, (code,) = coded(second_keying=100)
    first = key(clerk, round, code, theft=1)
    assert not Response.objects.exists()
    assert b"theft" not in bytes(first.sealed)
    assert refused(lambda: key(clerk, round, code, theft=1)) == "code"
    key(other, round, code, theft=1)
    assert Response.objects.get().answers == {"theft": 1}
    comparison = KeyingComparison.objects.get()
    assert (comparison.differing, comparison.settled_by) == (0, other)
    assert not Keying.objects.exclude(sealed=b"").exists()


def test_where_two_differ_the_form_is_looked_at_again(coded, clerk, other, key, lead):
    round, (code,) = coded(second_keying=100)
    who = {"organisation": lead.organisation, "round": round, "code": code}
    key(clerk, round, code, theft=1, threat=2)
    key(other, round, code, theft=2, threat=2)
    assert not Response.objects.exists()
    assert refused(lambda: services.settle_keyings(by=other, answers={}, **who)) == "theft"
    settled = services.settle_keyings(by=other, answers={"theft": 2, "threat": 1}, **who)
    assert settled.settled_by == other
    response = Response.objects.get()
    assert response.answers == {"theft": 2, "threat": 2}  # what they agreed on stands
    agreement = queries.agreement_of(round)
    assert (agreement.forms, agreement.differing) == (1, 1)
    assert not Keying.objects.exclude(sealed=b"").exists()


def test_the_second_takes_mode_and_language_from_the_first(coded, clerk, other, key):
    round, (code,) = coded(second_keying=100)
    key(clerk, round, code, language="ar", theft=1)
    key(other, round, code, mode="telephone", theft=1)
    response = Response.objects.get()
    assert (response.mode, response.language) == ("paper", "ar")


def test_what_was_said_on_the_telephone_is_keyed_once(coded, clerk, key):
    round, (code,) = coded(second_keying=100)
    key(clerk, round, code, mode="telephone", theft=1)
    assert Response.objects.get().mode == "telephone"


def test_a_form_takes_the_place_of_what_was_begun_on_the_web(coded, clerk, key):
    round, (code,) = coded(second_keying=0)
    begun = answering.begin(
        person=answering.person_with(code), language="ar", device="phone", mode="web"
    )
    key(clerk, round, code, theft=2)
    response = Response.objects.get()
    assert (response.pk, response.mode, response.language) == (begun.pk, "paper", "sv")
    with pytest.raises(answering.NotUsable):
        answering.person_with(code)


def test_what_was_sent_on_the_web_stands(coded, clerk, key):
    round, (code,) = coded(second_keying=0)
    begun = answering.begin(
        person=answering.person_with(code), language="sv", device="phone", mode="web"
    )
    answering.send(response_id=begun.pk, language="sv")
    assert refused(lambda: key(clerk, round, code, theft=2)) == "code"
    assert Response.objects.get().mode == "web"


def test_forms_are_keyed_after_the_reception_has_closed_too(who, coded, clerk, key):
    round, (code,) = coded(second_keying=0)
    begun = answering.begin(
        person=answering.person_with(code), language="sv", device="phone", mode="web"
    )
    services.close_round(**who, round=round)
    begun.refresh_from_db()
    assert begun.state == "broken_off"
    key(clerk, round, code, theft=2)
    begun.refresh_from_db()
    assert (begun.state, begun.answers) == ("sent", {"theft": 2})


def test_answers_that_the_way_passes_by_do_not_count(coded, clerk, key):
    round, (code,) = coded(second_keying=0)
    key(clerk, round, code, theft=2, reported=1)
    assert Response.objects.get().answers == {"theft": 2}


def test_a_code_that_the_round_has_not_is_told_alike(coded, clerk, key):
    round, _codes = coded(second_keying=0)
    for code in ("", "nonsense", new_code()):
        assert refused(lambda code=code: key(clerk, round, code)) == "code"


def test_a_code_of_another_round_is_unknown(coded, clerk, key):
    round, _codes = coded(name="first")
    _other, (code,) = coded(name="second")
    assert refused(lambda: key(clerk, round, code)) == "code"


def test_a_language_that_the_round_is_not_asked_in_and_web_are_refused(coded, clerk, key):
    round, (code,) = coded(second_keying=0)
    assert refused(lambda: key(clerk, round, code, language="fi")) == "language"
    assert refused(lambda: key(clerk, round, code, mode="web")) == "mode"


def test_another_organisation_and_other_roles_key_nothing(coded, lead):
    round, (code,) = coded(second_keying=0)
    given = {"round": round, "code": code, "mode": "paper", "language": "sv", "answers": {}}
    stranger = MembershipFactory(organisation=OrganisationFactory(), role="clerk")
    with pytest.raises(InputError):
        services.key_form(by=stranger.user, organisation=stranger.organisation, **given)
    with pytest.raises(PermissionDenied):
        services.key_form(by=stranger.user, organisation=lead.organisation, **given)
    analyst = MembershipFactory(organisation=lead.organisation, role="analyst")
    with pytest.raises(PermissionDenied):
        services.key_form(by=analyst.user, organisation=lead.organisation, **given)


def test_about_the_share_that_is_told_is_drawn(coded, clerk, key):
    round, codes = coded(size=60, second_keying=50)
    drawn = sum(key(clerk, round, code, theft=1).needs_second for code in codes)
    assert 10 < drawn < 50  # one chance in ten million to fall outside


def test_the_list_tells_what_is_done_and_what_waits(coded, clerk, other, key, lead):
    round, codes = coded(size=4, second_keying=100)
    key(clerk, round, codes[0], mode="telephone", theft=1)
    key(clerk, round, codes[1], theft=1)
    key(clerk, round, codes[2], theft=1)
    key(other, round, codes[2], theft=2)
    (told,) = queries.rounds_to_key(lead.organisation)
    counts = (told.telephone, told.paper, told.for_second, told.for_comparison)
    assert counts == (1, 0, 1, 1)
    assert form_with(by=clerk, round=round, code=codes[2]).number is None
