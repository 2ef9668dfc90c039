"""Read the register. Whoever opens a name or an address leaves a line in the log of reads."""

from collections.abc import Collection, Iterable, Iterator

import polars as pl
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.accounts.services import record_read
from tryggve.apps.register.models import SampledPerson, SealedPart
from tryggve.apps.register.sealing import (
    Person,
    frame_key,
    identity_lookup,
    mailing_key,
    round_key,
    unseal,
    unseal_part,
)
from tryggve.web.keys import keys_for, keys_of
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

READ = "register.read_people"
FEW = 10  # people at once, of those who are looked for by name
LEAST_LETTERS = 3
ONE = gettext_noop("Name and address of a sampled person")
SOME = gettext_noop("Names and addresses of some sampled persons")
BATCH = gettext_noop("Addresses and codes of a batch of letters")
WHOLE = gettext_noop("A whole register of the population")


def number_of_people(*, organisation: Organisation, round_name: str) -> int:
    """How many people of a round are in the register. Opens nothing."""
    purpose = round_key(organisation, round_name)
    return SampledPerson.objects.filter(round_key=purpose).count()


def find(
    *, by: User, organisation: Organisation, round_name: str, identifier: str, ground: str
) -> Person | None:
    """One person, or None. `ground` says why, as an English message id for the log of reads.

    PermissionDenied for who may not read; InputError if the round's key was destroyed.
    """
    _refuse_others(by, organisation)
    purpose = round_key(organisation, round_name)
    keys = keys_of(purpose)
    lookup = keys.lookup(identifier)
    row = SampledPerson.objects.filter(round_key=purpose, lookup=lookup).first()
    if row is None:
        return None
    record_read(by=by, organisation=organisation, what=ONE, ground=ground)
    return unseal(keys, row.lookup, row.sealed)


def people_with(
    *,
    by: User,
    organisation: Organisation,
    round_name: str,
    identifiers: Collection[str],
    ground: str,
) -> dict[str, Person]:
    """Those of a round who have one of these identifiers. Nobody else is opened.

    One line in the log of reads says how many.
    """
    _refuse_others(by, organisation)
    purpose = round_key(organisation, round_name)
    keys = keys_of(purpose)
    wanted = {keys.lookup(each): each for each in identifiers}
    rows = SampledPerson.objects.filter(round_key=purpose).values_list("lookup", "sealed")
    found = {
        wanted[lookup]: unseal(keys, lookup, sealed)
        for lookup, sealed in ((bytes(lookup), bytes(sealed)) for lookup, sealed in rows)
        if lookup in wanted
    }
    if found:
        record_read(by=by, organisation=organisation, what=SOME, ground=ground, rows=len(found))
    return found


def people_named(
    *,
    by: User,
    organisation: Organisation,
    round_name: str,
    identifiers: Collection[str],
    words: str,
    ground: str,
) -> dict[str, Person]:
    """Those of the identifiers in whose name and address all of the words stand: at most `FEW`.

    All of them must be unsealed to be looked at; whoever is found is all that leaves this function,
    and one line in the log of reads says how many. InputError, of the field `words`, where more are
    meant, and for words that mean nobody in particular.
    """
    _refuse_others(by, organisation)
    wanted = words.casefold().split()
    if len("".join(wanted)) < LEAST_LETTERS:
        raise refuse(say("Write more of the name."), field="words")
    purpose = round_key(organisation, round_name)
    keys = keys_of(purpose)
    known = {keys.lookup(each): each for each in identifiers}
    found = {}
    rows = SampledPerson.objects.filter(round_key=purpose).values_list("lookup", "sealed")
    for lookup, sealed in rows.iterator(chunk_size=2_000):
        identifier = known.get(bytes(lookup))
        if identifier is None:
            continue
        person = unseal(keys, bytes(lookup), bytes(sealed))
        said = " ".join(filter(None, person.values())).casefold()
        if all(word in said for word in wanted):
            found[identifier] = person
    if len(found) > FEW:
        raise refuse(
            say("{number} people are meant by that.", number=len(found)),
            say("Write more of the name, or the street or the place as well."),
            field="words",
        )
    if found:
        record_read(by=by, organisation=organisation, what=SOME, ground=ground, rows=len(found))
    return found


def identity_hashes(
    *, by: User, organisation: Organisation, round_name: str, identities: Iterable[str]
) -> list[bytes]:
    """Keyed hashes of what the supplier calls people: all of it that a round keeps. The round's key
    is made now if it has none."""
    _refuse_others(by, organisation)
    keys = keys_for(round_key(organisation, round_name))
    return [identity_lookup(keys, each) for each in identities]


def identities_in(*, by: User, organisation: Organisation, round_name: str) -> set[bytes]:
    """The hashes of everybody in a round's sample. Opens nothing."""
    _refuse_others(by, organisation)
    there = SampledPerson.objects.filter(round_key=round_key(organisation, round_name))
    return {bytes(each) for each in there.values_list("identity", flat=True) if each}


def identifiers_with(
    *,
    by: User,
    organisation: Organisation,
    round_name: str,
    identities: Collection[bytes],
    identifiers: Iterable[str],
) -> list[str]:
    """Those of the identifiers whose people have one of these identities. Opens nothing."""
    _refuse_others(by, organisation)
    purpose = round_key(organisation, round_name)
    keys = keys_of(purpose)
    rows = SampledPerson.objects.filter(round_key=purpose).values_list("identity", "lookup")
    wanted = set(identities)
    lookups = {bytes(lookup) for identity, lookup in rows if identity and bytes(identity) in wanted}
    return [each for each in identifiers if keys.lookup(each) in lookups]


def frame_parts(
    *,
    by: User,
    organisation: Organisation,
    frame_name: str,
    ground: str,
    columns: list[str] | None = None,
) -> Iterator[pl.DataFrame]:
    """A whole register part by part, with all that is known of the people or some columns.

    One line in the log of reads says how many parts were opened.
    """
    _refuse_others(by, organisation)
    purpose = frame_key(organisation, frame_name)
    keys = keys_of(purpose)
    parts = SealedPart.objects.filter(table_key=purpose).order_by("number")
    record_read(by=by, organisation=organisation, what=WHOLE, ground=ground, rows=parts.count())
    for part in parts.iterator(chunk_size=4):
        yield unseal_part(keys, part.number, part.sealed, columns)


def mailing_part(
    *, by: User, organisation: Organisation, mailing_name: str, number: int, ground: str
) -> pl.DataFrame:
    """What is printed on the items of one batch. InputError once the mailing's key is destroyed."""
    _refuse_others(by, organisation)
    purpose = mailing_key(organisation, mailing_name)
    keys = keys_of(purpose)
    part = SealedPart.objects.get(table_key=purpose, number=number)
    people = unseal_part(keys, number, part.sealed)
    record_read(by=by, organisation=organisation, what=BATCH, ground=ground, rows=len(people))
    return people


def _refuse_others(by: User, organisation: Organisation) -> None:
    if not by.has_perm(READ, organisation):
        raise PermissionDenied(READ)
