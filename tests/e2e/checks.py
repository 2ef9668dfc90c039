"""What is asked of every page in the browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BIDI = {"sv": "ltr", "en": "ltr", "ar": "rtl"}

# Every element that the keyboard reaches, and whether its outline can be seen.
WITHOUT_FOCUS = """() => {
  const reached = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(reached)]
    .filter((element) => element.checkVisibility() && !element.disabled
      && element.tabIndex >= 0 && element.type !== "hidden")
    .filter((element) => {
      element.focus();
      const style = getComputedStyle(element);
      return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}"""

# What is wider than the window, for who has to mend it.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest(".table"))
    .filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width && (box.right > width + 1 || box.left < -1) && box.right > 0;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}"""


def listen_to(tab: Page) -> list[str]:
    """What the browser complains about from now on: errors, refused content, warnings."""
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text) if _is_bad(message.type) else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    return said


def language_of(tab: Page) -> tuple[str | None, str | None]:
    html = tab.locator("html")
    return html.get_attribute("lang"), html.get_attribute("dir")


def axe_violations(tab: Page) -> list[str]:
    found: Any = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def too_wide(tab: Page) -> list[str]:
    return tab.evaluate(TOO_WIDE)


def without_focus(tab: Page) -> list[str]:
    tab.keyboard.press("Tab")  # from here on the browser shows where the focus is
    return tab.evaluate(WITHOUT_FOCUS)


def in_large_text(tab: Page, percent: int = 200) -> None:
    """As for who has set the browser's text to twice its size."""
    tab.evaluate("size => { document.documentElement.style.fontSize = size }", f"{percent}%")


def _is_bad(kind: str) -> bool:
    return kind in {"error", "warning"}
