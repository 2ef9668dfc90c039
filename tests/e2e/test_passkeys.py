"""A passkey in a real browser with a virtual authenticator, under the strict content policy."""

import pytest
from playwright.sync_api import expect

from tests.apps.accounts.sign_in.codes import code_of
from tests.e2e import checks
from tests.e2e.site import context_for
from tests.factories import PASSWORD, TOTP_SECRET

pytestmark = pytest.mark.browser
WHO = "survey_lead@lessebo.example"
IN_THE_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def tab(site, browser):
    context = context_for(browser, site)
    tab = context.new_page()
    yield tab
    context.close()


class Device:
    """The virtual authenticator of a tab."""

    def __init__(self, tab) -> None:
        self.session = tab.context.new_cdp_session(tab)
        self.session.send("WebAuthn.enable")
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": IN_THE_DEVICE})
        self.id = {"authenticatorId": added["authenticatorId"]}

    def credentials(self) -> list:
        return self.session.send("WebAuthn.getCredentials", self.id)["credentials"]

    def lose(self) -> None:
        self.session.send("WebAuthn.clearCredentials", self.id)


def at(site, path: str) -> str:
    """The page under a name: a passkey belongs to one, and an address of numbers is none."""
    return site.base.replace("127.0.0.1", "localhost") + path


def give_password(site, tab) -> None:
    tab.goto(at(site, "/accounts/login/"))
    tab.get_by_label("E-post").fill(WHO)
    tab.get_by_label("Lösenord").fill(PASSWORD)
    tab.get_by_role("button", name="Logga in", exact=True).click()


def sign_out(site, tab) -> None:
    tab.goto(at(site, "/accounts/logout/"))
    tab.locator("main").get_by_role("button", name="Logga ut").click()
    tab.wait_for_url(at(site, "/"))


def add_passkey(site, tab) -> None:
    tab.goto(at(site, "/accounts/2fa/webauthn/add/"))
    tab.get_by_label("Lösenord").fill(PASSWORD)
    tab.get_by_role("button", name="Gå vidare").click()
    tab.get_by_label("Vad passnyckeln ska heta").fill("Datorn")
    tab.get_by_label("Låt mig logga in med bara passnyckeln").check()
    tab.get_by_role("button", name="Lägg till passnyckeln").click()
    tab.wait_for_url(lambda address: "/2fa/" in address and not address.endswith("/add/"))


def test_a_passkey_from_being_added_to_being_lost(site, tab):
    said = checks.listen_to(tab)
    device = Device(tab)

    give_password(site, tab)
    tab.get_by_label("Kod", exact=True).fill(code_of(TOTP_SECRET))
    tab.get_by_role("button", name="Logga in", exact=True).click()
    tab.wait_for_url("**/o/lessebo/")
    add_passkey(site, tab)
    assert len(device.credentials()) == 1
    tab.goto(at(site, "/accounts/2fa/webauthn/"))
    expect(tab.get_by_role("heading", name="Datorn")).to_be_visible()

    # alone, without a password
    sign_out(site, tab)
    tab.goto(at(site, "/accounts/login/"))
    tab.get_by_role("button", name="Logga in med en passnyckel").click()
    tab.wait_for_url("**/o/lessebo/")

    # as the second factor after a password
    sign_out(site, tab)
    give_password(site, tab)
    tab.get_by_role("button", name="Använd en passnyckel").click()
    tab.wait_for_url("**/o/lessebo/")

    # to show once more who it is
    tab.goto(at(site, "/accounts/2fa/webauthn/reauthenticate/?next=/me/"))
    tab.get_by_role("button", name="Använd en passnyckel").click()
    tab.wait_for_url(at(site, "/me/"))  # and not the address before, which ends in next=/me/
    assert said == []

    # lost: the page says so, and the code still works
    sign_out(site, tab)
    device.lose()
    tab.goto(at(site, "/accounts/login/"))
    tab.get_by_role("button", name="Logga in med en passnyckel").click()
    expect(tab.get_by_role("alert")).to_have_text(
        "Passnyckeln gick inte att använda. Försök igen, eller välj ett annat sätt."
    )


def test_without_javascript_one_signs_in_with_a_code(site, browser):
    context = browser.new_context(java_script_enabled=False, locale="sv-SE")
    tab = context.new_page()
    give_password(site, tab)
    expect(tab.get_by_role("button", name="Använd en passnyckel")).to_be_hidden()
    tab.get_by_label("Kod", exact=True).fill(code_of(TOTP_SECRET, 0))
    expect(tab.get_by_role("heading", name="Tvåstegsinloggning", exact=True)).to_be_visible()
    context.close()
