"""Staff's pages of rounds and keying, as who plans a round and who keys its forms meets them."""

import re

import pytest

from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.forms import form
from tests.survey_world import codes_of, round_in_the_field, survey_lead
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import LoginCode, Response, Round
from tryggve.privacy.respondent_codes import read_code

pytestmark = pytest.mark.django_db

HOME = "/en/o/lessebo/surveys/"


@pytest.fixture
def lessebo():
    return OrganisationFactory(name="Lessebo kommun", slug="lessebo")


@pytest.fixture
def member(lessebo):
    """A browser in which somebody with that role is signed in."""
    return lambda role: signed_in_as(
        MembershipFactory(organisation=lessebo, role=role, user__language="en").user
    )


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def plan(client, lessebo, **more) -> Round:
    version = services.add_questionnaire(
        by=survey_lead(lessebo), organisation=lessebo, questionnaire=form("single")
    )
    given = {
        "title": "Hösten", "name": "hosten", "year": 2026, "wave": 1, "kind": "sample",
        "questionnaire": version.pk, "counts_unsent_from": 50, "second_keying": 100,
    }  # fmt: skip
    answer = client.post(f"{HOME}plan/", given | more)
    assert answer.status_code == 302, page(answer)
    return Round.objects.get(name="hosten")


def test_a_round_is_planned_opened_tried_and_closed(member, lessebo):
    client = member("survey_lead")
    round = plan(client, lessebo, is_test="on")
    here = f"{HOME}rounds/{round.pk}/"
    refused = page(client.post(f"{here}languages/", {"use-sv": "on", "use-ar": "on"}))
    assert "Nobody has approved the questionnaire in" in refused
    why = "Ett prov inom kommunen."
    chosen = {"use-sv": "on", "why-sv": why, "use-ar": "on", "why-ar": why}
    assert client.post(f"{here}languages/", chosen).url == here
    assert client.post(f"{here}open/").url == here
    told = page(client.post(f"{here}test-people/", {"size": 3}))
    codes = re.findall(r"#([A-Z0-9]{12})", told)
    assert [LoginCode.objects.filter(person__round=round).count(), len(codes)] == [3, 3]
    assert all(read_code(code) for code in codes)
    assert client.post(f"{here}close/").url == here
    round.refresh_from_db()
    assert round.state == "reception_closed"
    assert client.get(f"{here}close/").status_code == 404
    assert client.get(f"{here}languages/").status_code == 404


def test_a_round_without_languages_is_not_opened_and_says_why(member, lessebo):
    client = member("survey_lead")
    round = plan(client, lessebo)
    assert "Choose at least one language." in page(client.post(f"{HOME}rounds/{round.pk}/open/"))
    round.refresh_from_db()
    assert round.state == "planned"


def test_codes_of_a_round_that_is_no_test_are_made_up_nowhere(member, lessebo):
    client = member("survey_lead")
    round = plan(client, lessebo)
    assert client.get(f"{HOME}rounds/{round.pk}/test-people/").status_code == 404


def test_a_code_is_revoked_and_what_is_none_is_told(member, lessebo):
    client = member("survey_lead")
    (code,) = codes_of(round_in_the_field(lessebo, form("single")), 1)
    assert "This is no code." in page(client.post(f"{HOME}revoke/", {"code": "hej"}))
    assert client.post(f"{HOME}revoke/", {"code": code}).url == HOME
    assert LoginCode.objects.get().revoked is not None
    assert "There is no such code" in page(client.post(f"{HOME}revoke/", {"code": code}))


def test_an_open_link_stands_on_the_round_with_its_label(member, lessebo):
    round = round_in_the_field(lessebo, form("single"), kind="open_link", is_test=False)
    shown = page(member("survey_lead").get(f"{HOME}rounds/{round.pk}/"))
    assert f"/svara/oppen/{round.open_link}/" in shown
    assert "not a random sample" in shown


def test_a_clerk_keys_a_form_and_what_is_wrong_is_kept_and_told(member, lessebo):
    round = round_in_the_field(lessebo, form("single"), second_keying=0)
    (code,) = codes_of(round, 1)
    client = member("clerk")
    here = f"{HOME}keying/{round.pk}/"
    at_hand = {"code": code.lower(), "mode": "paper", "language": "ar"}
    assert "This round has no such code." in page(client.post(here, at_hand | {"code": "7K3M"}))
    shown = page(client.post(here, at_hand))
    assert 'name="mood"' in shown
    assert code not in here
    wrong = page(client.post(here, at_hand | {"page": "form", "mood": "77"}))
    assert 'value="77"' in wrong
    assert "Choose one of the answers." in wrong
    saved = client.post(here, at_hand | {"page": "form", "mood": "2"})
    assert saved.url == f"{here}?mode=paper&language=ar"
    response = Response.objects.get()
    assert (response.mode, response.language, response.answers) == ("paper", "ar", {"mood": 2})
    again = page(client.get(saved.url))
    assert "Put the form with those that are finished." in again
    assert '<option value="ar" selected>' in again


def test_a_clerk_who_was_not_quick_enough_is_told_so(member, lessebo, monkeypatch):
    round = round_in_the_field(lessebo, form("single"), second_keying=0)
    (code,) = codes_of(round, 1)
    other = MembershipFactory(organisation=lessebo, role="clerk").user
    key_form = services.key_form

    def after_somebody_else(**given):
        key_form(**given | {"by": other})
        return key_form(**given)

    monkeypatch.setattr(services, "key_form", after_somebody_else)
    sent = {"code": code, "mode": "paper", "language": "sv", "page": "form", "mood": "2"}
    told = page(member("clerk").post(f"{HOME}keying/{round.pk}/", sent))
    assert "There is an answer with this code already" in told
    assert Response.objects.count() == 1


def test_two_clerks_who_differ_are_led_to_the_comparison(member, lessebo):
    round = round_in_the_field(lessebo, form("single"), second_keying=100)
    (code,) = codes_of(round, 1)
    first, second, third = member("clerk"), member("clerk"), member("clerk")
    here = f"{HOME}keying/{round.pk}/"
    at_hand = {"code": code, "mode": "paper", "language": "sv"}
    first.post(here, at_hand | {"page": "form", "mood": "1"})
    assert "You have keyed this form yourself" in page(first.post(here, at_hand))
    blind = page(second.post(here, at_hand))
    assert "Second keying" in blind
    assert 'value="1"' not in re.search(r'<input id="mood"[^>]*>', blind).group()
    differs = page(second.post(here, at_hand | {"page": "form", "mood": "2"}))
    assert "Where the two readings differ" in differs
    assert "Where the two readings differ" in page(third.post(here, at_hand))
    unchosen = page(third.post(here, at_hand | {"page": "comparison"}))
    assert "Choose what the form says." in unchosen
    done = third.post(
        here, at_hand | {"page": "comparison", "mood": "otherwise", "mood.otherwise": ""}
    )
    assert done.status_code == 302
    assert Response.objects.get().answers == {}


def test_nobody_sees_a_round_of_another_organisation(member, lessebo):
    other = OrganisationFactory(slug="olofstrom")
    round = round_in_the_field(other, form("single"))
    planned = services.plan_round(
        by=survey_lead(other), organisation=other, name="plan", title="Annans", year=2026,
        questionnaire=round.questionnaire,
    )  # fmt: skip
    lead, clerk = member("survey_lead"), member("clerk")
    assert "Annans" not in page(lead.get(HOME))
    for way in ("", "close/", "test-people/"):
        assert lead.get(f"{HOME}rounds/{round.pk}/{way}").status_code == 404
    for way in ("languages/", "own-questions/", "open/"):
        assert lead.post(f"{HOME}rounds/{planned.pk}/{way}").status_code == 404
    assert clerk.get(f"{HOME}keying/{round.pk}/").status_code == 404
    (code,) = codes_of(round, 1)
    assert "There is no such code" in page(lead.post(f"{HOME}revoke/", {"code": code}))


def test_lists_cost_the_same_for_one_round_and_for_many(
    member, lessebo, django_assert_max_num_queries
):
    lead, clerk = member("survey_lead"), member("clerk")
    for number in range(4):
        round_in_the_field(lessebo, form("single"), name=f"omgang-{number}")
    for client, way in ((lead, HOME), (clerk, f"{HOME}keying/")):
        with django_assert_max_num_queries(14):
            client.get(way)
