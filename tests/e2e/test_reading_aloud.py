"""The read-aloud button, in a browser whose voices are made up: headless chromium has none."""

import pytest

pytestmark = pytest.mark.browser

VOICES = """(languages) => {
  const said = (window.said = []);
  const waiting = [];
  const voices = {
    getVoices: () => languages.map((lang) => ({ lang, name: lang })),
    speak: (utterance) => {
      said.push([utterance.lang, utterance.text]);
      waiting.push(utterance);
    },
    cancel: () => waiting.splice(0),
    addEventListener: () => {},
  };
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  window.finish = () => waiting.shift()?.onend();
  Object.defineProperty(window, "speechSynthesis", { value: voices });
}"""
BUTTON = "[data-read-aloud]"


@pytest.fixture
def read(site, visitor):
    """Open a page of the list in a browser with voices for some languages."""
    tabs = []

    def open_page(name: str, *, language: str = "sv", voices: list[str]):
        tab = visitor(language=language).new_page()
        tabs.append(tab)
        tab.add_init_script(f"({VOICES})({voices!r})")
        page = next(page for page in site.pages if page.name == name)
        tab.goto(page.addresses[language])
        return tab

    yield open_page
    for tab in tabs:
        tab.close()


def all_that_is_said(tab) -> list[list[str]]:
    for _ in range(200):
        tab.evaluate("finish()")
    return tab.evaluate("said")


@pytest.mark.parametrize(
    ("language", "voices", "shown"),
    [
        ("sv", ["sv-SE"], True),
        ("sv", ["en-GB", "sv_SE"], True),
        ("sv", ["en-GB"], False),
        ("sv", [], False),
        ("ar", ["ar-SA"], True),
        ("ar", ["sv-SE"], False),
    ],
)
def test_the_button_is_there_where_the_browser_has_a_voice(read, language, voices, shown):
    tab = read("public:about", language=language, voices=voices)
    assert tab.locator(BUTTON).is_visible() == shown


def test_it_reads_the_page_from_heading_to_end_in_its_language(read):
    tab = read("public:about", voices=["sv-SE"])
    tab.click(BUTTON)
    said = all_that_is_said(tab)
    assert said[0] == ["sv", "Om webbplatsen och dina uppgifter"]
    assert ["sv", "Kakor"] in said
    assert not any("Rapportera ett fel på sidan" in text for _, text in said)
    assert tab.locator(BUTTON).inner_text() == "Lyssna"


def test_what_is_swedish_on_another_page_is_read_as_swedish(read):
    tab = read("public:accessibility", language="en", voices=["en-GB", "sv-SE"])
    tab.click(BUTTON)
    languages = {language for language, _ in all_that_is_said(tab)}
    assert languages == {"en", "sv"}


def test_nothing_that_is_said_is_so_long_that_a_browser_falls_silent(read):
    tab = read("public:about", voices=["sv-SE"])
    tab.click(BUTTON)
    assert max(len(text) for _, text in all_that_is_said(tab)) <= 300


def test_the_place_that_is_read_is_marked(read):
    tab = read("public:about", voices=["sv-SE"])
    tab.click(BUTTON)
    assert tab.locator(".is-read").inner_text() == "Om webbplatsen och dina uppgifter"
    all_that_is_said(tab)
    assert tab.locator(".is-read").count() == 0


@pytest.mark.parametrize("way", ["button", "escape"])
def test_it_can_be_stopped_and_begun_anew_with_the_keyboard(read, way):
    tab = read("public:about", voices=["sv-SE"])
    tab.focus(BUTTON)
    tab.keyboard.press("Enter")
    assert tab.locator(BUTTON).inner_text() == "Sluta lyssna"
    tab.keyboard.press("Enter" if way == "button" else "Escape")
    assert tab.locator(BUTTON).inner_text() == "Lyssna"
    before = len(tab.evaluate("said"))
    tab.evaluate("finish()")
    assert len(tab.evaluate("said")) == before
    tab.keyboard.press("Enter")
    assert tab.evaluate("said").count(["sv", "Om webbplatsen och dina uppgifter"]) == 2


def test_without_the_browser_s_speech_the_button_stays_away(site, visitor):
    tab = visitor().new_page()
    tab.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    tab.goto("/om/")
    assert not tab.locator(BUTTON).is_visible()
    tab.close()
