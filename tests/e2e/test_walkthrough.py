"""A municipality's first day, in a real browser against the served demonstration.

Its coordinator is invited, signs in with a second factor, uploads survey areas and sees the map;
another municipality sees none of it.
"""

import re
import sqlite3
import time
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.area_files import two_areas
from tests.cli.installation import served
from tryggve.demo.cast import PASSWORD

pytestmark = pytest.mark.browser

NEW_PERSON = "ny.samordnare@lessebo.example"
NEW_PASSWORD = "fyra lugna granar vid sjön"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The folder and the address of a demonstration that is being served."""
    home = tmp_path_factory.mktemp("demo") / "home"
    with served(home, "--home", home, command="demo", language="sv") as site:
        yield home, f"http://localhost:{site.port}"


@pytest.fixture
def visit(browser: Browser, demonstration):
    """A window of its own for each person."""
    windows: list[BrowserContext] = []

    def window() -> Page:
        windows.append(browser.new_context(base_url=demonstration[1], locale="sv-SE"))
        return windows[-1].new_page()

    yield window
    for each in windows:
        each.close()


def press(button: Locator) -> None:
    """Press it, and wait for the page that comes of it."""
    with button.page.expect_navigation():
        button.click()


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenord").fill(password)
    press(page.get_by_role("button", name="Logga in", exact=True))


def link_in_last_mail(home: Path) -> str:
    with sqlite3.connect(home / "main.sqlite3") as database:
        (text,) = database.execute(
            "SELECT body FROM web_outgoingmail ORDER BY id DESC LIMIT 1"
        ).fetchone()
    found = re.search(r"http://localhost:\d+(/\S+)", text)
    assert found, text
    return found[1]


def code_now(secret: str) -> str:
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def wait_for_another_code(secret: str, used: str) -> str:
    """A code is good for one sign-in: the next one comes within half a minute."""
    while (code := code_now(secret)) == used:
        time.sleep(0.5)
    return code


def test_a_coordinator_is_invited_signs_in_and_puts_survey_areas_on_the_map(demonstration, visit):
    home, _ = demonstration
    administrator = visit()
    sign_in(administrator, "administrator@lessebo.example")
    administrator.goto("/o/lessebo/people/invite/")
    administrator.get_by_label("E-post").fill(NEW_PERSON)
    administrator.get_by_label("Namn").fill("Nya samordnaren")
    administrator.get_by_label("Trygghetssamordnare").check()
    press(administrator.get_by_role("button", name="Skicka inbjudan"))
    expect(administrator.get_by_text(NEW_PERSON).first).to_be_visible()

    coordinator = visit()
    coordinator.goto(link_in_last_mail(home))
    coordinator.get_by_label("Välj ett lösenord").fill(NEW_PASSWORD)
    press(coordinator.get_by_role("button", name="Tacka ja"))
    coordinator.goto("/accounts/2fa/totp/activate/")
    secret = coordinator.locator("code bdi").inner_text()
    used = code_now(secret)
    coordinator.locator("main input[name=code]").fill(used)
    press(coordinator.locator("main button[type=submit]"))
    expect(coordinator).not_to_have_url(re.compile("totp/activate"))

    again = visit()
    sign_in(again, NEW_PERSON, NEW_PASSWORD)
    again.locator("main input[name=code]").fill(wait_for_another_code(secret, used))
    press(again.locator("main button[type=submit]").first)
    expect(again).to_have_url(re.compile("/o/lessebo/"))

    again.goto("/o/lessebo/areas/upload/")
    again.get_by_label("Mätområden, med gränser").check()
    again.locator("input[type=file]").set_input_files(
        {"name": "omraden.geojson", "mimeType": "application/geo+json", "buffer": two_areas()}
    )
    again.get_by_label("Lägg till dem").check()
    press(again.get_by_role("button", name="Läs filen"))
    expect(again.locator("main")).to_contain_text("Norra")
    press(again.locator("main form button[type=submit]").first)

    again.goto("/o/lessebo/areas/?q=Norra")
    press(again.get_by_role("main").get_by_role("link", name="Norra", exact=True).first)
    expect(again.locator("main svg[role=img]").first).to_be_visible()
    area_page = again.url

    other = visit()
    sign_in(other, "samordnare@nybro.example")
    for address in (
        area_page,
        area_page.replace("/o/lessebo/", "/o/nybro/"),
        area_page + "sheet.pdf",
        area_page + "area.geojson",
    ):
        assert other.request.get(address).status == 404
    other.goto("/o/nybro/areas/?q=Norra")
    expect(other.get_by_role("main").get_by_role("link", name="Norra", exact=True)).to_have_count(0)
