"""Names and addresses: unreadable without the key, found by it, and gone with it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections

from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tryggve.apps.accounts.models import PersonalDataRead
from tryggve.apps.register import queries, services
from tryggve.apps.register.models import SampledPerson
from tryggve.apps.register.sealing import round_key
from tryggve.web.keys import keys_of
from tryggve.web.models import Act
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db(databases=["default", "register"])

KALLE = {"name": "Kalle Åberg", "address": "Storgatan 1, 360 50 Lessebo", "pseudonym": "A7K2"}
ANNA = {"name": "Anna Ek", "address": "Storgatan 2, 360 50 Lessebo", "pseudonym": "B8L3"}
WHY = "A reminder"
EVERYBODY = ("a7k2", "b8l3")


@pytest.fixture
def lead():
    return MembershipFactory(role="survey_lead")


@pytest.fixture
def who(lead, request):
    """Whose round: each test has one of its own, since a key is never made twice."""
    name = "".join(c if c.isalnum() else "-" for c in request.node.name.lower()).strip("-")
    words = "-".join(word for word in name.split("-") if word)
    last = words[-40:].strip("-")
    return {"by": lead.user, "organisation": lead.organisation, "round_name": last}


def put(who, **people):
    return services.put(**who, people=people)


def of(who, *identifiers):
    return queries.people_with(**who, identifiers=identifiers, ground=WHY)


def test_who_was_put_is_found_by_the_identifier(who):
    assert put(who, a7k2=KALLE, b8l3=ANNA) == 2
    assert queries.find(**who, identifier="A7K2 ", ground=WHY) == KALLE
    assert queries.find(**who, identifier="c9", ground=WHY) is None
    assert of(who, "a7k2", "B8L3", "c9") == {"a7k2": KALLE, "B8L3": ANNA}
    assert of(who, "b8l3") == {"b8l3": ANNA}
    assert queries.number_of_people(**{k: who[k] for k in ("organisation", "round_name")}) == 2


def test_nothing_in_the_database_can_be_read_without_the_key(who):
    put(who, a7k2=KALLE)
    with connections["register"].cursor() as cursor:
        cursor.execute("SELECT round_key, lookup, sealed FROM register_sampledperson")
        ((key, lookup, sealed),) = cursor.fetchall()
    held = key.encode() + bytes(lookup) + bytes(sealed)
    words = [word for value in KALLE.values() for word in value.split()] + ["a7k2"]
    telling = [word for word in words if len(word) >= 4]  # two signs stand in cipher by chance
    assert len(telling) >= 5
    assert [word for word in telling if word.encode() in held] == []


def test_the_same_person_is_sealed_otherwise_each_time_and_found_the_same(who):
    put(who, a7k2=KALLE)
    before = SampledPerson.objects.get()
    put(who, a7k2=KALLE)
    after = SampledPerson.objects.get()
    assert (before.pk, bytes(before.lookup)) == (after.pk, bytes(after.lookup))
    assert bytes(before.sealed) != bytes(after.sealed)


def test_a_person_who_is_put_again_is_replaced(who):
    put(who, a7k2=KALLE)
    put(who, a7k2=KALLE | {"address": "Nygatan 3"})
    found = queries.find(**who, identifier="a7k2", ground=WHY)
    assert found["address"] == "Nygatan 3"


def test_two_people_cannot_have_one_identifier(who):
    with pytest.raises(InputError, match=r"same identifier|samma"):
        services.put(**who, people={"A7": KALLE, "a7": ANNA})
    assert SampledPerson.objects.count() == 0


def test_another_round_of_the_same_organisation_does_not_find_them(who):
    put(who, a7k2=KALLE)
    other = who | {"round_name": who["round_name"] + "-2"}
    put(other, b8l3=ANNA)
    assert queries.find(**other, identifier="a7k2", ground=WHY) is None


def test_another_organisation_with_a_round_of_the_same_name_does_not_find_them(who):
    put(who, a7k2=KALLE)
    neighbour = MembershipFactory(role="survey_lead")
    theirs = who | {"by": neighbour.user, "organisation": neighbour.organisation}
    put(theirs, b8l3=ANNA)
    assert of(theirs, *EVERYBODY) == {"b8l3": ANNA}


def test_a_row_that_was_moved_to_another_person_is_found_out(who):
    put(who, a7k2=KALLE, b8l3=ANNA)
    kalle, anna = SampledPerson.objects.order_by("pk")
    SampledPerson.objects.filter(pk=kalle.pk).update(sealed=anna.sealed)
    with pytest.raises(InputError):
        queries.find(**who, identifier="a7k2", ground=WHY)


def test_after_the_round_is_forgotten_even_a_copy_of_its_rows_is_closed(who):
    put(who, a7k2=KALLE, b8l3=ANNA)
    copy = list(SampledPerson.objects.values("round_key", "lookup", "sealed", "created"))
    assert services.forget_round(**who) == 2
    assert SampledPerson.objects.count() == 0
    SampledPerson.objects.bulk_create(SampledPerson(**row) for row in copy)
    for read in (
        lambda: of(who, *EVERYBODY),
        lambda: put(who, a7k2=KALLE),
        lambda: keys_of(round_key(who["organisation"], who["round_name"])),
    ):
        with pytest.raises(InputError, match=r"destroyed|förstör"):
            read()


def test_to_forget_again_finishes_what_was_cut_off(who):
    put(who, a7k2=KALLE)
    copy = list(SampledPerson.objects.values("round_key", "lookup", "sealed", "created"))
    services.forget_round(**who)
    SampledPerson.objects.bulk_create(SampledPerson(**row) for row in copy)
    assert services.forget_round(**who) == 1
    assert SampledPerson.objects.count() == 0


def test_every_read_leaves_a_line_and_every_change_an_act(who):
    put(who, a7k2=KALLE, b8l3=ANNA)
    queries.find(**who, identifier="a7k2", ground=WHY)
    queries.find(**who, identifier="nobody", ground=WHY)
    of(who, *EVERYBODY)
    services.forget_round(**who)
    reads = PersonalDataRead.objects.order_by("pk").values_list("what", "rows", "ground")
    assert list(reads) == [(queries.ONE, 1, WHY), (queries.SOME, 2, WHY)]
    assert [act.service.rsplit(".")[-1] for act in Act.objects.order_by("pk")] == [
        "put",
        "forget_round",
    ]


@pytest.mark.parametrize("role", ["analyst", "administrator", "safety_coordinator", "editor"])
def test_only_who_leads_the_survey_may(who, role):
    put(who, a7k2=KALLE)
    other = MembershipFactory(role=role, organisation=who["organisation"])
    theirs = who | {"by": other.user}
    for act in (
        lambda: put(theirs, b8l3=ANNA),
        lambda: queries.find(**theirs, identifier="a7k2", ground=WHY),
        lambda: of(theirs, *EVERYBODY),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert PersonalDataRead.objects.count() == 0


@pytest.mark.parametrize("role", ["administrator", "safety_coordinator", "clerk"])
def test_only_a_survey_lead_or_an_analyst_forgets(who, role):
    put(who, a7k2=KALLE)
    other = MembershipFactory(role=role, organisation=who["organisation"])
    with pytest.raises(PermissionDenied):
        services.forget_round(**who | {"by": other.user})
    analyst = MembershipFactory(role="analyst", organisation=who["organisation"])
    assert services.forget_round(**who | {"by": analyst.user}) == 1


def test_who_leads_another_survey_may_not(who):
    put(who, a7k2=KALLE)
    theirs = who | {"by": MembershipFactory(role="survey_lead").user}
    with pytest.raises(PermissionDenied):
        of(theirs, *EVERYBODY)


def test_the_operator_may_not(who):
    put(who, a7k2=KALLE)
    with pytest.raises(PermissionDenied):
        of(who | {"by": UserFactory(is_operator=True)}, *EVERYBODY)


@pytest.mark.parametrize("number", [1, 3])
def test_a_sample_is_read_in_one_query_however_large(who, number, django_assert_num_queries):
    put(who, **{f"p{n}": KALLE for n in range(number)})
    with django_assert_num_queries(1, using="register"):
        assert len(of(who, *(f"p{n}" for n in range(number)))) == number


def test_an_empty_round_has_nobody(who):
    put(who)
    organisation = OrganisationFactory()
    assert of(who, *EVERYBODY) == {}
    nobody = {"organisation": organisation, "round_name": who["round_name"]}
    assert queries.number_of_people(**nobody) == 0
    assert PersonalDataRead.objects.count() == 0
