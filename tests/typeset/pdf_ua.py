"""What a PDF lacks of PDF/UA-1: the conditions of the Matterhorn Protocol that a machine can check.

Not all of them: a person still judges whether a description describes. Numbers in the messages are
the protocol's checkpoints.
"""

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf

PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
UA = "{http://www.aiim.org/pdfua/ns/id/}part"
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def faults(pdf: bytes) -> list[str]:
    """Every fault found, none for a good file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [*_document(document), *_structure(document), *_fonts(document)]
        for number, page in enumerate(document.pages, start=1):
            found += [f"page {number}: {fault}" for fault in _page(document, page)]
        return found


def _document(document) -> Iterator[str]:
    root = document.Root
    with document.open_metadata() as metadata:
        if metadata.get(UA) != "1":
            yield "06-002 the metadata do not claim PDF/UA-1"
        if not metadata.get(TITLE):
            yield "06-003 the metadata have no title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "07-002 the title is not displayed"
    if not root.get("/Lang"):
        yield "11-006 the document has no language"
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "06-001 the document is not marked as tagged"
    if root.get("/MarkInfo", {}).get("/Suspects"):
        yield "02-004 the tags are suspect"


def elements(document) -> list[pikepdf.Object]:
    """Every structure element in the order of reading."""

    def walk(node) -> Iterator[pikepdf.Object]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            yield from walk(node.get("/K", pikepdf.Array()))

    return list(walk(document.Root.StructTreeRoot.K))


def _kids(element) -> list:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _structure(document) -> Iterator[str]:
    if "/StructTreeRoot" not in document.Root:
        yield "01-006 there is no structure tree"
        return
    level = 0
    for element in elements(document):
        tag = str(element.S)
        if tag == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "13-004 a figure has no description"
        if tag in {f"/H{number}" for number in range(1, 7)}:
            if int(tag[2]) > level + 1:
                yield f"14-003 a heading of level {tag[2]} follows one of level {level}"
            level = int(tag[2])
        if tag == "/Table":
            yield from _table(element)
        if tag == "/LI" and not {str(kid.S) for kid in _kids(element)} <= {"/Lbl", "/LBody"}:
            yield "09-005 a list item holds something else than label and body"
        if tag == "/L" and {str(kid.S) for kid in _kids(element)} != {"/LI"}:
            yield "09-004 a list holds something else than items"
        if tag == "/Link" and not any(str(_type(kid)) == "/OBJR" for kid in _kids(element)):
            yield "28-011 a link has no annotation"


def _type(kid) -> object:
    return kid.get("/Type", "") if isinstance(kid, pikepdf.Dictionary) else ""


def _table(table) -> Iterator[str]:
    rows = [
        row
        for part in _kids(table)
        for row in ([part] if part.S == "/TR" else _kids(part))
        if row.S == "/TR"
    ]
    if len({len(_kids(row)) for row in rows}) != 1:
        yield "15-003 the rows of a table differ in length"
    headings = [cell for row in rows for cell in _kids(row) if cell.S == "/TH"]
    if not headings:
        yield "15-001 a table has no heading cells"
    for cell in headings:
        attributes = cell.get("/A", pikepdf.Array())
        said = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
        if not any("/Scope" in one for one in said):
            yield "15-003 a heading cell does not say what it heads"


def _fonts(document) -> Iterator[str]:
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font":
            if "/ToUnicode" not in thing and thing.get("/Subtype") == "/Type0":
                yield f"10-001 the font {thing.BaseFont} does not say its letters"
            described = thing.get("/FontDescriptor")
            if described is not None and not {"/FontFile2", "/FontFile3"} & set(described.keys()):
                yield f"31-009 the font {thing.BaseFont} is not embedded"


def _page(document, page) -> Iterator[str]:
    marks, painted, numbers = [], 0, Counter()
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            named = operands[1] if name == "BDC" else {}
            number = int(named.MCID) if "/MCID" in named else None
            marks.append(number if number is not None else str(operands[0]))
            numbers.update([number] if number is not None else [])
        elif name == "EMC":
            marks.pop()
        elif name in PAINTS and not any(mark == "/Artifact" or mark in numbers for mark in marks):
            painted += 1
    if painted:
        yield f"01-005 {painted} things are painted outside of tags and artifacts"
    if any(count > 1 for count in numbers.values()):
        yield "a number marks two pieces of the page"
    yield from _owners(document, page, set(numbers))
    if "/Annots" in page.obj:
        if page.obj.get("/Tabs") != "/S":
            yield "28-009 the tab order does not follow the structure"
        if any("/Contents" not in note for note in page.obj.Annots):
            yield "28-004 an annotation has no description"


def _owners(document, page, numbers: set[int]) -> Iterator[str]:
    """Every marked piece belongs to one element, and the tree of parents says the same."""
    owned = Counter()
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    listed = parents[int(page.obj.StructParents)] if "/StructParents" in page.obj else []
    for element in elements(document):
        here = element.get("/Pg")
        for kid in _kids(element):
            if isinstance(kid, int) and here is not None and here.objgen == page.obj.objgen:
                number = kid
            elif _type(kid) == "/MCR" and kid.get("/Pg", here).objgen == page.obj.objgen:
                number = int(kid.MCID)
            else:
                continue
            owned[number] += 1
            if number >= len(listed) or listed[number].objgen != element.objgen:
                yield f"the tree of parents does not know the owner of piece {number}"
    if set(owned) != numbers:
        yield f"pieces without an owner, or the reverse: {sorted(set(owned) ^ numbers)}"
    if any(count > 1 for count in owned.values()):
        yield "a piece has two owners"
