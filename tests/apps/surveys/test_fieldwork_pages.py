"""The pages of fieldwork: the whole for who asks, its own areas for who takes part."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.apps.surveys.test_fieldwork import CARD, LETTER, a_round
from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.paper.rendered import texts
from tests.sampled_world import planned
from tryggve.apps.surveys.fieldwork.weekly import tell_of_the_week
from tryggve.apps.surveys.models import OptOut, Round
from tryggve.demo.fieldwork import simulate
from tryggve.web.models import Notice

pytestmark = [
    pytest.mark.django_db(databases=["default", "register"]),
    pytest.mark.usefixtures("same_draws"),
]
ON = LETTER + timedelta(21)


@pytest.fixture
def payer():
    return OrganisationFactory(name="Norrköping i provet")


@pytest.fixture
def round(who, payer):
    found = a_round(who, each=120)
    found.strata.filter(code="norr").update(payer=payer)
    simulate(found, on=ON, seed=5)
    return found


@pytest.fixture
def going(who, round):
    return signed_in_as(who["by"])


def coordinator_of(organisation):
    return signed_in_as(
        MembershipFactory(role="safety_coordinator", organisation=organisation).user
    )


def address(name, organisation, round, *more):
    return reverse(f"surveys:{name}", args=[organisation.slug, round.pk, *more])


def content(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_says_what_matters_first(going, who, round):
    page = content(going.get(address("fieldwork", who["organisation"], round), {"day": ON}))
    for said in ("av 240 utvalda", "var planerade", "svar väntas till", "Norr", "Soder",
                 "Simulerade uppgifter", "<svg"):  # fmt: skip
        assert said in page


def test_a_day_to_come_is_refused_and_today_is_shown(going, who, round):
    page = content(
        going.get(address("fieldwork", who["organisation"], round), {"day": "2999-01-01"})
    )
    assert 'aria-invalid="true"' in page


def test_a_round_that_has_drawn_nobody_says_what_will_stand_there(going, who, version):
    empty = planned(who, name="tom", title="Tom")
    page = content(going.get(address("fieldwork", who["organisation"], empty)))
    assert "<svg" not in page.partition("<main")[2]


def test_the_report_is_a_pdf_of_the_same_figures(going, who, round):
    link = address("fieldwork_file", who["organisation"], round, ON.isoformat())
    response = going.get(link)
    assert response["Content-Type"] == "application/pdf"
    said = " ".join(" ".join(texts(response.content)).split())
    page = content(going.get(address("fieldwork", who["organisation"], round), {"day": ON}))
    sentences = page.partition("<h1>")[2].partition("</ul>")[0].split("<li>")[1:]
    assert len(sentences) > 4
    for each in sentences:
        assert " ".join(each.partition("</li>")[0].split()) in said
    assert response.content == going.get(link).content


@pytest.mark.parametrize("day", ["2999-01-01", "ingen-dag", "1066-10-14"])
def test_no_report_of_a_day_that_has_not_been(going, who, round, day):
    link = address("fieldwork_file", who["organisation"], round, day)
    assert going.get(link).status_code == 404


def test_who_pays_sees_their_own_areas_alone(round, payer):
    page = content(coordinator_of(payer).get(address("followed_round", payer, round), {"day": ON}))
    assert "av 120" in page
    assert "Norr" in page
    assert "Soder" not in page
    assert "kostat" not in page
    pdf = coordinator_of(payer).get(address("followed_file", payer, round, ON.isoformat()))
    said = " ".join(texts(pdf.content))
    assert "Norr" in said
    assert "Soder" not in said


def test_who_takes_no_part_finds_nothing(round):
    other = OrganisationFactory()
    client = coordinator_of(other)
    for name, more in (("followed_round", ()), ("followed_file", (ON.isoformat(),))):
        assert client.get(address(name, other, round, *more)).status_code == 404


def test_who_pays_cannot_open_the_whole(round, payer, who):
    client = coordinator_of(payer)
    assert client.get(address("fieldwork", payer, round)).status_code == 403
    assert client.get(address("fieldwork", who["organisation"], round)).status_code == 404


def test_an_analyst_sees_the_whole(who, round):
    analyst = MembershipFactory(role="analyst", organisation=who["organisation"]).user
    page = content(signed_in_as(analyst).get(address("fieldwork", who["organisation"], round)))
    assert "av 240" in page


def test_once_a_week_those_who_take_part_are_told(who, round, payer):
    officer = MembershipFactory(role="community_police_officer", organisation=payer).user
    MembershipFactory(role="reporter", organisation=payer)
    MembershipFactory(role="safety_coordinator", organisation=OrganisationFactory())
    tell_of_the_week()
    told = {notice.user: notice for notice in Notice.objects.all()}
    assert set(told) == {who["by"], officer} | {
        each.user for each in who["organisation"].memberships.filter(role="analyst")
    }
    assert told[officer].page == "surveys:followed_round"
    assert told[officer].page_arguments == {"organisation": payer.slug, "pk": round.pk}
    assert round.title in str(told[officer].values)


def test_a_round_that_is_over_is_told_of_no_more(round):
    Round.objects.filter(pk=round.pk).update(state="reception_closed")
    tell_of_the_week()
    assert not Notice.objects.exists()


def test_the_page_asks_as_many_questions_for_more_answers(
    going, who, round, django_assert_max_num_queries
):
    link = address("fieldwork", who["organisation"], round)
    going.get(link)
    with django_assert_max_num_queries(30):
        going.get(link, {"day": date(2026, 8, 10)})
    OptOut.objects.create(person=round.people.first(), kind="declined")
    with django_assert_max_num_queries(30):
        going.get(link, {"day": CARD})
