"""What is posted to many people: set once, with each recipient's address and codes laid over.

The address stands in the window of a Swedish window envelope, or in the same place of a card.
Beside it stands the code of the item, in a symbol and in letters: by it one that is returned is
known without opening it. It is no code to answer with.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import zxingcpp

from tryggve.paper.layout import HEIGHT, WIDTH, Rectangle
from tryggve.paper.overlay import drawn_mask
from tryggve.paper.sheet_code import data_matrix
from tryggve.paper.sheet_code import written as sheet_written
from tryggve.privacy.respondent_codes import written
from tryggve.typeset.compile import to_pdf

TEMPLATE = Path(__file__).parent / "templates" / "recipients.typ"
SIZE, LEAST_SIZE = 10.5, 8.0  # points, of an address
MOST_LINES = 6
MARK = 8.0  # mm, the square in whose middle the symbol of an item stands
BESIDE_MARK = 3.0  # mm from the square to the address


@dataclass(frozen=True)
class Piece:
    """A letter or a card without its recipient.

    `pdf`: tagged (PDF/UA-1); the address goes on its first page. `window`: where. `code`, `qr`:
    where the code to answer with goes, and the link with it; None where it is not printed.
    `size`: width and height of the paper, mm.
    """

    pdf: bytes
    window: Rectangle
    link: str = ""
    code: Rectangle | None = None
    qr: Rectangle | None = None
    size: tuple[float, float] = (WIDTH, HEIGHT)


@dataclass(frozen=True)
class Recipient:
    """`lines`: of the address, at most six. `item`: the code of the item, ten signs. `code`: to
    answer with, as it is kept, without hyphens; empty on a card, which anybody can read."""

    lines: Sequence[str]
    item: str
    code: str = ""


def address_lines(person: Mapping[str, str]) -> list[str]:
    """The lines of an address as the register keeps it: name, care of, street, place, country."""
    code = person.get("postal_code", "")
    in_sweden = not person.get("country") and len(code) == 5
    postal = f"{code[:3]} {code[3:]}" if in_sweden else code
    lines = [
        person.get("name", ""),
        f"c/o {person['care_of']}" if person.get("care_of") else "",
        person.get("street", ""),
        f"{postal} {person.get('place', '')}".strip(),
        person.get("country", ""),
    ]
    return [line for line in lines if line]


def printed(piece: Piece, recipients: Sequence[Recipient]) -> bytes:
    """A PDF with the pages of the piece for each recipient, for a printer: untagged, and the same
    for the same people.

    ValueError for an address of no line or more than six. Raises `TypesetError`.
    """
    if wrong := [each for each in recipients if not 0 < len(each.lines) <= MOST_LINES]:
        raise ValueError(f"{len(wrong)} addresses have no line, or more than {MOST_LINES}")
    with (
        pikepdf.new() as out,
        pikepdf.open(io.BytesIO(piece.pdf)) as blank,
        pikepdf.open(io.BytesIO(_overlays(piece, recipients))) as overlays,
    ):
        first, *others = [
            out.make_indirect(out.copy_foreign(page.as_form_xobject())) for page in blank.pages
        ]
        box = out.make_indirect(pikepdf.Array(list(blank.pages[0].mediabox)))

        def add(content: bytes, objects: dict[str, pikepdf.Object]) -> None:
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=box,
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(objects)),
                Contents=out.make_stream(content),
            )
            out.pages.append(pikepdf.Page(out.make_indirect(page)))

        for page, recipient in zip(overlays.pages, recipients, strict=True):
            own = out.copy_foreign(page.as_form_xobject())
            add(b"q /L Do Q q /A Do Q\n" + _symbols(piece, recipient), {"/L": first, "/A": own})
            for other in others:
                add(b"q /L Do Q", {"/L": other})
        file = io.BytesIO()
        out.save(
            file,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return file.getvalue()


def _overlays(piece: Piece, recipients: Sequence[Recipient]) -> bytes:
    """What is set in letters for each recipient, a page each."""
    width, height = piece.size
    return to_pdf(
        TEMPLATE,
        {
            "page": {"width": width, "height": height},
            "recipients": [
                {
                    "lines": list(each.lines),
                    "item": sheet_written(each.item),
                    "code": written(each.code) if piece.code else "",
                }
                for each in recipients
            ],
            "window": asdict(piece.window),
            "code": asdict(piece.code) if piece.code else None,
            "mark": MARK,
            "beside": BESIDE_MARK,
            "size": SIZE,
            "least": LEAST_SIZE,
        },
        language="sv",
        title="-",
        made=datetime(2000, 1, 1, tzinfo=UTC),
        is_tagged=False,
    )


def _symbols(piece: Piece, recipient: Recipient) -> bytes:
    """The item's symbol, and the QR code to answer with."""
    _width, height = piece.size
    mark = Rectangle(piece.window.x, piece.window.y, MARK, MARK)
    drawn = [drawn_mask(data_matrix(recipient.item), mark, height=height)]
    if piece.qr:
        drawn.append(_qr(piece.link, recipient.code, piece.qr, height))
    return b"\n".join(drawn)


def _qr(link: str, code: str, square: Rectangle, height: float) -> bytes:
    """The link with the code behind the #, which no browser sends."""
    barcode = zxingcpp.create_barcode(f"{link}#{code}", zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)
    dark = np.array(image) == 0
    return drawn_mask(dark, square, module=square.width / dark.shape[0], height=height)
