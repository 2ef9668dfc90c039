"""The questionnaire as DDI, and as labels for SPSS and R."""

import re
from datetime import date
from xml.etree import ElementTree

import defusedxml.ElementTree
import polars as pl
import pyreadstat
import pytest

from tests.forms import NAMES, form
from tryggve.exchange.codebooks import ddi_codebook, labelled_columns
from tryggve.exchange.ddi import write_ddi
from tryggve.exchange.labels import LabelledCode, LabelledColumn, r_script, spss_syntax
from tryggve.questionnaire.columns import NOT_ASKED, Kind, columns
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.standard import standard_questionnaire

# The order of the children that we write, among those of the schema of DDI Codebook 2.5.
ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "docDscr": "citation guide docStatus docSrc",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "prodStmt": "producer copyright prodDate prodPlac software fundAg grantNo",
    "verStmt": "version verResp notes",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs othrStdyMat",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng "
    "undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept "
    "derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "catgry": "catValu labl txt catStat mrow",
}
DDI = "{ddi:codebook:2_5}"
DAY = date(2026, 3, 5)


def ddi(questionnaire: Questionnaire, language: str = "sv") -> ElementTree.Element:
    return defusedxml.ElementTree.fromstring(
        write_ddi(ddi_codebook(questionnaire, language, made=DAY))
    )


def questionnaires() -> list[Questionnaire]:
    return [standard_questionnaire(), *(form(name) for name in NAMES)]


@pytest.mark.parametrize("questionnaire", questionnaires(), ids=lambda each: each.name)
def test_ddi_has_its_elements_in_the_order_of_the_schema(questionnaire: Questionnaire) -> None:
    for element in ddi(questionnaire).iter():
        children = [child.tag.removeprefix(DDI) for child in element]
        order = ORDER.get(element.tag.removeprefix(DDI), "").split()
        assert set(children) <= set(order)
        assert children == sorted(children, key=order.index)


@pytest.mark.parametrize("questionnaire", questionnaires(), ids=lambda each: each.name)
def test_every_reference_in_ddi_leads_to_one_element(questionnaire: Questionnaire) -> None:
    root = ddi(questionnaire)
    found = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(found) == len(set(found))
    led_to = [name for group in root.iter(f"{DDI}varGrp") for name in group.get("var", "").split()]
    assert sorted(led_to) == sorted(name for name in found if str(name).startswith("V_"))


def test_ddi_holds_question_codes_and_who_is_asked() -> None:
    (theft,) = [
        var for var in ddi(standard_questionnaire(), "en").iter(f"{DDI}var")
        if var.get("name") == "reported_theft"
    ]  # fmt: skip
    assert theft.findtext(f"{DDI}qstn/{DDI}qstnLit") == (
        "Did you or somebody else report it to the police?"
    )
    assert theft.findtext(f"{DDI}qstn/{DDI}ivuInstr") == "Think of the latest time."
    assert str(theft.findtext(f"{DDI}universe")).startswith("Asked if victim_theft is 2 Yes")
    missing = [
        (each.findtext(f"{DDI}catValu"), each.get("missing")) for each in theft.iter(f"{DDI}catgry")
    ]
    assert missing == [
        ("1", None), ("2", None), ("8", "Y"), ("9", "Y"), ("-1", "Y"), ("-2", "Y")
    ]  # fmt: skip


def test_ddi_is_the_same_whenever_it_is_written_on_a_day() -> None:
    codebook = ddi_codebook(standard_questionnaire(), "ar", made=DAY)
    assert write_ddi(codebook) == write_ddi(codebook)


def test_every_column_and_code_is_labelled_in_spss_and_missing_where_it_should_be() -> None:
    labelled = labelled_columns(standard_questionnaire(), "sv")
    syntax = spss_syntax(labelled, not_asked=NOT_ASKED)
    assert syntax.startswith("\ufeffVARIABLE LABELS\n  litter 'Är något av detta")
    named = re.findall(r"^VALUE LABELS (\w+)$", syntax, re.MULTILINE)
    assert named == [
        each.name for each in columns(standard_questionnaire()) if each.kind is Kind.CODE
        or each.name == "age"
    ]  # fmt: skip
    assert "RECODE reported_theft (-2=SYSMIS)." in syntax
    assert "MISSING VALUES reported_theft (-1, 8, 9)." in syntax
    assert "MISSING VALUES out_late (-1, 9)." in syntax


def test_spss_has_room_for_three_missing_codes_or_a_range_and_one() -> None:
    def column(*missing: int, valid: int = 1) -> LabelledColumn:
        codes = [LabelledCode(code, "x", is_missing=True) for code in missing]
        return LabelledColumn("q", "Q", (LabelledCode(valid, "yes"), *codes))

    assert "MISSING VALUES q (7 THRU 9, -1)." in spss_syntax([column(-1, 7, 8, 9)], not_asked=-2)
    with pytest.raises(ValueError, match="q: SPSS has no place"):
        spss_syntax([column(-1, 7, 9, 10, valid=8)], not_asked=-2)


@pytest.mark.parametrize("text", ["it's", 'say "hi"', "back\\slash", "two\nlines", "å" * 300])
def test_a_label_cannot_break_out_of_its_quotes(text: str) -> None:
    column = LabelledColumn("q", text, (LabelledCode(1, text),))
    spss = spss_syntax([column], not_asked=-2)
    first, second = re.findall(r"'((?:[^']|'')*)'", spss)
    assert first.replace("''", "'") == " ".join(text.split()).encode()[:255].decode(errors="ignore")
    assert len(second.replace("''", "'").encode()) <= 120
    assert spss.count("\n") == 5
    assert "\n" not in " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', r_script([column])))


def test_the_script_for_r_gives_each_column_its_codes() -> None:
    (line,) = [
        line for line in r_script(labelled_columns(form("non_answers"), "en")).splitlines()
        if line.startswith("answers$")
    ]  # fmt: skip
    assert line == (
        "answers$out_late <- label_column(as.double(answers$out_late), "
        '"How safe are you out late?", '
        'c("Safe" = 1, "Unsafe" = 2, "Do not go out late" = 7, "Prefer not to answer" = 9, '
        '"Asked, and not answered" = -1, "Not asked" = -2), c(9, -1, -2))'
    )


def test_labels_are_short_enough_for_a_file_of_spss(tmp_path) -> None:
    """The same labels in a real .sav, as pyreadstat writes them."""
    labelled = labelled_columns(standard_questionnaire(), "sv")
    coded = [each for each in labelled if each.codes]
    frame = pl.DataFrame(
        {each.name: [float(code.code) for code in each.codes[:2]] for each in coded}
    )
    file = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        frame,
        str(file),
        column_labels={each.name: each.label for each in coded},
        variable_value_labels={
            each.name: {float(code.code): code.label for code in each.codes} for each in coded
        },
    )
    _, meta = pyreadstat.read_sav(str(file), metadataonly=True, output_format="polars")
    assert meta.column_names_to_labels == {each.name: each.label for each in coded}
