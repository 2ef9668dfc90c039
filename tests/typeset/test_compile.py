import io
from datetime import UTC, datetime

import pikepdf
import pytest

from tests.typeset.pdf_ua import TITLE, UA, faults
from tests.typeset.reading import tree
from tryggve.typeset.compile import TypesetError, TypesetWarning, to_pdf

HOUSE = '#import "/typeset/templates/house.typ": *\n#show: house\n'
NOON = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)


def pdf(body, data=None, *, language="sv", title="Provsida", **others):
    return to_pdf(HOUSE + body, data or {}, language=language, title=title, **others)


def test_a_page_is_pdf_ua_with_title_and_language():
    made = pdf("= Åtgärder\nText med å, ä och ö.")
    assert faults(made) == []
    with pikepdf.open(io.BytesIO(made)) as document, document.open_metadata() as metadata:
        assert (metadata[UA], metadata[TITLE]) == ("1", "Provsida")
        assert (str(document.Root.Lang), len(document.pages)) == ("sv", 1)
        assert document.Root.ViewerPreferences.DisplayDocTitle is True


@pytest.mark.parametrize(
    ("language", "direction"), [("sv", "/L2R"), ("en", "/L2R"), ("ar", "/R2L")]
)
def test_the_direction_follows_the_language(language, direction):
    with pikepdf.open(io.BytesIO(pdf("= A", language=language))) as document:
        assert str(document.Root.Lang) == language
        assert str(document.Root.ViewerPreferences.Direction) == direction


def test_text_comes_out_as_it_went_in():
    said = "Räksmörgås på Åsögatan, én öl – 1\N{NO-BREAK SPACE}234,5 och ≥ 31 %"
    assert [p.text for p in tree(pdf("#data.said", {"said": said})).all("P")] == [said]


def test_what_looks_like_markup_in_the_data_stays_text():
    said = '#panic("x") *fet* _kursiv_ $x^2$ <etikett> @ref // nej \\ `kod` [x] "citat" --- ~'
    assert [p.text for p in tree(pdf("#data.said", {"said": said})).all("P")] == [said]


def test_a_title_with_markup_stays_text():
    made = pdf("= A", title="Blad *1* #x")
    with pikepdf.open(io.BytesIO(made)) as document, document.open_metadata() as metadata:
        assert metadata[TITLE] == "Blad *1* #x"
    assert faults(made) == []


def test_the_same_data_give_the_same_bytes():
    for language in ("sv", "ar"):
        one, two = (pdf("= السكان A", language=language, made=NOON) for _ in range(2))
        assert one == two


def test_a_template_may_be_a_file(tmp_path):
    template = tmp_path / "blad.typ"
    template.write_text(HOUSE + "= #data.name", encoding="utf-8")
    made = to_pdf(template, {"name": "Lessebo"}, language="sv", title="T")
    assert [heading.text for heading in tree(made).all("H1")] == ["Lessebo"]


def test_a_fault_in_a_template_is_told_with_file_and_line(tmp_path):
    template = tmp_path / "blad.typ"
    template.write_text(HOUSE + "\n#data.missing", encoding="utf-8")
    with pytest.raises(TypesetError) as error:
        to_pdf(template, {"name": "x"}, language="sv", title="T")
    fault = error.value.faults[0]
    assert (fault.file, fault.line, fault.column) == ("blad.typ", 4, 7)
    assert "missing" in fault.message


def test_a_fault_in_the_house_is_told_with_its_own_file():
    with pytest.raises(TypesetError) as error:
        pdf("#picture((width: 1, height: 1), width: 1cm)")
    assert error.value.faults[0].file.endswith("typeset/templates/house.typ")
    assert error.value.faults[0].line > 0


def test_every_letter_without_a_font_is_told():
    with pytest.raises(TypesetError) as error:
        pdf("Hej 中 och 🙂.")
    assert [(fault.file, fault.line) for fault in error.value.faults] == [("template", 3)] * 2
    assert ["中" in error.value.faults[0].message, "🙂" in error.value.faults[1].message] == [
        True
    ] * 2
    assert str(error.value).startswith("template:3:")


def test_a_picture_without_a_description_is_refused():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'
    with pytest.raises(TypesetError, match="missing alt text"):
        pdf('#image(bytes(data.svg), format: "svg")', {"svg": svg})


def test_a_doubt_is_a_warning():
    with pytest.warns(TypesetWarning, match="template:3:.*unknown font family"):
        pdf('#text(font: ("Noto Sans", "Finns Inte"))[x]')


@pytest.mark.parametrize("value", [float("nan"), object()])
def test_data_that_are_no_json_are_refused(value):
    with pytest.raises((TypeError, ValueError)):
        pdf("x", {"value": value})


def test_no_file_of_the_machine_can_be_read(tmp_path):
    (tmp_path / "hemligt.txt").write_text("hemligt")
    with pytest.raises(TypesetError, match=r"not found|escape|denied"):
        pdf(f'#read("{tmp_path}/hemligt.txt")')
