"""An organisation's own words on the help page of its surveys."""

import pytest
from django.test import Client

from tests.factories import MembershipFactory, OrganisationFactory, signed_in_as
from tests.forms import form
from tests.survey_world import open_link, round_in_the_field
from tryggve.apps.surveys.models import HelpText

pytestmark = pytest.mark.django_db

HOME = "/en/o/lessebo/surveys/help/"


@pytest.fixture
def lessebo():
    return OrganisationFactory(name="Lessebo kommun", slug="lessebo")


@pytest.fixture
def client(lessebo):
    member = MembershipFactory(organisation=lessebo, role="safety_coordinator", user__language="en")
    return signed_in_as(member.user)


def page(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_own_words_stand_on_the_help_page_and_go_away_again(client, lessebo):
    round_in_the_field(lessebo, form("single"))
    shown = page(client.get(f"{HOME}who/sv/"))
    assert "Lessebo kommun frågar för att" in shown  # the standard text to begin from
    assert client.post(f"{HOME}who/sv/", {"text": "Vi frågar <alla>."}).url == HOME
    assert "Vi frågar &lt;alla&gt;." in page(Client().get("/svara/hjalp/lessebo/?lang=sv"))
    assert "Own text" in page(client.get(HOME))
    client.post(f"{HOME}who/sv/", {"text": "  "})
    assert not HelpText.objects.exists()
    assert "Lessebo kommun frågar för att" in page(Client().get("/svara/hjalp/lessebo/?lang=sv"))


@pytest.mark.parametrize("text", ["Svaren är anonyma.", "Your answers are ANONYMOUS."])
def test_nobody_promises_more_than_is_kept(client, text):
    shown = page(client.post(f"{HOME}protection/sv/", {"text": text}))
    assert "not anonymous as long as" in shown
    assert text in shown  # what was written is kept
    assert not HelpText.objects.exists()


def test_one_organisation_s_words_are_not_another_s(client):
    HelpText.objects.create(
        organisation=OrganisationFactory(slug="olofstrom"),
        section="who",
        language="sv",
        text="Grannens ord.",
    )
    assert "Grannens ord." not in page(client.get(f"{HOME}who/sv/"))
    client.post(f"{HOME}who/sv/", {"text": "Våra ord."})
    assert HelpText.objects.count() == 2


@pytest.mark.parametrize("way", ["who/xx/", "nothing/sv/"])
def test_a_part_that_there_is_not_is_not_found(client, way):
    assert client.get(f"{HOME}{way}").status_code == 404


def test_own_words_about_people_who_were_drawn_do_not_stand_with_an_open_link(lessebo):
    for section in ("who", "support"):
        HelpText.objects.create(
            organisation=lessebo, section=section, language="sv", text=f"Egna ord: {section}."
        )
    visitor = Client()
    visitor.get(f"{open_link(lessebo)}?lang=sv")
    shown = page(visitor.get("/svara/hjalp/?lang=sv"))
    assert "Egna ord: support." in shown
    assert "Egna ord: who." not in shown
