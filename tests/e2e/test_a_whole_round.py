"""A survey lead's year in a real browser, against the served demonstration: from a new round over
the sample to letters in hand and a filled monitor, and to the day when the link is destroyed."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.cli.installation import served, tryggve
from tests.paper.rendered import texts
from tryggve.demo.cast import PASSWORD

pytestmark = pytest.mark.browser

LEAD, ANALYST = "undersokning@polisen.example", "analytiker@polisen.example"
TODAY = datetime.now(tz=ZoneInfo("Europe/Stockholm")).date()
POSTED = TODAY - timedelta(20)
NAME = "provet"
PATIENCE = 180_000  # milliseconds for a page, on a machine that is busy


class Person:
    """Somebody who is signed in, and fills in pages of one round."""

    def __init__(self, page: Page, email: str) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        page.goto("/accounts/login/")
        page.get_by_label("E-post").fill(email)
        page.get_by_label("Lösenord").fill(PASSWORD)
        self.press(page.get_by_role("button", name="Logga in", exact=True))
        self.round = ""

    def press(self, button: Locator) -> None:
        with self.page.expect_navigation():
            button.click()

    def fills(self, address: str, **fields: object) -> None:
        """Open a page, fill its form in, send it, and see that nothing was refused."""
        self.page.goto(address if address.startswith("/") else f"{self.round}{address}")
        form = self.page.locator("main form[method=post]").last
        for name, value in fields.items():
            self._fill(form.locator(f"[name={name.replace('__', '-')}]"), value)
        self.press(form.locator("button").first)
        expect(self.page.locator(".error-summary, [aria-invalid=true]")).to_have_count(0)

    def _fill(self, field: Locator, value: object) -> None:
        kind = field.first.get_attribute("type")
        if value is True:
            field.check()
        elif kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                field.and_(self.page.locator(f"[value='{one}']")).check()
        elif kind == "file":
            field.set_input_files(str(value))
        elif field.first.evaluate("each => each.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))

    def fetched(self, link: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.locator("main").get_by_role("link", name=link).first.click()
        return Path(download.value.path()).read_bytes()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "home"


@pytest.fixture(scope="module")
def address(home):
    with served(home, "--home", home, command="demo", language="sv") as site:
        yield f"http://localhost:{site.port}"


@pytest.fixture
def people(browser: Browser, address):
    windows = [browser.new_context(base_url=address, locale="sv-SE") for _ in range(2)]
    yield [
        Person(window.new_page(), email)
        for window, email in zip(windows, (LEAD, ANALYST), strict=True)
    ]
    for each in windows:
        each.close()


def planned(lead: Person) -> str:
    """A new round, as far as its design; gives its address."""
    questionnaire = lead.page
    questionnaire.goto("/o/polisen-nybro/surveys/plan/")
    version = questionnaire.locator("select[name=questionnaire] option").nth(1)
    lead.fills(
        "/o/polisen-nybro/surveys/plan/", title="Provet", name=NAME, year=TODAY.year,
        questionnaire=version.get_attribute("value"),
    )  # fmt: skip
    lead.round = re.sub(r"languages/$", "", re.sub(r"^http://[^/]+", "", lead.page.url))
    lead.fills("languages/", use__sv=True, why__sv="Ett prov.")
    lead.fills(
        "grounds/", authority="Polismyndigheten", secrecy_ground="Avskild verksamhet.",
        erasure_ground="Beslut 1.",
    )  # fmt: skip
    lead.fills("population/", population="residents", frame_day=POSTED - timedelta(30))
    lead.fills("calendar/", letter=POSTED, card=TODAY, reminder=TODAY, close=TODAY, order="",
               sample="", print="", destroy="", results="")  # fmt: skip
    lead.page.goto(f"{lead.round}strata/")
    lead.press(lead.page.locator("form[action$='strata/areas/'] button"))
    lead.fills("sample/way/", way="order")
    lead.fills("sample/divide/", allocation="equal", total=240)
    lead.fills("sample/decide/")
    return lead.round


def made_up(home: Path, folder: Path) -> dict[str, Path]:
    """The supplier's files, by the word in their names."""
    folder.mkdir()
    done = tryggve(home, "round", "made-up", "polisen-nybro", NAME, "--out", folder)
    assert done.returncode == 0, done.stderr
    files = list(folder.iterdir())
    return {word: next(each for each in files if word in each.name)
            for word in ("befolkning", "urval")}  # fmt: skip


def test_from_a_new_round_to_letters_a_monitor_and_a_destroyed_link(home, people, tmp_path):
    lead, analyst = people
    analyst.round = planned(lead)
    files = made_up(home, tmp_path / "files")
    lead.fills("sample/counts/", file=files["befolkning"])
    lead.page.goto(f"{lead.round}sample/import/")
    layout = lead.page.locator("select[name=layout] option", has_text="Påhittad leverantör")
    lead.fills("sample/import/", file=files["urval"], layout=layout.get_attribute("value"),
               is_simulated=True)  # fmt: skip
    analyst.fills("draws/1/", reason="Ett prov.")
    lead.fills("open/")

    lead.fills(
        "mail/agreement/", work="print", firm="Tryckeriet", reference="A 1",
        signed=POSTED - timedelta(9), until=TODAY + timedelta(99),
    )  # fmt: skip
    lead.fills(
        "mail/texts/-/around/", name__0="Förnamn Efternamn", title__0="Polischef",
        organisation__0="Polisen",
    )  # fmt: skip
    lead.fills("mail/prepare/", kind="letter", day=POSTED)
    lead.page.goto(f"{lead.round}mailings/1/")
    letters = lead.page.locator("main a[href$='mail.pdf']").first
    with lead.page.expect_download() as download:
        letters.click()
    letter = Path(download.value.path()).read_bytes()
    assert len(texts(letter)) >= 20
    assert "Förnamn Efternamn" in texts(letter)[0]
    lead.fills("mailings/1/posted/", posted=POSTED, cost_each="28.50")

    done = tryggve(home, "round", "simulate", "polisen-nybro", NAME)
    assert done.returncode == 0, done.stderr
    lead.page.goto(f"{lead.round}fieldwork/")
    main = lead.page.locator("main")
    expect(main).to_contain_text(re.compile(r"\d+ av 240 utvalda har svarat"))
    expect(main).to_contain_text("kronor")
    expect(main.locator("svg").first).to_be_visible()
    assert "240" in " ".join(texts(lead.fetched("Rapporten för den dagen")))

    lead.fills("close/")
    lead.fills(
        "link/", body="Polismyndigheten", decided=POSTED, reference="A 7",
        backups_until=TODAY + timedelta(90), checked=["printer", "files", "paper", "keys"],
    )  # fmt: skip
    analyst.fills("link/", name=NAME)
    expect(analyst.page.locator("main")).to_contain_text("Kopplingen är förstörd")
    assert "A 7" in " ".join(texts(analyst.fetched("Protokollet")))
    lead.page.goto(f"{lead.round}fieldwork/")
    expect(lead.page.locator("main")).to_contain_text(re.compile(r"\d+ av 240 utvalda"))
