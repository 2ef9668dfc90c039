"""How pages read: length of lines, the way with the keyboard, on paper, without colours."""

import io

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.e2e.site import context_for

pytestmark = pytest.mark.browser

# How many characters stand on each full line of running text.
LINES = """() => [...document.querySelectorAll("main p, main li")]
  .filter((block) => block.checkVisibility() && block.textContent.trim().length > 120)
  .flatMap((block) => {
    const range = document.createRange();
    const lines = [];
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode;
      for (let place = 0; place < node.length; place += 1) {
        range.setStart(node, place);
        range.setEnd(node, place + 1);
        const box = range.getClientRects()[0];
        if (!box || !box.width) continue;
        const line = Math.round(box.bottom / 8);
        const last = lines.at(-1);
        if (last && Math.abs(last.line - line) <= 1) last.number += 1;
        else lines.push({ line, number: 1 });
      }
    }
    return lines.slice(0, -1).map((each) => each.number);
  })"""


@pytest.mark.parametrize("address", ["/om/", "/en/om/", "/tillganglighet/", "/kommun/lessebo/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_line_holds_at_most_66_characters(visitor, address, width):
    tab = visitor(width=width).new_page()
    tab.goto(address)
    lines = tab.evaluate(LINES)
    tab.close()
    if width == 1280 and address != "/kommun/lessebo/":
        assert lines
        assert sum(lines) / len(lines) > 45
    assert max(lines, default=0) <= 66


def test_the_first_tab_leads_past_the_menu(visitor):
    tab = visitor().new_page()
    tab.goto("/om/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert tab.locator(".skip").bounding_box()["y"] >= 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.querySelector('main').contains(document.activeElement)")
    tab.close()


def test_after_errors_the_focus_stands_at_the_summary_and_its_links_lead_to_the_fields(visitor):
    tab = visitor(width=320).new_page()
    tab.goto("/fel/")
    tab.fill("#id_email", "ingen adress")
    tab.click("main form button:has-text('Skicka')")
    expect(tab.locator("#errors")).to_be_focused()  # the browser does it once the page is drawn
    tab.click("#errors a[href='#id_text']")
    expect(tab.locator("#id_text")).to_be_focused()
    assert tab.input_value("#id_email") == "ingen adress"
    tab.close()


def test_a_report_can_be_sent_without_scripts(browser, site):
    context = browser.new_context(base_url=site.base, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/kommun/lessebo/")
    tab.click("text=Rapportera ett fel på sidan")
    assert tab.input_value("#id_page") == "/kommun/lessebo/"
    tab.fill("#id_text", "Kartan går inte att läsa.")
    tab.click("main form button:has-text('Skicka')")
    assert "Tack, din rapport har kommit fram" in tab.inner_text("h1")
    context.close()


def test_on_paper_stands_the_content_without_menus_but_with_every_label(browser, site):
    look = next(page for page in site.pages if page.name == "look")
    context = context_for(browser, site, role="operator")
    tab = context.new_page()
    tab.goto(look.addresses["sv"])
    with pikepdf.open(io.BytesIO(tab.pdf(format="A4"))) as printed:
        assert len(printed.pages) >= 3
    tab.emulate_media(media="print")
    assert not tab.locator("nav[aria-label='Språk']").is_visible()
    assert not tab.locator(".skip").is_visible()
    assert tab.locator(".simulated").first.is_visible()
    assert tab.locator(".about-page").is_visible()
    context.close()


def test_without_colours_a_status_keeps_its_shape(browser, site):
    look = next(page for page in site.pages if page.name == "look")
    context = browser.new_context(base_url=site.base, forced_colors="active")
    context.add_cookies(site.cookies("operator", "sv"))
    tab = context.new_page()
    tab.goto(look.addresses["sv"])
    seen = tab.evaluate(
        """() => ["new", "under-way", "done", "care", "wrong"].map((kind) => {
          const shape = getComputedStyle(document.querySelector(`.tag.${kind}`), "::before");
          return [shape.borderRadius, shape.clipPath, shape.rotate, shape.backgroundColor].join();
        })"""
    )
    assert len(set(seen)) == 5
    context.close()


def test_text_that_moves_is_still_for_who_asks_for_it(visitor):
    tab = visitor().new_page()
    tab.goto("/om/")
    assert tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert tab.evaluate("getComputedStyle(document.querySelector('a')).transitionDuration") == "0s"
    tab.close()
