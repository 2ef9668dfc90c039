"""Who is in a round's sample, and longer tables of people that are used once: put in, forgotten.

The register has a database of its own, so two databases share no transaction: the register is
written first, and every service may be run again.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import polars as pl
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register.models import SampledPerson, SealedPart
from tryggve.apps.register.sealing import (
    Person,
    frame_key,
    mailing_key,
    round_key,
    seal,
    seal_part,
)
from tryggve.web.databases import REGISTER
from tryggve.web.keys import destroy_keys, keys_for, keys_of
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


@service(
    "register.put_people", says=_("Took a person with a protected identity out of the register")
)
def remove_identities(
    *, by: User, organisation: Organisation, round_name: str, identities: Collection[bytes]
) -> int:
    """Take out whoever has one of these hashes (see `queries.identity_hashes`); how many."""
    purpose = round_key(organisation, round_name)
    with transaction.atomic(using=REGISTER):
        there = SampledPerson.objects.filter(round_key=purpose, identity__isnull=False)
        wanted = set(identities)
        gone = [pk for pk, each in there.values_list("pk", "identity") if bytes(each) in wanted]
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
    return _put_parts(frame_key(organisation, frame_name), parts)


@service("register.forget_frame", says=_("Destroyed a whole register"))
def forget_frame(*, by: User, organisation: Organisation, frame_name: str) -> int:
    """Destroy its key and its parts; how many parts. It can be done again."""
    return _forget_parts(frame_key(organisation, frame_name))


@service("register.put_people", says=_("Sealed the addresses and codes of a mailing"))
def put_mailing(
    *, by: User, organisation: Organisation, mailing_name: str, parts: Iterable[pl.DataFrame]
) -> int:
    """Seal what is printed on the items of a mailing, a part for each batch; how many items."""
    return _put_parts(mailing_key(organisation, mailing_name), parts)


@service("register.put_people", says=_("Sealed a batch of a mailing anew"))
def replace_mailing_part(
    *, by: User, organisation: Organisation, mailing_name: str, number: int, part: pl.DataFrame
) -> None:
    """Seal a batch without those who have been taken out of it; an empty one is gone."""
    purpose = mailing_key(organisation, mailing_name)
    kept = SealedPart.objects.filter(table_key=purpose, number=number)
    if part.is_empty():
        kept.delete()
    else:
        kept.update(sealed=seal_part(keys_of(purpose), number, part))


@service("register.forget_round", says=_("Destroyed the addresses and codes of a mailing"))
def forget_mailing(*, by: User, organisation: Organisation, mailing_name: str) -> int:
    """Destroy their key and their parts; how many parts. It can be done again."""
    return _forget_parts(mailing_key(organisation, mailing_name))


def _put_parts(purpose: str, parts: Iterable[pl.DataFrame]) -> int:
    keys = keys_for(purpose)
    rows = 0
    with transaction.atomic(using=REGISTER):
        SealedPart.objects.filter(table_key=purpose).delete()
        for number, part in enumerate(parts, 1):
            SealedPart.objects.create(
                table_key=purpose, number=number, sealed=seal_part(keys, number, part)
            )
            rows += len(part)
    return rows


def _forget_parts(purpose: str) -> int:
    destroy_keys(purpose)
    with transaction.atomic(using=REGISTER):
        parts, _kinds = SealedPart.objects.filter(table_key=purpose).delete()
    return parts
