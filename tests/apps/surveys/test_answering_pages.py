"""The pages at /svara as a browser without JavaScript meets them."""

import re

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from tests.area_factories import AreaFactory, ResponsibilityFactory
from tests.factories import OrganisationFactory
from tests.forms import form
from tests.survey_world import codes_of, open_link, round_in_the_field, survey_lead
from tryggve.apps.surveys import places, services
from tryggve.apps.surveys.models import HelpText, OptOut, Response, WrongCodes
from tryggve.apps.surveys.services import answering
from tryggve.apps.surveys.views.respondents.endings import TOLD
from tryggve.privacy.respondent_codes import new_code, written
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.standard import standard_questionnaire

pytestmark = pytest.mark.django_db(databases=["default", "register"])

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()
    places._place_map.cache_clear()


@pytest.fixture
def lessebo():
    found = OrganisationFactory(name="Lessebo kommun", slug="lessebo")
    ResponsibilityFactory(
        organisation=found, area=AreaFactory(kind="municipality", code="0761", name="Lessebo")
    )
    return found


@pytest.fixture
def asks(lessebo):
    """A round of a form in the field, and a code of it: `asks("single")`."""

    def open_one(name: str):
        round = round_in_the_field(lessebo, form(name))
        return round, codes_of(round, 1)[0]

    return open_one


def begun(code: str, language: str = "sv") -> Client:
    client = Client(headers={"user-agent": PHONE})
    assert client.post("/svara/", {"code": code, "lang": language}).url == "/svara/start/"
    assert client.post("/svara/start/", {"lang": language}).status_code == 302
    return client


def page(answer) -> str:
    return answer.content.decode()


def answers_of(round) -> dict:
    response = Response.objects.get(round=round)
    return answering.held(response.pk, response.language).answers


def test_from_the_code_to_the_receipt(asks):
    round, code = asks("single")
    client = begun(written(code).lower())
    assert 'name="mood"' in page(client.get("/svara/1/"))
    assert client.post("/svara/1/", {"asked": "mood", "mood": "2"}).url == "/svara/kontrollera/"
    assert answers_of(round) == {"mood": 2}
    assert client.post("/svara/kontrollera/").url == "/svara/tack/"
    receipt = page(client.get("/svara/tack/"))
    assert "Dina svar är inskickade" in receipt
    response = Response.objects.get(round=round)
    assert (response.state, response.answers, response.device) == ("sent", {"mood": 2}, "phone")


def test_the_only_cookie_is_the_visit_s_and_goes_to_these_pages_alone(asks):
    _, code = asks("single")
    client = begun(code)
    ((name, cookie),) = client.cookies.items()
    kept = {key: cookie[key] for key in ("path", "httponly", "samesite", "max-age", "expires")}
    assert (name, kept) == (
        "svara",
        {"path": "/svara/", "httponly": True, "samesite": "Lax", "max-age": "", "expires": ""},
    )
    assert code not in cookie.value


def test_nothing_is_stored_on_the_way_or_found_by_searching(asks):
    _, code = asks("single")
    answer = begun(code).get("/svara/1/")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")


def test_a_code_that_cannot_be_used_is_told_alike_whatever_the_reason(asks, lessebo):
    _, sent = asks("single")
    client = begun(sent)
    client.post("/svara/kontrollera/")
    _, revoked = asks("number")
    services.revoke_code(by=survey_lead(lessebo), organisation=lessebo, code=revoked)
    closed_round, closed = asks("text")
    services.close_round(by=survey_lead(lessebo), organisation=lessebo, round=closed_round)
    told = {
        page(Client().post("/svara/", {"code": c})) for c in (sent, revoked, closed, new_code())
    }
    assert len(told) == 1
    assert "Det går inte att svara med den här koden" in told.pop()


def test_only_codes_that_were_never_sent_are_counted_and_too_many_stop(asks):
    _, code = asks("single")
    for _time in range(20):
        Client().post("/svara/", {"code": new_code()})
    assert WrongCodes.objects.get().count == 20
    assert Client().post("/svara/", {"code": code}).status_code == 429


def test_a_typing_mistake_is_told_at_once_and_counted_nowhere(asks):
    _, code = asks("single")
    wrong = ("0" if code[0] != "0" else "1") + code[1:]
    answer = Client().post("/svara/", {"code": wrong})
    assert "Koden stämmer inte riktigt" in page(answer)
    assert f'value="{wrong}"' in page(answer)
    assert not WrongCodes.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_what_another_site_sends_is_not_saved(asks, headers):
    round, code = asks("single")
    client = begun(code)
    answer = client.post("/svara/1/", {"asked": "mood", "mood": "2"}, headers=headers)
    assert answer.status_code == 403
    assert answers_of(round) == {}


def test_another_device_goes_on_where_one_was(asks):
    round, code = asks("routing_items")
    begun(code).post("/svara/1/", {"asked": "theft threat", "theft": "1"})
    there = Client()
    there.post("/svara/", {"code": code, "lang": "ar"})
    assert there.post("/svara/start/", {"lang": "ar"}).url == "/svara/2/"
    assert Response.objects.filter(round=round).count() == 1


def test_back_saves_and_shows_what_was_answered(asks):
    _, code = asks("checks")
    client = begun(code)
    client.post("/svara/1/", {"asked": "age", "age": "30"})
    assert client.post("/svara/2/", {"asked": "lived", "lived": "1", "back": ""}).url == "/svara/1/"
    assert 'value="30"' in page(client.get("/svara/1/"))
    assert re.search(r'value="1"\s+checked', page(client.get("/svara/2/")))


def test_what_cannot_be_is_shown_again_as_it_was_written(asks):
    round, code = asks("number")
    name = next(iter(form("number").variables))
    answer = begun(code).post("/svara/1/", {"asked": name, name: "många"})
    assert 'value="många"' in page(answer)
    assert f'href="#{name}"' in page(answer)
    assert answers_of(round) == {}


def test_an_item_that_was_not_on_the_page_keeps_its_answer(asks):
    round, code = asks("grid")
    client = begun(code)
    client.post("/svara/1/", {"asked": "litter noise", "litter": "1", "noise": "3"})
    client.post("/svara/1/", {"asked": "litter", "litter": "2"})
    assert answers_of(round) == {"litter": 2, "noise": 3}


def test_answers_that_do_not_fit_are_asked_about_and_may_stand(asks):
    _, code = asks("checks")
    client = begun(code)
    client.post("/svara/1/", {"asked": "age", "age": "17"})
    client.post("/svara/2/", {"asked": "lived", "lived": "2"})
    assert "längre än du har levt" in page(client.get("/svara/kontrollera/"))
    assert client.post("/svara/kontrollera/").url == "/svara/tack/"


def test_a_change_leads_back_to_the_check_or_to_what_it_opened(asks):
    _, code = asks("routing_items")
    client = begun(code)
    client.post("/svara/1/", {"asked": "theft threat", "theft": "2", "threat": "2"})
    opened = client.post("/svara/1/?check", {"asked": "theft threat", "theft": "1"})
    assert opened.url == "/svara/2/?check"
    told = client.post(opened.url, {"asked": "told_theft", "told_theft": "1"})
    assert told.url == "/svara/kontrollera/"


def test_personal_data_in_a_text_is_saved_and_asked_about_once(asks):
    round, code = asks("text")
    name = next(iter(form("text").variables))
    client = begun(code)
    sent = {"asked": name, name: "Ring mig på 070-123 45 67."}
    first = page(client.post("/svara/1/", sent))
    assert "ett telefonnummer" in first
    seen = re.search('name="seen" value="([^"]+)"', first)[1]
    assert answers_of(round) == {name: sent[name]}
    assert client.post("/svara/1/", sent | {"seen": seen}).url == "/svara/kontrollera/"
    assert "070" not in page(client.post("/svara/text/", {"text": sent[name]}))


def test_a_place_is_pointed_out_without_a_script(asks):
    round, code = asks("map_point")
    client = begun(code)
    assert client.get("/svara/karta/wide.svg")["Content-Type"] == "image/svg+xml"
    pressed = {"asked": "avoided", "avoided.wide.x": "280", "avoided.wide.y": "200"}
    answer = client.post("/svara/1/", pressed | {"avoided.words": "Vid stationen"})
    assert "Du har valt en punkt" in page(answer)
    kept = answers_of(round)["avoided"]
    longitude, latitude = kept["point"]
    assert (kept["words"], 15 < longitude < 16, 56.5 < latitude < 57) == (
        "Vid stationen",
        True,
        True,
    )
    shown = re.search(r'cx="([\d.]+)" cy="([\d.]+)"', page(answer))
    assert [abs(float(shown[1]) - 280) < 1, abs(float(shown[2]) - 200) < 1] == [True, True]
    client.post("/svara/1/", {"asked": "avoided", "avoided.removed": "1",
                              "avoided.longitude": "15.5", "avoided.latitude": "56.7"})  # fmt: skip
    assert answers_of(round) == {}


def test_the_browser_saves_what_stands_as_its_window_is_left(asks):
    round, code = asks("single")
    answer = begun(code).post("/svara/1/", {"asked": "mood", "mood": "1", "keep": ""})
    assert (answer.status_code, answers_of(round)) == (204, {"mood": 1})


def test_a_pause_saves_and_ends_the_visit_on_this_device(asks):
    round, code = asks("single")
    client = begun(code)
    assert (
        client.post("/svara/1/", {"asked": "mood", "mood": "1", "pause": ""}).url == "/svara/paus/"
    )
    assert answers_of(round) == {"mood": 1}
    assert client.get("/svara/1/").url == "/svara/?again"


@pytest.mark.parametrize("kind", TOLD)
def test_somebody_tells_something_else_instead(asks, kind):
    _, code = asks("single")
    client = Client()
    client.post("/svara/", {"code": code})
    assert "notice wrong" in page(client.post("/svara/annat/", {"kind": "other"}))
    assert client.post("/svara/annat/", {"kind": kind}).url == "/svara/noterat/"
    assert OptOut.objects.get().kind == kind


def test_an_open_link_says_that_it_is_no_random_sample(lessebo):
    client = Client()
    assert client.get(open_link(lessebo)).url == "/svara/start/"
    assert "inte ett slumpmässigt urval" in page(client.get("/svara/start/"))
    assert client.post("/svara/start/", {"lang": "sv"}).url == "/svara/1/"
    client.post("/svara/1/", {"asked": "mood", "mood": "1"})
    assert client.post("/svara/kontrollera/").url == "/svara/tack/"
    assert client.post("/svara/start/").url == "/svara/1/"  # the next who answers at the tablet
    assert Response.objects.filter(person=None).count() == 2


def test_the_help_page_says_who_asks_in_the_organisation_s_own_words(asks, lessebo):
    asks("single")
    own = "Ring oss vardagar 9–12."
    HelpText.objects.create(organisation=lessebo, section="contact", language="sv", text=own)
    text = page(Client().get("/svara/hjalp/lessebo/"))
    assert (own in text, "Lessebo kommun frågar" in text, "anonym" in text.lower()) == (
        True,
        True,
        False,
    )
    assert own not in page(Client().get("/svara/hjalp/"))
    assert Client().get("/svara/hjalp/olofstrom/").status_code == 404


@pytest.mark.parametrize(
    ("share", "state"), [(50, "partial"), (60, "broken_off"), (0, "broken_off")]
)
def test_what_is_never_sent_counts_by_the_round_s_rule(lessebo, share, state):
    round = round_in_the_field(lessebo, form("checks"), counts_unsent_from=share)
    client = begun(codes_of(round, 1)[0])
    client.post("/svara/1/", {"asked": "age", "age": "30"})
    services.close_round(by=survey_lead(lessebo), organisation=lessebo, round=round)
    settled = Response.objects.get(round=round)
    kept = {"age": 30} if state == "partial" else None
    assert (settled.state, settled.answers, bytes(settled.sealed)) == (state, kept, b"")


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag != "en"])
def test_no_page_says_anything_in_english_to_who_reads_another_language(lessebo, language):
    round = round_in_the_field(lessebo, standard_questionnaire())
    codes = codes_of(round, 2)
    said = sentences(begun(codes[0], language), language)
    assert said & sentences(begun(codes[1], "en"), "en") == {"Lessebo kommun"}


ON_THE_WAY = ("", "start/", "1/", "kontrollera/", "sprak/", "hjalp/", "annat/", "paus/", "tack/")


def sentences(client: Client, language: str) -> set[str]:
    """Each text of more than one word that stands in the pages, but for the names of languages."""
    pages = "".join(page(client.get(f"/svara/{way}?lang={language}")) for way in ON_THE_WAY)
    texts = {" ".join(text.split()) for text in re.findall(r">([^<]+)<", pages)}
    names = {each.name for each in LANGUAGES.values()}
    return {text for text in texts - names if re.search(r"\w+ \w*[^\W\d]", text)}


def test_no_address_and_no_browser_s_name_is_stored_or_logged(asks, capfd):
    _, code = asks("single")
    client = Client(headers={"user-agent": "Mozilla/5.0 Spårbar/7.7"}, REMOTE_ADDR="203.0.113.77")
    client.post("/svara/", {"code": new_code(), "lang": "sv"})
    client.post("/svara/", {"code": code, "lang": "sv"})
    client.post("/svara/start/", {"lang": "sv"})
    client.post("/svara/1/", {"asked": "mood", "mood": "2"})
    client.post("/svara/kontrollera/")
    said = "".join(capfd.readouterr()) + everything_stored()
    assert "Lessebo kommun" in said  # it was looked through
    assert [trace for trace in ("203.0.113.77", "Spårbar", "Mozilla") if trace in said] == []
    assert code not in said


def everything_stored() -> str:
    """Every row of every table of both databases, as text."""
    found = []
    for alias in ("default", "register"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name from the database
                found.append(str([[_readable(value) for value in row] for row in cursor]))
    return "".join(found)


def _readable(value: object) -> object:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value
