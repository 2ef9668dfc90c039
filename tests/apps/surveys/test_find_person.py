"""Somebody calls and has no code at hand: found by name, by the survey lead alone, and noted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.sampled_world import in_the_field
from tryggve.apps.accounts.models import PersonalDataRead
from tryggve.apps.register import queries as register
from tryggve.apps.surveys import queries
from tryggve.apps.surveys.models import OptOut
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db(databases=["default", "register"])


@pytest.fixture
def round(who):
    return in_the_field(who, each=30)


@pytest.fixture
def somebody(who, round):
    """A pseudonym, and the name and address that stand behind it."""
    pseudonym = str(round.people.first().pseudonym)
    person = register.find(
        **who, round_name=round.register_name, identifier=pseudonym, ground="prov"
    )
    return pseudonym, person


@pytest.fixture
def searching(who, round):
    return signed_in_as(who["by"])


def page(round):
    return reverse("surveys:find_person", args=[round.organisation.slug, round.pk])


def words_of(person):
    return f"{person['name']} {person['street']}".upper()


def reads():
    return PersonalDataRead.objects.count()


def test_who_is_found_can_be_noted_and_the_look_is_written_down(searching, round, somebody):
    pseudonym, person = somebody
    before = reads()
    found = searching.post(page(round), {"words": words_of(person)})
    said = found.content.decode()
    assert person["name"] in said
    assert person["street"] in said
    assert reads() == before + 1
    told = {"words": words_of(person), "person": pseudonym, "kind": "declined"}
    assert searching.post(page(round), told).status_code == 302
    noted = OptOut.objects.get()
    assert (str(noted.person.pseudonym), noted.kind) == (pseudonym, "declined")


def test_somebody_who_was_not_found_cannot_be_noted(searching, round, somebody):
    pseudonym, person = somebody
    others = round.people.exclude(pseudonym=pseudonym)
    told = {"words": words_of(person), "person": others.first().pseudonym, "kind": "declined"}
    assert searching.post(page(round), told).status_code == 200
    assert not OptOut.objects.exists()


def test_nobody_is_shown_where_many_or_none_are_meant(searching, round, somebody):
    before = reads()
    for words in ("gatan", "påhittat", "xy", "ingen alls heter så"):
        said = searching.post(page(round), {"words": words}).content.decode()
        assert 'name="person"' not in said
    assert reads() == before


def test_a_call_without_what_was_told_keeps_the_search(searching, round, somebody):
    pseudonym, person = somebody
    told = {"words": words_of(person), "person": pseudonym}
    said = searching.post(page(round), told).content.decode()
    assert person["name"] in said
    assert not OptOut.objects.exists()


def test_no_name_is_in_an_address(searching, round, somebody):
    _pseudonym, person = somebody
    said = searching.get(page(round), {"words": words_of(person)}).content.decode()
    assert person["street"] not in said


@pytest.mark.parametrize("role", ["clerk", "analyst", "safety_coordinator"])
def test_others_cannot_look(who, round, somebody, role):
    user = MembershipFactory(role=role, organisation=who["organisation"]).user
    answer = signed_in_as(user).post(page(round), {"words": words_of(somebody[1])})
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        queries.people_named(by=user, round=round, words=words_of(somebody[1]))


def test_another_organisation_finds_nothing(round, somebody):
    stranger = MembershipFactory(role="survey_lead", organisation=OrganisationFactory()).user
    assert signed_in_as(stranger).get(page(round)).status_code == 404
    with pytest.raises(PermissionDenied):
        queries.people_named(by=stranger, round=round, words=words_of(somebody[1]))


def test_people_of_another_round_are_not_meant(who, round, somebody):
    other = in_the_field(who, each=2, name="annan", title="Annan")
    name = somebody[1]["street"] + " " + somebody[1]["name"]
    found = queries.people_named(by=who["by"], round=other, words=name)
    assert somebody[0] not in found


def test_too_few_letters_are_refused(who, round):
    with pytest.raises(InputError) as told:
        queries.people_named(by=who["by"], round=round, words="a b")
    assert [each.field for each in told.value.problems] == ["words"]
