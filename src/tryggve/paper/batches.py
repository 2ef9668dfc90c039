"""Files for the printer: some hundreds of items in each, in the order in which they are posted.

A batch holds all that its files are made of, so that any process can make them, again and again,
with the same bytes.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from tryggve.paper.form import Form
from tryggve.paper.mail import Piece, Recipient
from tryggve.paper.mail import printed as printed_mail
from tryggve.paper.overlay import Copy
from tryggve.paper.overlay import printed as printed_forms

SIZE = 500  # items; the time of one large file grows faster than its items
# Grams, for the postage: a sheet of A4 of 80 g/m2, and what we take an envelope of C5 and a card of
# 250 g/m2 to weigh. The printer weighs one.
SHEET, ENVELOPE, CARD = 5.0, 7.0, 7.8


@dataclass(frozen=True)
class Batch:
    """`name`: of its files. `form`: None where none goes with the item; otherwise `copies` holds
    the codes of each recipient's sheets, in the order of the recipients."""

    name: str
    piece: Piece
    recipients: Sequence[Recipient]
    form: Form | None = None
    copies: Sequence[Copy] = ()


@dataclass(frozen=True)
class PrintedFile:
    """A file as the manifest tells of it."""

    name: str
    pages: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class PrintedBatch:
    """A batch as the manifest tells of it: no name, no address, no code to answer with.

    `sender`: whose letter it is. `first`, `last`: the codes of the first and the last item, as they
    stand beside the address. `postal_codes`: of the first and the last.
    """

    name: str
    sender: str
    items: int
    first: str
    last: str
    postal_codes: tuple[str, str]
    files: tuple[PrintedFile, ...]


@dataclass(frozen=True)
class Contents:
    """What goes into one envelope. `form_sheets`: of the form, 0 where there is none."""

    is_card: bool
    form_sheets: int

    @property
    def grams(self) -> float:
        """What an item weighs, about."""
        if self.is_card:
            return CARD
        reply = ENVELOPE if self.form_sheets else 0.0
        return ENVELOPE + reply + SHEET * (1 + self.form_sheets)


def files_of(batch: Batch) -> dict[str, bytes]:
    """The PDFs of a batch by their names. The same batch gives the same bytes."""
    kind = "letters" if batch.piece.code else "cards"
    files = {f"{batch.name}-{kind}.pdf": printed_mail(batch.piece, batch.recipients)}
    if batch.form:
        files[f"{batch.name}-forms.pdf"] = printed_forms(
            batch.form.pdf, batch.form.layout, batch.copies
        )
    return files


def told(files: Mapping[str, bytes], batch: Batch) -> tuple[PrintedFile, ...]:
    """What the manifest tells of the files of a batch."""
    form_pages = batch.form.layout.pages if batch.form else 0
    sides = 1 if batch.piece.code else 2
    return tuple(
        PrintedFile(
            name,
            len(batch.recipients) * (form_pages if name.endswith("-forms.pdf") else sides),
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        for name, content in files.items()
    )


def manifest(
    batches: Sequence[PrintedBatch], *, about: Mapping[str, str | int], contents: Contents
) -> bytes:
    """The list of all files as JSON: what they hold, their checksums, and what an item weighs."""
    items = sum(batch.items for batch in batches)
    whole = {
        **about,
        "items": items,
        "contents": {
            "letter": int(not contents.is_card),
            "card": int(contents.is_card),
            "form_sheets": contents.form_sheets,
            "reply_envelope": int(bool(contents.form_sheets)),
        },
        "grams_each_about": contents.grams,
        "kilograms_about": round(items * contents.grams / 1000, 1),
        "batches": [asdict(batch) for batch in batches],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def checksums(batches: Sequence[PrintedBatch]) -> bytes:
    """The checksums as `sha256sum --check` reads them."""
    lines = (f"{file.sha256}  {file.name}\n" for batch in batches for file in batch.files)
    return "".join(lines).encode()
