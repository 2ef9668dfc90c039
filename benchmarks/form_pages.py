"""Pages of forms with each recipient's codes, beside reportlab with shared pages and segno.

CPU seconds of one core. The peer draws two symbols a page over pages that it shares as we do; they
hold the boxes alone, without the words. segno makes QR symbols: it knows no Data Matrix.
"""

import io
import time
from collections.abc import Callable, Iterator
from datetime import date

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from benchmarks import Row
from tryggve.paper.form import Form, typeset_form
from tryggve.paper.layout import HEIGHT, Layout, codes
from tryggve.paper.overlay import Copy, printed
from tryggve.paper.sheet_code import Side, new_sheet_code, written
from tryggve.questionnaire.standard import standard_questionnaire

RECIPIENTS = {"quick": 200, "full": 1_000}
TYPESET = {"quick": 5, "full": 20}
MADE = date(2026, 11, 27)


def run(size: str) -> Iterator[Row]:
    form = typeset_form(standard_questionnaire(), language="sv", made=MADE)
    layout = form.layout
    copies = [
        Copy([new_sheet_code() for _ in range(layout.sheets)]) for _ in range(RECIPIENTS[size])
    ]
    number = len(copies) * layout.pages
    yield told("tryggve, codes over shared pages", number, len(copies),
               lambda: printed(form.pdf, layout, copies), len(form.pdf))  # fmt: skip
    yield told("reportlab and segno, shared pages", number, len(copies),
               lambda: by_reportlab(layout, copies), 0)  # fmt: skip
    some = TYPESET[size]
    yield told("typst, each form typeset in full", some * layout.pages, some,
               lambda: b"".join(full().pdf for _ in range(some)), 0)  # fmt: skip


def full() -> Form:
    return typeset_form(standard_questionnaire(), language="sv", made=MADE)


def told(what: str, pages: int, recipients: int, make: Callable[[], bytes], shared: int) -> Row:
    begun = time.process_time()
    content = make()
    seconds = time.process_time() - begun
    each = (len(content) - shared) / recipients
    return Row(what, f"{pages / seconds:,.0f} pages a second, {each / 1000:.1f} kB a recipient")


def by_reportlab(layout: Layout, copies: list[Copy]) -> bytes:
    """The boxes as shared forms, and both symbols drawn module by module."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(210 * mm, 297 * mm), pageCompression=1)
    for page in range(1, layout.pages + 1):
        canvas.beginForm(f"P{page}")
        for box in layout.boxes:
            if box.page == page:
                area = box.area
                canvas.rect(area.x * mm, (HEIGHT - area.y - area.height) * mm,
                            area.width * mm, area.height * mm)  # fmt: skip
        canvas.endForm()
    for copy in copies:
        for page in range(1, layout.pages + 1):
            side = Side(layout.id, page, copy.sheets[(page - 1) // 2])
            canvas.doForm(f"P{page}")
            modules = [list(row) for row in segno.make_qr(str(side), error="m").matrix]
            for square in codes():
                step = square.width * mm / len(modules)
                for row, line in enumerate(modules):
                    for column, dark in enumerate(line):
                        if dark:
                            canvas.rect(square.x * mm + column * step,
                                        (HEIGHT - square.y) * mm - (row + 1) * step,
                                        step, step, stroke=0, fill=1)  # fmt: skip
            canvas.drawString(52 * mm, 12 * mm, written(side.sheet))
            canvas.showPage()
    canvas.save()
    return file.getvalue()
