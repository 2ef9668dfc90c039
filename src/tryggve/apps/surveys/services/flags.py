"""Hold the sample against the register's flags again, before each mailing.

Whoever has got a protected identity since the sample was drawn is removed at once, with everything
that was ever sent to them. How many they were is kept, of the whole sample alone.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register import queries as register_queries
from tryggve.apps.register import services as register
from tryggve.apps.surveys.codes import Kind, hashed
from tryggve.apps.surveys.models import FlagCheck, MailBatch, MailItem, Round, SampledPerson
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.web.databases import REGISTER
from tryggve.web.keys import keys_for
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

GROUND = gettext_noop("Somebody was taken out of a batch of letters")


@service("surveys.plan_rounds", says=_("Held a sample against flags of protected identity"))
def remove_protected(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    identities: Sequence[str],
    file_name: str,
    sha256: str,
) -> FlagCheck:
    """Remove whoever of the sample is in the list; how many is all that is kept of them.

    `identities`: see `sources.register.flags`. Batches that were printed with one of them, and have
    not been posted, are to be printed again. InputError where nobody has been drawn.
    """
    refuse_others(organisation, round.organisation)
    if not round.draws.exists():
        raise refuse(say("Nobody has been drawn yet."))
    whose = {"by": by, "organisation": organisation, "round_name": round.register_name}
    hashes = register_queries.identity_hashes(**whose, identities=identities)
    found = register_queries.identifiers_with(
        **whose,
        identities=hashes,
        identifiers=[str(each) for each in round.people.values_list("pseudonym", flat=True)],
    )
    people = round.people.filter(pseudonym__in=found)  # few: flags are rare
    with transaction.atomic(using=REGISTER):
        _take_out_of_print(by, round, people)
        register.remove_identities(**whose, identities=hashes)
        people.delete()
    return FlagCheck.objects.create(
        round=round,
        file_name=file_name[-200:],
        sha256=sha256,
        people=len(identities),
        removed=len(found),
        by=by,
    )


def _take_out_of_print(by: User, round: Round, people: QuerySet[SampledPerson]) -> None:
    """Seal anew, without them, the batches that have not been posted."""
    waiting = MailItem.objects.filter(person__in=people, batch__mailing__posted=None)
    gone: dict[int, set[bytes]] = defaultdict(set)
    for batch, lookup in waiting.values_list("batch_id", "lookup"):
        gone[batch].add(bytes(lookup))
    keys = keys_for(round.codes_key)
    for batch in MailBatch.objects.filter(pk__in=gone).select_related("mailing"):
        who = {
            "by": by,
            "organisation": round.organisation,
            "mailing_name": batch.mailing.key_name.hex,
            "number": batch.number,
        }
        part = register_queries.mailing_part(**who, ground=GROUND)
        kept = [hashed(keys, Kind.ITEM, item) not in gone[batch.pk] for item in part["item"]]
        register.replace_mailing_part(**who, part=part.filter(kept))
        batch.size, batch.printed = sum(kept), None
        if batch.size:
            batch.save(update_fields=["size", "printed"])
        else:
            batch.delete()
