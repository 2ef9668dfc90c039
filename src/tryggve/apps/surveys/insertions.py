"""What the printer is told of a mailing, and how its files are sent: one after another."""

import io
import zipfile
from collections.abc import Iterator

from tryggve.apps.accounts.models import User
from tryggve.apps.surveys.mail_texts import is_simulated
from tryggve.apps.surveys.models import FirmAgreement, MailBatch, Mailing
from tryggve.apps.surveys.orders import contact_of
from tryggve.apps.surveys.printing import note_made
from tryggve.apps.surveys.queries import (
    batches_of,
    contents_of,
    manifest_of,
    name_of,
    to_print,
)
from tryggve.documents.insertion_specification import Insertion, PostedBatch
from tryggve.paper.batches import files_of


def insertion_of(mailing: Mailing) -> Insertion:
    """The mailing as the printer sees it."""
    round = mailing.round
    contents = contents_of(mailing)
    printers = round.agreements.filter(work=FirmAgreement.Work.PRINT, until__gte=mailing.day)
    agreement = printers.order_by("-signed").first()
    return Insertion(
        round=round.title,
        number=mailing.number,
        what=str(mailing.get_kind_display()),
        sender=round.organisation.name,
        contact=contact_of(round.organisation),
        firm=agreement.firm if agreement else "–",
        agreement=agreement.reference if agreement else "–",
        day=mailing.day,
        is_card=contents.is_card,
        form_sheets=contents.form_sheets,
        grams=contents.grams,
        batches=[
            PostedBatch(name_of(each), each.sender.name, each.size, (each.first, each.last))
            for each in batches_of(mailing)
        ],
        is_simulated=is_simulated(round),
    )


def files_made(*, by: User, batch: MailBatch) -> dict[str, bytes]:
    """The files of a batch by their names; what the manifest tells of them is kept.

    PermissionDenied for who may not read addresses; InputError once the mailing is posted.
    """
    made = to_print(by=by, batch=batch)
    files = files_of(made)
    note_made(by=by, batch=batch, made=made, files=files)
    return files


def zipped(*, by: User, mailing: Mailing) -> Iterator[bytes]:
    """All files of a mailing as one ZIP file, batch by batch, then the manifest and the checksums.

    No more than a batch is held at a time, and nothing is stored.
    """
    out = _Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for batch in batches_of(mailing):
            for name, content in files_made(by=by, batch=batch).items():
                archive.writestr(zipfile.ZipInfo(name), content)
            yield out.taken()
        for name, content in manifest_of(mailing).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    yield out.taken()


class _Outgoing(io.RawIOBase):
    """A file that is written and sent on piece by piece."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override] # zipfile writes bytes alone
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        piece, self._waiting = bytes(self._waiting), bytearray()
        return piece
