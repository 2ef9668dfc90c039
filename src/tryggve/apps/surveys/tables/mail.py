"""The tables that the pages about letters hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import (
    FirmAgreement,
    FlagCheck,
    MailBatch,
    Mailing,
    MailText,
    OptOut,
    Round,
)
from tryggve.apps.surveys.stop_list import WHY, Why
from tryggve.web.tables import Column, Link, Status, Table

ALL = "-"  # in an address: everybody for whom no organisation pays by itself


def mailings_table(round: Round, mailings: Sequence[Mailing], *, is_simulated: bool) -> Table:
    def link(mailing: Mailing) -> Link:
        said = f"{mailing.number}. {mailing.get_kind_display()}"
        address = reverse(
            "surveys:mailing", args=[round.organisation.slug, round.pk, mailing.number]
        )
        return Link(said, address)

    return Table(
        caption=_("Mailings"),
        columns=[
            Column(_("Mailing"), link),
            Column(_("Day"), "day"),
            Column(_("Items"), "number_of_items", is_number=True),
            Column(_("Came back"), "number_returned", is_number=True),
            Column(_("State"), mailing_state),
        ],
        rows=mailings,
        empty=_("Each mailing will stand here, with its files. Prepare the first to begin."),
        is_simulated=is_simulated,
        id="mailings",
    )


def mailing_state(mailing: Mailing) -> Status:
    if mailing.posted:
        return Status(_("Posted"), "done")
    return Status(_("Prepared, not posted"), "under-way")


def agreements_table(agreements: Sequence[FirmAgreement]) -> Table:
    return Table(
        caption=_("Agreements with firms"),
        columns=[
            Column(_("Firm"), "firm"),
            Column(_("What it does"), lambda each: each.get_work_display()),
            Column(_("Number"), "reference"),
            Column(_("Signed"), "signed"),
            Column(_("Holds until"), "until"),
        ],
        rows=agreements,
        empty=_("Write down the agreement with whoever prints and posts before the first letter."),
        id="agreements",
    )


def flag_checks_table(checks: Sequence[FlagCheck]) -> Table:
    return Table(
        caption=_("Protected identities looked for"),
        columns=[
            Column(_("When"), "at"),
            Column(_("File"), "file_name"),
            Column(_("In the file"), "people", is_number=True),
            Column(_("Removed from the sample"), "removed", is_number=True),
        ],
        rows=checks,
        empty=_("Those who were protected when the sample was drawn were left out then."),
        id="flags",
    )


def excluded_table(excluded: Mapping[str, int]) -> Table:
    """Why some got nothing."""
    rows = [(WHY[why], excluded[why]) for why in Why if excluded.get(why)]
    return Table(
        caption=_("Those who get none"),
        columns=[
            Column(_("Why"), lambda row: row[0]),
            Column(_("People"), lambda row: row[1], is_number=True),
        ],
        rows=rows,
        empty=_("Everybody in the sample gets one."),
        id="excluded",
    )


def batches_table(
    batches: Sequence[MailBatch], *, may_print: bool, is_simulated: bool = False
) -> Table:
    columns = [
        Column(_("Batch"), "number"),
        Column(_("Sender"), lambda each: each.sender.name),
        Column(_("Items"), "size", is_number=True),
        Column(_("Postal codes"), lambda each: f"{each.first}–{each.last}"),
        Column(_("Files made"), lambda each: Status(_("Yes"), "done") if each.printed else "–"),
    ]
    if may_print:
        columns += [
            Column(_("Letters"), lambda each: _file(each, "mail")),
            Column(_("Paper forms"), lambda each: _file(each, "forms") if each.form_id else "–"),
        ]
    return Table(
        caption=_("Batches"),
        columns=columns,
        rows=batches,
        empty="",
        note=_("In the order in which they are posted, by postal code."),
        is_simulated=is_simulated,
        id="batches",
    )


def _file(batch: MailBatch, what: str) -> Link:
    round = batch.mailing.round
    place = [round.organisation.slug, round.pk, batch.mailing.number, batch.number, what]
    return Link(_("Fetch PDF"), reverse("surveys:batch_file", args=place))


@dataclass(frozen=True)
class Sending:
    """Whose letters are whose: `payer` None for all that nobody pays for by themselves."""

    payer: Organisation | None
    strata: int

    @property
    def slug(self) -> str:
        return self.payer.slug if self.payer else ALL


def texts_table(round: Round, senders: Sequence[Sending], *, own: set[tuple[str, str]]) -> Table:
    """Each payer's texts. `own`: by payer's slug and kind, those they have written themselves."""

    def text(kind: MailText.Kind) -> Column:
        def link(sending: Sending) -> Link:
            address = reverse("surveys:mail_text", args=[*_place(round, sending), kind])
            is_own = (sending.slug, str(kind)) in own
            return Link(_("Own text") if is_own else _("Standard text"), address)

        return Column(kind.label, link)

    def head(sending: Sending) -> Link:
        address = reverse("surveys:letterhead", args=_place(round, sending))
        is_own = (sending.slug, "") in own
        return Link(_("Own") if is_own else _("Standard"), address)

    def envelope(sending: Sending) -> Link:
        return Link(_("Fetch PDF"), reverse("surveys:reply_envelope", args=_place(round, sending)))

    return Table(
        caption=_("What the letters say"),
        columns=[
            Column(_("Whose letters"), lambda each: each.payer.name if each.payer else _("All")),
            Column(_("Strata"), "strata", is_number=True),
            *(text(kind) for kind in MailText.Kind),
            Column(_("Signatures and addresses"), head),
            Column(_("Reply envelope"), envelope),
        ],
        rows=senders,
        empty="",
        note=_("A payer's own text goes before that of all."),
        id="texts",
    )


def _place(round: Round, sending: Sending) -> list[str | int]:
    return [round.organisation.slug, round.pk, sending.slug]


def calls_table(calls: Sequence[OptOut]) -> Table:
    """What was told on the telephone, the latest first; nobody is named."""
    return Table(
        caption=_("Told on the telephone"),
        columns=[
            Column(_("When"), "told"),
            Column(_("What"), lambda each: each.get_kind_display()),
            Column(_("Noted by"), lambda each: str(each.by)),
        ],
        rows=calls,
        empty=_("What people tell on the telephone will stand here, without their names."),
        id="calls",
    )


def paper_forms_table(round: Round, forms: Sequence[tuple[str, str]]) -> Table:
    """The forms as they are printed. `forms`: the layout and the language of each."""

    def fetch(layout_id: str, kind: str) -> str:
        place = [round.organisation.slug, round.pk, f"{layout_id}.{kind}"]
        return reverse("surveys:paper_form", args=place)

    return Table(
        caption=_("Paper forms"),
        columns=[
            Column(_("Layout"), lambda row: row[0]),
            Column(_("Language"), lambda row: row[1]),
            Column(_("Without codes"), lambda row: Link(_("Fetch PDF"), fetch(row[0], "pdf"))),
            Column(
                _("Where the boxes stand"),
                lambda row: Link(_("Fetch JSON"), fetch(row[0], "json")),
            ),
        ],
        rows=forms,
        empty=_("The form will stand here once a mailing with it is prepared."),
        id="paper-forms",
    )
