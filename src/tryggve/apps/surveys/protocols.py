"""The protocol of a destroyed link, from what was written down of it."""

from django.utils import timezone

from tryggve.apps.surveys.link import CHECKLIST
from tryggve.apps.surveys.mail_texts import is_simulated
from tryggve.apps.surveys.models import LinkDestruction
from tryggve.apps.surveys.tables.closing import protocol_table
from tryggve.apps.surveys.tables.fieldwork import as_printed
from tryggve.documents.destruction_protocol import DestructionProtocol


def protocol_of(asked: LinkDestruction) -> DestructionProtocol:
    """In the present language, of a link that is destroyed."""
    round = asked.round
    return DestructionProtocol(
        round=round.title,
        organisation=round.organisation.name,
        authority=round.authority,
        body=asked.body,
        decided=asked.decided,
        reference=asked.reference,
        asked_by=asked.asked_by.name,
        asked=timezone.localdate(asked.asked),
        carried_out_by=asked.carried_out_by.name,
        carried_out=timezone.localdate(asked.carried_out),
        overwritten=timezone.localdate(asked.overwritten) if asked.overwritten else None,
        backups_until=asked.backups_until,
        checked=[CHECKLIST[each] for each in asked.checked],
        table=as_printed(protocol_table(asked)),
        is_simulated=is_simulated(round),
    )
