"""The commands on questionnaires: from file to file, and nothing written where all is not well."""

import json

import defusedxml.ElementTree
import pytest
from typer.testing import CliRunner

from tests.forms import form, text_of
from tryggve.cli.questionnaire import app
from tryggve.paper.layout import read_layout
from tryggve.questionnaire.reading import read_questionnaire_file
from tryggve.questionnaire.standard import standard_questionnaire
from tryggve.wording.problems import InputError
from tryggve.wording.text import speaking


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


@pytest.fixture
def grid(tmp_path):
    file = tmp_path / "grid.yaml"
    file.write_text(text_of("grid"), encoding="utf-8")
    return file


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_standard_questionnaire_is_written_and_passes_its_check(tmp_path):
    out = tmp_path / "own.yaml"
    assert run("standard", "--out", out).exit_code == 0
    assert read_questionnaire_file(out) == standard_questionnaire()
    told = run("check", out).output.splitlines()
    items = len(standard_questionnaire().variables)
    assert told[0] == f"trygghet 1: {items} items, 50 indicators. Nothing is wrong."
    assert told[1] == "Swedish: drafted by machine, not approved"
    assert told[-1].startswith("Content hash: ")


def test_all_that_is_wrong_is_in_one_report(tmp_path):
    file = tmp_path / "wrong.yaml"
    wrong = text_of("grid").replace("scale: problem", "scale: nothing").replace(", ar: الضوضاء", "")
    file.write_text(wrong, encoding="utf-8")
    result = run("check", file)
    assert isinstance(result.exception, InputError)
    assert {problem.file for problem in result.exception.problems} == {"wrong.yaml"}
    assert len(result.exception.problems) >= 2


def test_an_approval_is_told(grid):
    approved = text_of("grid").replace(
        "ar: {written_by: machine}",
        "ar: {written_by: machine, approved: {reviewer: A. Reviewer, on: 2026-03-05}}",
    )
    grid.write_text(approved, encoding="utf-8")
    assert "Arabic: approved by A. Reviewer on 5 March 2026" in run("check", grid).output


def test_texts_go_out_and_come_in_translated(grid, tmp_path):
    texts, out = tmp_path / "fi.json", tmp_path / "new.yaml"
    assert run("texts", grid, "--language", "fi", "--out", texts).exit_code == 0
    rows = json.loads(texts.read_text())
    assert rows["litter.text"] == {"source": "Skräp", "fi": None}
    rows["litter.text"]["fi"] = "Roskat"
    texts.write_text(json.dumps(rows))
    result = run("fill", grid, texts, "--language", "fi", "--out", out)
    assert result.output == "Texts taken in: 1.\n"
    filled = read_questionnaire_file(out, unfinished_translations=True)
    assert filled.variables["litter"].text["fi"] == "Roskat"


def test_a_file_that_holds_no_texts_is_refused(grid, tmp_path):
    for number, content in enumerate(["[]", "{", '{"litter.text": "Roskat"}']):
        texts = tmp_path / f"{number}.json"
        texts.write_text(content)
        out = tmp_path / "out.yaml"
        result = run("fill", grid, texts, "--language", "fi", "--out", out)
        assert isinstance(result.exception, InputError)
        assert not out.exists()


def test_a_stamp_makes_translations_new_again(tmp_path):
    file, out = tmp_path / "old.yaml", tmp_path / "new.yaml"
    run("standard", "--out", file)
    file.write_text(file.read_text().replace("sv: Nedskräpning\n", "sv: Skräp ute\n"))
    assert isinstance(run("check", file).exception, InputError)
    tags = ",".join(tag for tag in standard_questionnaire().languages if tag != "sv")
    assert run("stamp", file, "--language", tags, "--out", out).exit_code == 0
    assert run("check", out).exit_code == 0


def test_xlsform_out_and_in(grid, tmp_path):
    sheet, back = tmp_path / "grid.xlsx", tmp_path / "back.yaml"
    assert run("convert", grid, "--out", sheet).exit_code == 0
    assert run("check", sheet).exit_code == 0
    assert run("convert", sheet, "--out", back).exit_code == 0
    assert read_questionnaire_file(back) == form("grid")


def test_the_difference_names_series_that_break(grid, tmp_path):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    for file in (old, new):
        run("standard", "--out", file)
    changed = new.read_text().replace("Klotter", "Målat på väggar")
    changed = changed.replace("sv: Narkotika säljs", "sv: Att narkotika säljs öppet")
    new.write_text(changed)
    tags = ",".join(tag for tag in standard_questionnaire().languages if tag != "sv")
    run("stamp", new, "--language", tags, "--out", new)
    told = run("difference", old, new).output
    assert "The series of drug_dealing breaks" in told
    assert "Indicators that can be compared: 49." in told


@pytest.mark.parametrize(
    ("ending", "start"),
    [
        ("pdf", b"%PDF-"),
        ("html", b"<!DOCTYPE html>"),
        ("xml", b"<?xml"),
        ("sps", "\ufeffVARIABLE LABELS".encode()),
        ("R", b"# Labels"),
    ],
)
def test_a_codebook_by_the_end_of_its_name(grid, tmp_path, ending, start):
    out = tmp_path / f"codebook.{ending}"
    result = run("codebook", grid, "--language", "en", "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(start)


def test_the_codebook_is_in_the_language_of_the_command(grid, tmp_path):
    out = tmp_path / "codebook.xml"
    run("codebook", grid, "--out", out)
    root = defusedxml.ElementTree.parse(out).getroot()
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


@pytest.mark.parametrize(
    "words",
    [
        ("codebook", "--out", "book.doc"),
        ("codebook", "--out", "book.pdf", "--language", "fi"),
        ("convert", "--out", "form.csv"),
        ("texts", "--out", "x.json", "--language", "xx"),
        ("stamp", "--out", "x.yaml", "--language", "ar,xx"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_written(grid, tmp_path, words, monkeypatch):
    monkeypatch.chdir(tmp_path)
    verb, *options = words
    result = run(verb, grid, *options)
    assert isinstance(result.exception, InputError), result.output
    assert [each.name for each in tmp_path.iterdir()] == ["grid.yaml"]


def test_a_file_that_is_not_there_is_told(tmp_path):
    for name in ("none.yaml", "none.xlsx"):
        result = run("check", tmp_path / name)
        assert isinstance(result.exception, InputError)
        assert result.exception.problems[0].file == name


def test_a_form_on_paper_with_its_layout(grid, tmp_path):
    out, layout = tmp_path / "form.pdf", tmp_path / "layout.json"
    result = run("form", grid, "--out", out, "--layout", layout)
    assert result.exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert read_layout(layout.read_text()).id in result.output
    result = run("form", grid, "--out", tmp_path / "none.pdf", "--language", "ar")
    assert isinstance(result.exception, InputError)
    assert not (tmp_path / "none.pdf").exists()
