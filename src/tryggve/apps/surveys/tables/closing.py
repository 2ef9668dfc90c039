"""The tables about the end of a round's link to its people."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggve.apps.surveys.link import CHECKLIST
from tryggve.apps.surveys.models import LinkDestruction
from tryggve.web.tables import Column, Table

COUNTED = {
    "keys": gettext_lazy("Keys: of names and addresses, of letters, of codes, of unsent answers"),
    "addresses": gettext_lazy("Names and addresses"),
    "codes": gettext_lazy("Codes to answer with, as hashes"),
    "items": gettext_lazy("Letters and cards, with what came back"),
    "sheets": gettext_lazy("Sheets of forms, with their codes"),
    "told": gettext_lazy("What people told instead of answering"),
    "keyings": gettext_lazy("Forms as they were keyed"),
}
KEPT = {
    "people_kept": gettext_lazy("People as stratum, sex, age group and what became of them"),
    "answers_kept": gettext_lazy("Answers that count"),
}


def asked_table(asked: LinkDestruction) -> Table:
    """The decision, and what has been seen to."""
    rows = [
        (_("Decided by"), asked.body),
        (_("Day of the decision"), asked.decided),
        (_("Number of the decision"), asked.reference),
        (_("Asked for by"), asked.asked_by.name),
        (_("Asked for"), asked.asked),
        (_("Backups made before that are kept until"), asked.backups_until),
        *((_("Has been seen to"), str(CHECKLIST[each])) for each in asked.checked),
    ]
    return Table(
        caption=_("What was asked for"),
        columns=[
            Column(_("What"), lambda row: row[0]),
            Column(_("In words"), lambda row: row[1]),
        ],
        rows=rows,
        empty="",
        id="asked",
    )


def protocol_table(asked: LinkDestruction) -> Table:
    """What was destroyed and what is kept, in numbers."""
    destroyed = [(words, _("Destroyed"), asked.protocol[name]) for name, words in COUNTED.items()]
    kept = [(words, _("Kept"), asked.protocol[name]) for name, words in KEPT.items()]
    return Table(
        caption=_("What was destroyed, and what is kept"),
        columns=[
            Column(_("What"), lambda row: row[0]),
            Column(_("What became of it"), lambda row: row[1]),
            Column(_("How many"), lambda row: row[2], is_number=True),
        ],
        rows=[*destroyed, *kept],
        empty="",
        id="protocol",
    )
