"""The items of a mailing: batch by batch, with their letters, forms and codes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.register.queries import Person
from tryggve.apps.surveys.codes import Kind, hashed
from tryggve.apps.surveys.mail_texts import is_simulated, piece_of
from tryggve.apps.surveys.models import (
    LoginCode,
    MailBatch,
    Mailing,
    MailItem,
    MailPiece,
    MailText,
    PaperForm,
    Round,
    RoundAddOn,
    Sheet,
)
from tryggve.apps.surveys.stop_list import Known
from tryggve.documents.page import SIMULATED
from tryggve.paper.batches import SIZE
from tryggve.paper.form import typeset_form
from tryggve.paper.layout import read_layout
from tryggve.paper.mail import address_lines
from tryggve.paper.sheet_code import new_sheet_code
from tryggve.privacy.keys import DataKeys
from tryggve.privacy.respondent_codes import new_code
from tryggve.questionnaire.add_ons import with_add_on
from tryggve.web.keys import keys_for

AT_ONCE = 1_000  # rows in one question to the database
SAYS = {  # what a mailing of each kind says
    Mailing.Kind.LETTER: MailText.Kind.LETTER,
    Mailing.Kind.CARD: MailText.Kind.CARD,
    Mailing.Kind.REMINDER: MailText.Kind.REMINDER,
    Mailing.Kind.EXTRA: MailText.Kind.LETTER,
}
Group = tuple[int | None, int | None]  # who pays for them, and what is asked of them besides


@dataclass(frozen=True)
class _Item:
    """What is printed on one item, and whose it is."""

    person: int
    lines: list[str]
    item: str
    code: str
    sheets: list[str]


def parts_of(
    mailing: Mailing, people: Sequence[Known], addresses: Mapping[str, Person]
) -> Iterator[pl.DataFrame]:
    """Store batch by batch who gets what, and yield what is printed on the items: the columns
    `lines`, `item`, `code` and `sheets`.

    `addresses`: by pseudonym. InputError where a letter or form does not fit on its paper.
    """
    keys = keys_for(mailing.round.codes_key)
    groups = _grouped(mailing.round, people)
    payers = Organisation.objects.in_bulk([payer for payer, _add_on in groups if payer])
    pieces: dict[int | None, MailPiece] = {}
    number = 0
    for (payer, add_on), members in groups.items():
        if payer not in pieces:
            pieces[payer] = _piece(mailing, payers[payer] if payer else None)
        form = _form(mailing, add_on) if mailing.has_form else None
        sheets = read_layout(form.layout).sheets if form else 0
        for some in _batches(_in_postal_order(members, addresses)):
            number += 1
            items = [
                _Item(
                    person=person.pk,
                    lines=address_lines(addresses[str(person.pseudonym)]),
                    item=new_sheet_code(),
                    code="" if mailing.is_card else new_code(),
                    sheets=[new_sheet_code() for _ in range(sheets)],
                )
                for person in some
            ]
            ends = [addresses[str(some[place].pseudonym)]["postal_code"] for place in (0, -1)]
            batch = MailBatch.objects.create(
                mailing=mailing, number=number, piece=pieces[payer], form=form, size=len(items),
                first=ends[0], last=ends[1],
            )  # fmt: skip
            _store(batch, items, keys)
            yield pl.DataFrame([asdict(each) for each in items]).drop("person")


def _grouped(round: Round, people: Sequence[Known]) -> dict[Group, list[Known]]:
    """Those who get the same letter and the same form."""
    payers = dict(round.strata.values_list("code", "payer_id"))
    groups: dict[Group, list[Known]] = defaultdict(list)
    for person in people:
        groups[payers.get(person.stratum), person.add_on].append(person)
    return dict(sorted(groups.items(), key=lambda each: tuple(part or 0 for part in each[0])))


def _batches(people: Sequence[Known]) -> Iterator[Sequence[Known]]:
    for begin in range(0, len(people), SIZE):
        yield people[begin : begin + SIZE]


def _in_postal_order(people: Sequence[Known], addresses: Mapping[str, Person]) -> list[Known]:
    def place(person: Known) -> tuple[bool, str, str, int]:
        address = addresses[str(person.pseudonym)]
        return bool(address["country"]), address["postal_code"], address["street"], person.pk

    return sorted(people, key=place)


def _store(batch: MailBatch, items: Sequence[_Item], keys: DataKeys) -> None:
    """The items with the hashes of all their codes."""
    stored = MailItem.objects.bulk_create(
        (
            MailItem(batch=batch, person_id=each.person, lookup=hashed(keys, Kind.ITEM, each.item))
            for each in items
        ),
        AT_ONCE,
    )
    pairs = list(zip(stored, items, strict=True))
    LoginCode.objects.bulk_create(
        (
            LoginCode(person_id=each.person, item=item, lookup=hashed(keys, Kind.ANSWER, each.code))
            for item, each in pairs
            if each.code
        ),
        AT_ONCE,
    )
    Sheet.objects.bulk_create(
        (
            Sheet(item=item, number=number, lookup=hashed(keys, Kind.SHEET, sheet))
            for item, each in pairs
            for number, sheet in enumerate(each.sheets, 1)
        ),
        AT_ONCE,
    )


def _piece(mailing: Mailing, payer: Organisation | None) -> MailPiece:
    made = piece_of(mailing.round, payer, SAYS[Mailing.Kind(mailing.kind)], day=mailing.day)
    places = {name: value for name, value in asdict(made).items() if name != "pdf"}
    return MailPiece.objects.create(mailing=mailing, payer=payer, pdf=made.pdf, places=places)


def _form(mailing: Mailing, add_on: int | None) -> PaperForm:
    """The form that these people are asked, as it was printed before or is set now."""
    round = mailing.round
    questionnaire = round.questionnaire.read()
    if add_on is not None:
        added = RoundAddOn.objects.select_related("questionnaire").get(pk=add_on)
        questionnaire = with_add_on(questionnaire, added.questionnaire.read())
    made = typeset_form(
        questionnaire,
        language=mailing.form_language,
        made=mailing.day,
        simulated=SIMULATED.spoken_in("sv") if is_simulated(round) else None,
    )
    kept, _created = PaperForm.objects.get_or_create(
        round=round,
        layout_id=made.layout.id,
        defaults={
            "add_on_id": add_on,
            "language": mailing.form_language,
            "layout": made.layout.as_json(),
            "pdf": made.pdf,
        },
    )
    return kept
