"""From a planned round to an approved sample in the pages, as a survey lead and a second person."""

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from tests.factories import MembershipFactory, signed_in_as
from tests.forms import form
from tests.sampled_world import (
    GROUNDS,
    SIZES,
    as_file,
    counts_of,
    decided,
    drawn_by_supplier,
    imported,
    planned,
    register_of,
)
from tryggve.apps.surveys import services
from tryggve.demo.register import LAYOUT

pytestmark = pytest.mark.django_db(databases=["default", "register"])
NUMBERS = dict.fromkeys(SIZES, 100)


@pytest.fixture
def lead():
    return MembershipFactory(role="survey_lead", user__language="en")


@pytest.fixture
def who(lead):
    return {"by": lead.user, "organisation": lead.organisation}


@pytest.fixture
def browser(lead):
    return signed_in_as(lead.user)


def in_english(page, *parts):
    with override("en"):
        return reverse(f"surveys:{page}", args=parts)


def address(page, round, *more):
    return in_english(page, round.organisation.slug, round.pk, *more)


def upload(content, name="fil.csv"):
    return SimpleUploadedFile(name, content, content_type="text/csv")


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_way(browser, lead, who):
    version = services.add_questionnaire(**who, questionnaire=form("single"))
    round = services.plan_round(
        **who, name="hosten", title="Hösten", year=2026, questionnaire=version
    )

    def send(page, data, then="round"):
        answer = browser.post(address(page, round), data)
        assert answer.status_code == 302, text(answer)
        assert answer.url == address(then, round)

    send("languages", {"use-sv": "on", "why-sv": "Ett prov"})
    send("grounds", GROUNDS)
    send("population", {"population": "residents", "least_age": 16, "most_age": 85,
                        "frame_day": "2026-07-01"})  # fmt: skip
    send("calendar", {"letter": "2026-08-03", "close": "2026-09-28"})
    strata = "Kod;Namn;Befolkning\nnorr;Norr;3000\nsoder;Söder;2000\n".encode()
    send("strata", {"file": upload(strata)}, then="strata")
    send("way", {"way": "order"}, then="sample")
    send("allocate", {"allocation": "equal", "total": 200}, then="sample")
    assert "How sure the figures will be" in text(browser.get(address("sample", round)))
    send("decide", {}, then="sample")
    assert browser.get(address("order_page", round)).content.startswith(b"%PDF")
    assert b"norr;Norr;3000;100\r\n" in browser.get(address("order_table", round)).content
    register = register_of()
    send("counts", {"file": upload(counts_of(register))}, then="sample")
    layout = services.keep_layout(**who, name="Leverantören", layout=LAYOUT)
    sample = as_file(drawn_by_supplier(register, NUMBERS)).getvalue()
    send("import_sample", {"file": upload(sample), "layout": layout.pk, "is_simulated": "on"},
         then="sample")  # fmt: skip
    page = text(browser.get(address("draw", round, 1)))
    assert "Simulated data" in page
    assert "A second person approves it" in page
    second = MembershipFactory(
        organisation=lead.organisation, role="analyst", user__language="en"
    ).user
    other = signed_in_as(second)
    answer = other.post(address("draw", round, 1), {"reason": "Ett prov."})
    assert answer.url == address("round", round)
    round.refresh_from_db()
    assert round.state == "sampled"
    assert "Approved" in text(other.get(address("draw", round, 1)))


def test_what_is_wrong_in_a_file_stands_in_a_table(browser, who):
    round = decided(who)
    register = register_of()
    services.keep_layout(**who, name="Leverantören", layout=LAYOUT)
    browser.post(address("counts", round), {"file": upload(counts_of(register))})
    sample = drawn_by_supplier(register, NUMBERS)
    wrong = as_file(pl.concat([sample, sample.head(40)])).getvalue()
    given = {"file": upload(wrong), "layout": round.organisation.register_layouts.get().pk}
    page = text(browser.post(address("import_sample", round), given))
    assert page.count("This person stands in row") == 40
    assert not round.draws.exists()
    first = sample["Personnummer"][0]
    assert first not in page


def test_strata_with_mistakes_and_from_areas(browser, who):
    round = planned(who)
    page = text(browser.post(address("strata", round), {"file": upload(b"Kod;Namn\na;\nb;\n")}))
    assert "Write from 1 to 120 signs." in page
    answer = browser.post(address("strata_from_areas", round))
    assert answer.url == address("strata", round)
    written = browser.get(address("strata_file", round)).content
    assert written.startswith("\ufeffKod;Namn".encode())


def test_the_calendar_as_a_file(browser, who):
    round = planned(who)
    browser.post(address("calendar", round), {"letter": "2026-08-03"})
    answer = browser.get(address("calendar_file", round))
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20260803" in answer.content


def test_a_layout_is_saved_and_what_it_lacks_is_told(browser, lead):
    page = in_english("layout", lead.organisation.slug)
    given = {
        "name": "Leverantören", "kind": "csv", "encoding": "utf-8", "separator": ";",
        "placed_by": "stratum", "protected_when": "J", "open_when": "N", "women": "K", "men": "M",
        **{f"column-{name}": heading for name, heading in LAYOUT.columns.items()},
    }  # fmt: skip
    assert browser.post(page, given).status_code == 302
    kept = lead.organisation.register_layouts.get().layout
    assert kept["columns"]["street"] == "Gatuadress"
    assert kept["open_when"] == ["", "N"]
    said = text(browser.post(page, given | {"column-protected": "", "column-street": ""}))
    assert "Give street, postal code and place." in said
    places = enumerate(LAYOUT.columns)
    fixed = {f"column-{name}": f"{10 * n + 1}-{10 * n + 10}" for n, name in places}
    given |= {"kind": "fixed", "name": "Fast bredd"} | fixed
    assert browser.post(page, given).status_code == 302
    kept = lead.organisation.register_layouts.get(name="Fast bredd").layout
    assert kept["columns"]["surname"] == [21, 30]


def test_a_supplement_is_written_line_by_line(browser, who):
    round = decided(who)
    draw = imported(who, round)
    second = MembershipFactory(organisation=round.organisation, role="analyst").user
    services.approve_draw(by=second, organisation=round.organisation, draw=draw, reason="Ett prov.")
    layout = services.keep_layout(**who, name="Leverantören", layout=LAYOUT)
    register = register_of().filter(
        ~pl.col("Personnummer").is_in(drawn_by_supplier(register_of(), NUMBERS)["Personnummer"])
    )
    more = as_file(drawn_by_supplier(register, {"norr": 10})).getvalue()
    given = {"file": upload(more), "layout": layout.pk, "supplement": "norr tio"}
    assert "is no code and number" in text(browser.post(address("import_sample", round), given))
    given = {"file": upload(more), "layout": layout.pk, "supplement": "norr 10\n\n"}
    assert browser.post(address("import_sample", round), given).status_code == 302
    assert round.draws.get(number=2).people.count() == 10


def test_a_draw_is_thrown_away(browser, who):
    round = decided(who)
    imported(who, round)
    assert browser.post(address("throw_away", round, 1)).url == address("sample", round)
    assert not round.draws.exists()


@pytest.mark.parametrize("page", ["sample", "strata", "way", "allocate", "counts", "import_sample"])
def test_nobody_is_drawn_for_a_test(browser, who, page):
    version = services.add_questionnaire(**who, questionnaire=form("single"))
    test = services.plan_round(
        **who, name="prov", title="Prov", year=2026, questionnaire=version, is_test=True
    )
    assert browser.get(address(page, test)).status_code == 404
