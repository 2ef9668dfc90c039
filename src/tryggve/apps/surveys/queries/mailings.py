"""The mailings of a round, and what a batch is printed from."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import User
from tryggve.apps.register import queries as register
from tryggve.apps.surveys.models import MailBatch, Mailing, MailPiece, OptOut, PaperForm, Round
from tryggve.paper.batches import (
    Batch,
    Contents,
    PrintedBatch,
    PrintedFile,
    checksums,
    manifest,
    told,
)
from tryggve.paper.form import Form
from tryggve.paper.layout import Rectangle, read_layout
from tryggve.paper.mail import Piece, Recipient
from tryggve.paper.overlay import Copy
from tryggve.paper.sheet_code import written
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

GROUND = gettext_noop("A batch of letters was printed")
CALL = gettext_noop("Somebody called who had no code at hand")


def calls_of(round: Round) -> QuerySet[OptOut]:
    """What was told on the telephone, the latest first."""
    noted = OptOut.objects.filter(person__round=round, by__isnull=False)
    return noted.select_related("by").order_by("-told", "-pk")


def people_named(*, by: User, round: Round, words: str) -> dict[str, dict[str, Any]]:
    """Names and addresses by pseudonym of those in the sample who are meant by some words: see
    `register.queries.people_named`."""
    sample = round.people.filter(draw__approved__isnull=False)
    return register.people_named(
        by=by,
        organisation=round.organisation,
        round_name=round.register_name,
        identifiers=[str(each) for each in sample.values_list("pseudonym", flat=True)],
        words=words,
        ground=CALL,
    )


def mailings_of(round: Round) -> QuerySet[Mailing]:
    """The mailings of a round in order, each with how many items it has and how many came back."""
    returned = Count("batches__items", filter=Q(batches__items__returned__isnull=False))
    return round.mailings.annotate(
        number_of_items=Coalesce("items_sent", Count("batches__items")),
        number_returned=Coalesce("items_returned", returned),
    ).order_by("number")


def batches_of(mailing: Mailing) -> QuerySet[MailBatch]:
    """The batches of a mailing in order."""
    return mailing.batches.select_related(
        "mailing__round__organisation", "piece__payer", "form"
    ).order_by("number")


def name_of(batch: MailBatch) -> str:
    """What its files are called before what each of them holds."""
    return f"{batch.mailing.round.name}-{batch.mailing.number}-{batch.number:04}"


def to_print(*, by: User, batch: MailBatch) -> Batch:
    """What the files of a batch are made of. PermissionDenied for who may not read addresses;
    InputError once the mailing is posted."""
    mailing = batch.mailing
    if mailing.posted is not None:
        raise refuse(
            say("This mailing is posted: its addresses and codes are destroyed."),
            say("Prepare a new one."),
        )
    people = register.mailing_part(
        by=by,
        organisation=mailing.round.organisation,
        mailing_name=mailing.key_name.hex,
        number=batch.number,
        ground=GROUND,
    )
    return Batch(
        name=name_of(batch),
        piece=piece_from(batch.piece),
        recipients=[
            Recipient(lines, item, code)
            for lines, item, code in people.select("lines", "item", "code").iter_rows()
        ],
        form=form_from(batch.form) if batch.form else None,
        copies=[Copy(sheets) for sheets in people["sheets"].to_list()] if batch.form else (),
    )


def piece_from(kept: MailPiece) -> Piece:
    """A letter or card as it was typeset when the mailing was prepared."""
    places = dict(kept.places)
    areas = {
        name: Rectangle(**places.pop(name)) if places[name] else None
        for name in ("window", "code", "qr")
    }
    return Piece(pdf=bytes(kept.pdf), **areas | places | {"size": tuple(places["size"])})


def form_from(kept: PaperForm) -> Form:
    """A form as it was typeset when it was first printed."""
    return Form(bytes(kept.pdf), read_layout(kept.layout))


def told_of(batch: MailBatch, made: Batch, files: Mapping[str, bytes]) -> PrintedBatch:
    """What the manifest tells of a batch with these files."""
    return PrintedBatch(
        name=made.name,
        sender=batch.sender.name,
        items=len(made.recipients),
        first=written(made.recipients[0].item),
        last=written(made.recipients[-1].item),
        postal_codes=(batch.first, batch.last),
        files=told(files, made),
    )


def printed_batches(mailing: Mailing) -> list[PrintedBatch]:
    """What the manifest tells of the batches whose files have been made."""
    return [
        PrintedBatch(**kept | {"files": tuple(PrintedFile(**each) for each in kept["files"])})
        for kept in mailing.batches.exclude(printed=None).values_list("printed", flat=True)
    ]


def contents_of(mailing: Mailing) -> Contents:
    """What goes into one envelope; the longest form, where there are several."""
    layouts = mailing.batches.exclude(form=None).values_list("form__layout", flat=True).distinct()
    sheets = max((read_layout(each).sheets for each in layouts), default=0)
    return Contents(is_card=mailing.is_card, form_sheets=sheets)


def manifest_of(mailing: Mailing) -> dict[str, bytes]:
    """The manifest and the checksums, by the names of their files."""
    batches = printed_batches(mailing)
    about = {
        "round": mailing.round.name,
        "mailing": mailing.number,
        "kind": str(mailing.kind),
        "day": mailing.day.isoformat(),
    }
    content = manifest(batches, about=about, contents=contents_of(mailing))
    return dict(zip(manifest_names(mailing), (content, checksums(batches)), strict=True))


def manifest_names(mailing: Mailing) -> tuple[str, str]:
    """What the manifest and the checksums are called."""
    name = f"{mailing.round.name}-{mailing.number}"
    return f"{name}-manifest.json", f"{name}-SHA256SUMS"
