"""The stylesheets and the templates keep to the rules of the look."""

import re
from pathlib import Path

import pytest

from tests.factories import UserFactory, signed_in_as
from tryggve.site import look

SOURCE = Path(look.__file__).parents[1]
SHEETS = sorted((SOURCE / "site" / "static" / "site").glob("*.css"))
DOCUMENTS = SOURCE / "documents"  # files of their own, which the site never serves as pages
TEMPLATES = [
    each for each in sorted(SOURCE.rglob("templates/**/*.html")) if DOCUMENTS not in each.parents
]
DOCS = SOURCE.parents[1] / "docs" / "reference" / "look.md"

# What names a side of the screen instead of a side of the text.
PHYSICAL = re.compile(
    r"(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom"
    r"|(?:min-|max-)?(?:width|height))\s*:|text-align:\s*(?:left|right)|float:"
)


def test_the_stylesheets_are_light():
    assert sum(sheet.stat().st_size for sheet in SHEETS) < 30_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_stylesheet_names_no_side_of_the_screen(sheet):
    rules = re.sub(r"@media[^{]+|/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    assert PHYSICAL.findall(rules) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_are_named_in_one_place(sheet):
    if sheet.name != "tokens.css":
        assert re.findall(r"#[0-9a-f]{6}\b", sheet.read_text()) == []


def test_every_value_that_is_used_is_set():
    text = "".join(sheet.read_text() for sheet in SHEETS)
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used - set(re.findall(r"(--[\w-]+):", text)) == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: str(each.relative_to(SOURCE)))
def test_a_template_holds_no_script_no_style_and_no_picture_without_words(template):
    text = template.read_text()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    scripts = re.findall(r"<script[^>]*>", text)
    assert all("src=" in each or 'type="application/json"' in each for each in scripts)
    assert all(re.search(r"\salt=", image) for image in re.findall(r"<img[^>]*>", text, re.S))


def test_every_class_of_a_template_is_known():
    known = set(re.findall(r"\.([a-z][\w-]*)", "".join(sheet.read_text() for sheet in SHEETS)))
    own = SOURCE / "apps"
    used = {
        (str(template.relative_to(SOURCE)), name)
        for template in TEMPLATES
        if own not in template.parents
        for value in re.findall(r'class="([^"{]*)"', template.read_text())
        for name in value.split()
    }
    assert {each for each in used if each[1] not in known} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("is_demo", [False, True])
def test_the_page_of_all_elements_is_for_operators_and_in_a_demonstration_for_all(
    settings, is_demo
):
    settings.DEMO = is_demo
    operator = UserFactory(is_operator=True, second_factor=True)
    assert signed_in_as(operator).get("/design/").status_code == 200
    other = signed_in_as(UserFactory(second_factor=True)).get("/design/")
    assert other.status_code == (200 if is_demo else 403)


@pytest.mark.django_db
def test_a_demonstration_says_so_on_every_page(client, settings):
    assert "Demonstration" not in client.get("/").content.decode()
    settings.DEMO = True
    assert "Skriv ingenting om verkliga personer." in client.get("/").content.decode()


def test_the_docs_describe_every_building_block_of_a_page():
    text = DOCS.read_text()
    blocks = {each.name for each in (SOURCE / "web" / "templates" / "web").glob("*.html")}
    parts = {"cell.html", "error_summary.html", "field.html", "form.html", "hint.html"}
    written_by_tags = {"messages.html", "simulated.html", "table.html", "tag.html", "way.html"}
    unsaid = {name for name in blocks - parts - written_by_tags if f"web/{name}" not in text}
    assert unsaid == set()
