"""Who is in a round's sample, and whole registers that wait to be drawn from: put in, forgotten.

The register has a database of its own, so two databases share no transaction: the register is
written first, and every service may be run again.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import polars as pl
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register.models import FramePart, SampledPerson
from tryggve.apps.register.sealing import (
    Person,
    frame_key,
    round_key,
    seal,
    seal_part,
)
from tryggve.web.databases import REGISTER
from tryggve.web.keys import destroy_keys, keys_for
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

BATCH = 500


class Known(NamedTuple):
    """A person as the register keeps them, and the hash of what the supplier calls them: see
    `queries.identity_hashes`."""

    person: Person
    identity: bytes | None = None


@service("register.put_people", says=_("Put a sample in the register"))
def put(
    *, by: User, organisation: Organisation, round_name: str, people: Mapping[str, Person | Known]
) -> int:
    """Seal people under the identifiers that find them again; how many. All or none of them.

    `round_name` is words of a-z and 0-9 joined by -. A person who is there is replaced. InputError
    where two have one identifier, or one identity.
    """
    purpose = round_key(organisation, round_name)
    keys = keys_for(purpose)
    lookups = {
        keys.lookup(identifier): each if isinstance(each, Known) else Known(each)
        for identifier, each in people.items()
    }
    if len(lookups) != len(people):
        raise refuse(say("Two people have the same identifier."))
    rows = [
        SampledPerson(
            round_key=purpose,
            lookup=lookup,
            identity=each.identity,
            sealed=seal(keys, lookup, each.person),
        )
        for lookup, each in lookups.items()
    ]
    try:
        with transaction.atomic(using=REGISTER):
            SampledPerson.objects.bulk_create(
                rows,
                BATCH,
                update_conflicts=True,
                unique_fields=["round_key", "lookup"],
                update_fields=["identity", "sealed"],
            )
    except IntegrityError:
        raise refuse(say("Somebody is in the sample already.")) from None
    return len(rows)


@service("register.put_people", says=_("Took people out of the register"))
def keep_only(
    *, by: User, organisation: Organisation, round_name: str, identifiers: Collection[str]
) -> int:
    """Take out everybody but these; how many. What was half done before is cleared away so."""
    purpose = round_key(organisation, round_name)
    keys = keys_for(purpose)
    kept = {keys.lookup(identifier) for identifier in identifiers}
    with transaction.atomic(using=REGISTER):
        there = SampledPerson.objects.filter(round_key=purpose).values_list("pk", "lookup")
        gone = [pk for pk, lookup in there if bytes(lookup) not in kept]
        for begin in range(0, len(gone), BATCH):
            SampledPerson.objects.filter(pk__in=gone[begin : begin + BATCH]).delete()
    return len(gone)


@service("register.forget_round", says=_("Destroyed names and addresses of a round"))
def forget_round(*, by: User, organisation: Organisation, round_name: str) -> int:
    """Destroy a round's key and its rows; how many rows. What old backups hold is closed too."""
    purpose = round_key(organisation, round_name)
    destroy_keys(purpose)
    with transaction.atomic(using=REGISTER):
        rows, _kinds = SampledPerson.objects.filter(round_key=purpose).delete()
    return rows


@service("register.put_people", says=_("Loaded a whole register"))
def put_frame(
    *, by: User, organisation: Organisation, frame_name: str, parts: Iterable[pl.DataFrame]
) -> int:
    """Seal a whole register part by part as they come; how many people. All or none of them.

    `parts`: people of whom only a hash of the person number is left. What was there is replaced.
    An error while they are read leaves nothing behind.
    """
    purpose = frame_key(organisation, frame_name)
    keys = keys_for(purpose)
    people = 0
    with transaction.atomic(using=REGISTER):
        FramePart.objects.filter(frame_key=purpose).delete()
        for number, part in enumerate(parts, 1):
            FramePart.objects.create(
                frame_key=purpose, number=number, sealed=seal_part(keys, number, part)
            )
            people += len(part)
    return people


@service("register.forget_frame", says=_("Destroyed a whole register"))
def forget_frame(*, by: User, organisation: Organisation, frame_name: str) -> int:
    """Destroy its key and its parts; how many parts. It can be done again."""
    purpose = frame_key(organisation, frame_name)
    destroy_keys(purpose)
    with transaction.atomic(using=REGISTER):
        parts, _kinds = FramePart.objects.filter(frame_key=purpose).delete()
    return parts
