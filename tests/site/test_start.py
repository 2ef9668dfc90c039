"""What each role is told to do next, in a number of queries that never grows."""

import pytest
from django.test import Client

from tests.area_factories import (
    AreaFactory,
    PopulationSourceFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
)
from tests.factories import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    signed_in_as,
)
from tests.queries import queries_of
from tryggve.apps.accounts.models import Organisation, Role
from tryggve.apps.public.services import report_fault
from tryggve.site.start import operator_steps, organisations_to_start_in, steps_in
from tryggve.web.notices import notify, unread_notices
from tryggve.wording.text import say

pytestmark = pytest.mark.django_db

FAULT = say("A resident has reported a fault on a page: {number}.", number="K7WM")
SAID = "En invånare har rapporterat ett fel på en sida: K7WM."


def steps_of(user, organisation: Organisation) -> list[str]:
    user.forget_roles()
    found = organisations_to_start_in(user).get(pk=organisation.pk)
    return [step.title for step in steps_in(found, user)]


@pytest.fixture
def new():
    """An organisation that has just been created."""
    return OrganisationFactory(slug="lessebo", contact_function="", contact_phone="")


class TestSteps:
    def test_an_administrator_begins_with_contact_coordinator_areas_and_logo(self, new):
        administrator = MembershipFactory(organisation=new, role="administrator").user
        assert steps_of(administrator, new) == [
            "Ange vem invånarna kan kontakta",
            "Bjud in er trygghetssamordnare",
            "Ange vilka områden ni ansvarar för",
            "Ladda upp era mätområden",
            "Sätt er logotyp och färg på sidorna",
        ]

    def test_each_step_goes_when_it_is_done(self, new):
        administrator = MembershipFactory(organisation=new, role="administrator").user
        left = [
            "Bjud in er trygghetssamordnare",
            "Ange vilka områden ni ansvarar för",
            "Ladda upp era mätområden",
            "Sätt er logotyp och färg på sidorna",
        ]
        Organisation.objects.update(contact_function="Samordnaren", contact_phone="0478-125 00")
        assert steps_of(administrator, new) == left
        InvitationFactory(organisation=new, role="safety_coordinator")
        assert steps_of(administrator, new) == left[1:]
        ResponsibilityFactory(organisation=new, area=AreaFactory())
        assert steps_of(administrator, new) == left[2:]
        SurveyAreaFactory(owner=new)
        population = "Fyll i hur många som bor i varje mätområde"
        assert steps_of(administrator, new) == [population, left[3]]
        PopulationSourceFactory(owner=new)
        assert steps_of(administrator, new) == left[3:]
        Organisation.objects.update(has_logo=True)
        assert steps_of(administrator, new) == []

    def test_what_others_have_put_in_is_not_ours(self, new):
        coordinator = MembershipFactory(organisation=new, role="safety_coordinator").user
        mine = ["Ange vilka områden ni ansvarar för", "Ladda upp era mätområden"]
        assert steps_of(coordinator, new) == mine
        other = OrganisationFactory()
        SurveyAreaFactory(owner=other)
        PopulationSourceFactory(owner=other)
        ResponsibilityFactory(organisation=other, area=AreaFactory())
        assert steps_of(coordinator, new) == mine

    def test_a_coordinator_who_is_there_need_not_be_invited(self, new):
        administrator = MembershipFactory(organisation=new, role="administrator").user
        MembershipFactory(organisation=new, role="safety_coordinator")
        assert "Bjud in er trygghetssamordnare" not in steps_of(administrator, new)

    @pytest.mark.parametrize(
        ("kind", "titles"),
        [
            ("police", ["Bjud in er kommunpolis", "Ladda upp era mätområden"]),
            ("housing_company", []),
        ],
    )
    def test_each_kind_of_organisation_has_its_own_steps(self, new, kind, titles):
        Organisation.objects.update(
            kind=kind, contact_function="Vakten", contact_phone="0478-125 00", has_logo=True
        )
        ResponsibilityFactory(organisation=new, area=AreaFactory())
        administrator = MembershipFactory(organisation=new, role="administrator").user
        assert steps_of(administrator, new) == titles
        MembershipFactory(organisation=new, role="community_police_officer")
        assert steps_of(administrator, new) == titles[1:]

    @pytest.mark.parametrize(
        ("number", "title"),
        [(1, "Besvara ett rapporterat fel"), (3, "Besvara 3 rapporterade fel")],
    )
    def test_reported_faults_wait_for_those_who_answer_for_the_page(self, new, number, title):
        editor = MembershipFactory(organisation=new, role="editor").user
        for _ in range(number):
            report_fault(page="/kommun/lessebo/", language="sv", text="x")
        assert steps_of(editor, new) == [title]
        reporter = MembershipFactory(organisation=new, role="reporter").user
        assert steps_of(reporter, new) == []

    def test_the_operator_begins_with_who_answers_and_the_first_organisation(self):
        assert [step.title for step in operator_steps()] == [
            "Ange vem som ansvarar för webbplatsen",
            "Skapa den första organisationen",
        ]

    def test_the_operator_is_told_of_an_organisation_without_administrator(self, new):
        title = f"Bjud in en administratör till {new.name}"
        assert title in [step.title for step in operator_steps()]
        InvitationFactory(organisation=new, role="administrator")
        assert title not in [step.title for step in operator_steps()]


class TestPage:
    def test_one_organisation_is_opened_at_once(self, new):
        reporter = MembershipFactory(organisation=new, role="reporter").user
        assert signed_in_as(reporter).get("/start/").url == "/o/lessebo/"

    def test_several_are_to_choose_from_with_what_each_asks_for(self, new):
        person = MembershipFactory(organisation=new, role="administrator").user
        other = OrganisationFactory(name="Annan kommun", has_logo=True)
        MembershipFactory(user=person, organisation=other, role="reporter")
        html = " ".join(signed_in_as(person).get("/start/").content.decode().split())
        assert "5 saker att göra" in html
        assert "Inget väntar" in html
        assert f'href="/o/{other.slug}/"' in html

    def test_who_belongs_nowhere_is_told_what_to_wait_for(self):
        html = signed_in_as(UserFactory(second_factor=True)).get("/start/").content.decode()
        assert "Du hör inte till någon organisation i dag" in html

    @pytest.mark.parametrize("role", Role.values)
    def test_every_role_has_a_start_page_that_is_not_empty(self, new, role):
        user = MembershipFactory(organisation=new, role=role).user
        html = signed_in_as(user).get("/o/lessebo/").content.decode()
        has_steps = '<ol class="rows' in html
        assert has_steps != ("Inget väntar på dig just nu" in html)

    def test_it_shows_the_areas_that_one_answers_for_and_has_drawn(self, new):
        client = signed_in_as(MembershipFactory(organisation=new, role="reporter").user)
        assert "områden som er organisation ansvarar för" in client.get("/o/lessebo/").text
        ResponsibilityFactory(organisation=new, area=AreaFactory(name="Lessebo"))
        SurveyAreaFactory(owner=new, name="Norra")
        SurveyAreaFactory(owner=OrganisationFactory(), name="Annans")
        html = client.get("/o/lessebo/").text
        assert html.index("Era områden") < html.index(">Lessebo<") < html.index(">Norra<")
        assert "Annans" not in html

    def test_each_step_leads_to_a_page_that_opens(self, new):
        client = signed_in_as(MembershipFactory(organisation=new, role="administrator").user)
        found = organisations_to_start_in(client.get("/o/lessebo/").wsgi_request.user).get()
        for step in steps_in(found, client.get("/o/lessebo/").wsgi_request.user):
            assert client.get(step.address).status_code == 200, step.address


class TestNotices:
    def test_what_is_new_is_shown_until_it_has_been_seen(self, new):
        person = MembershipFactory(organisation=new, role="reporter").user
        seen = notify(user=person, text=FAULT, page="start")
        client = signed_in_as(person)
        assert (
            "En invånare har rapporterat ett fel på en sida: K7WM."
            in client.get("/o/lessebo/").content.decode()
        )
        answer = client.post("/notices/", {"notice": [seen.pk], "next": "/o/lessebo/"})
        assert answer.url == "/o/lessebo/"
        assert (
            "En invånare har rapporterat ett fel på en sida: K7WM."
            not in client.get("/o/lessebo/").content.decode()
        )

    def test_nobody_reads_another_s_notices_away(self, new):
        mine = MembershipFactory(organisation=new, role="reporter").user
        other = UserFactory(second_factor=True)
        notice = notify(user=mine, text=FAULT, page="start")
        signed_in_as(other).post("/notices/", {"notice": [notice.pk, "x", "-1"]})
        assert unread_notices(mine).count() == 1


class TestQueries:
    @pytest.mark.parametrize("role", ["safety_coordinator", "administrator", "reporter"])
    def test_at_most_12_whatever_the_number_of_areas(self, role):
        membership = MembershipFactory(role=role)
        client = signed_in_as(membership.user)
        address = f"/o/{membership.organisation.slug}/"
        client.get(address)
        SurveyAreaFactory(owner=membership.organisation)
        one = len(queries_of(lambda: client.get(address)))
        SurveyAreaFactory.create_batch(299, owner=membership.organisation)
        many = len(queries_of(lambda: client.get(address)))
        assert one == many
        assert many <= 12

    def test_at_most_12_whatever_the_number_of_organisations(self):
        person = MembershipFactory(role="administrator").user
        client = signed_in_as(person)
        numbers = []
        for _ in range(3):
            organisation = MembershipFactory(user=person, role="administrator").organisation
            for _ in range(3):
                report_fault(page=f"/kommun/{organisation.slug}/", language="sv", text="x")
            client.get("/start/")
            numbers.append(len(queries_of(lambda: client.get("/start/"))))
        assert len(set(numbers)) == 1
        assert numbers[0] <= 12

    def test_the_operator_s_do_not_grow_either(self):
        client = signed_in_as(UserFactory(is_operator=True, second_factor=True))
        numbers = []
        for _ in range(3):
            OrganisationFactory()
            client.get("/start/")
            numbers.append(len(queries_of(lambda: client.get("/start/"))))
        assert len(set(numbers)) == 1
        assert numbers[0] <= 12


def test_whoever_is_not_signed_in_is_asked_to():
    assert Client().get("/start/").url == "/accounts/login/?next=/start/"
