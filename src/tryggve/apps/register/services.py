"""Who is in a round's sample: put in, and forgotten.

The register has a database of its own, so two databases share no transaction: the register is
written first, and every service may be run again.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register.models import SampledPerson
from tryggve.apps.register.sealing import Person, round_key, seal
from tryggve.web.databases import REGISTER
from tryggve.web.keys import destroy_keys, keys_for
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

BATCH = 500


@service("register.put_people", says=_("Put a sample in the register"))
def put(
    *, by: User, organisation: Organisation, round_name: str, people: Mapping[str, Person]
) -> int:
    """Seal people under the identifiers that find them again; how many. All or none of them.

    `round_name` is words of a-z and 0-9 joined by -. A person who is there is replaced.
    """
    purpose = round_key(organisation, round_name)
    keys = keys_for(purpose)
    lookups = {keys.lookup(identifier): person for identifier, person in people.items()}
    if len(lookups) != len(people):
        raise refuse(say("Two people have the same identifier."))
    rows = [
        SampledPerson(round_key=purpose, lookup=lookup, sealed=seal(keys, lookup, person))
        for lookup, person in lookups.items()
    ]
    with transaction.atomic(using=REGISTER):
        SampledPerson.objects.bulk_create(
            rows,
            BATCH,
            update_conflicts=True,
            unique_fields=["round_key", "lookup"],
            update_fields=["sealed"],
        )
    return len(rows)


@service("register.forget_round", says=_("Destroyed names and addresses of a round"))
def forget_round(*, by: User, organisation: Organisation, round_name: str) -> int:
    """Destroy a round's key and its rows; how many rows. What old backups hold is closed too."""
    purpose = round_key(organisation, round_name)
    destroy_keys(purpose)
    with transaction.atomic(using=REGISTER):
        rows, _kinds = SampledPerson.objects.filter(round_key=purpose).delete()
    return rows
