"""A codebook as DDI Codebook 2.5, the XML in which data archives describe a survey.

Elements and their order are those of the schema of 2012-01-17 (DDI Alliance).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from tryggve.exchange.labels import LabelledCode

NAMESPACE = "ddi:codebook:2_5"
SOFTWARE = "Tryggve"


@dataclass(frozen=True)
class DdiVariable:
    """A column. `universe`: who is asked, where not everybody is; `concept`: the problem area."""

    name: str
    label: str
    group: str
    question: str
    instruction: str = ""
    universe: str = ""
    concept: str = ""
    is_text: bool = False
    is_continuous: bool = False
    decimals: int = 0
    categories: tuple[LabelledCode, ...] = ()


@dataclass(frozen=True)
class DdiGroup:
    """Columns that belong together: a block of the questionnaire."""

    name: str
    label: str


@dataclass(frozen=True)
class DdiCodebook:
    """A survey's codebook in one language. `identifier` names the study among others."""

    identifier: str
    title: str
    version: str
    language: str
    abstract: str
    made: date
    groups: Sequence[DdiGroup]
    variables: Sequence[DdiVariable]


def write_ddi(codebook: DdiCodebook) -> bytes:
    """The codebook as XML in UTF-8. The same codebook gives the same bytes."""
    root = ElementTree.Element(
        "codeBook",
        {"xmlns": NAMESPACE, "version": "2.5", "xml:lang": codebook.language},
    )
    _document(root, codebook)
    _study(root, codebook)
    data = ElementTree.SubElement(root, "dataDscr")
    for group in codebook.groups:
        _group(data, group, codebook.variables)
    for variable in codebook.variables:
        _variable(data, variable)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _document(root: ElementTree.Element, codebook: DdiCodebook) -> None:
    citation = ElementTree.SubElement(ElementTree.SubElement(root, "docDscr"), "citation")
    titles = ElementTree.SubElement(citation, "titlStmt")
    _text(titles, "titl", codebook.title)
    production = ElementTree.SubElement(citation, "prodStmt")
    made = codebook.made.isoformat()
    _text(production, "prodDate", made, date=made)
    _text(production, "software", SOFTWARE)


def _study(root: ElementTree.Element, codebook: DdiCodebook) -> None:
    study = ElementTree.SubElement(root, "stdyDscr")
    citation = ElementTree.SubElement(study, "citation")
    titles = ElementTree.SubElement(citation, "titlStmt")
    _text(titles, "titl", codebook.title)
    _text(titles, "IDNo", codebook.identifier)
    versions = ElementTree.SubElement(citation, "verStmt")
    _text(versions, "version", codebook.version)
    information = ElementTree.SubElement(study, "stdyInfo")
    _text(information, "abstract", codebook.abstract or codebook.title)


def _group(data: ElementTree.Element, group: DdiGroup, variables: Sequence[DdiVariable]) -> None:
    members = " ".join(_identifier(each.name) for each in variables if each.group == group.name)
    place = ElementTree.SubElement(
        data, "varGrp", {"ID": f"G_{group.name}", "type": "section", "var": members}
    )
    _text(place, "labl", group.label)


def _variable(data: ElementTree.Element, variable: DdiVariable) -> None:
    place = ElementTree.SubElement(
        data,
        "var",
        {
            "ID": _identifier(variable.name),
            "name": variable.name,
            "dcml": str(variable.decimals),
            "intrvl": "contin" if variable.is_continuous else "discrete",
        },
    )
    _text(place, "labl", variable.label)
    question = ElementTree.SubElement(place, "qstn")
    _text(question, "qstnLit", variable.question)
    if variable.instruction:
        _text(question, "ivuInstr", variable.instruction)
    if variable.universe:
        _text(place, "universe", variable.universe)
    for category in variable.categories:
        missing = {"missing": "Y"} if category.is_missing else {}
        one = ElementTree.SubElement(place, "catgry", missing)
        _text(one, "catValu", str(category.code))
        _text(one, "labl", category.label)
    if variable.concept:
        _text(place, "concept", variable.concept)
    kind = "character" if variable.is_text else "numeric"
    ElementTree.SubElement(place, "varFormat", {"type": kind})


def _text(parent: ElementTree.Element, name: str, text: str, **attributes: str) -> None:
    ElementTree.SubElement(parent, name, attributes).text = text


def _identifier(name: str) -> str:
    return f"V_{name}"
