"""Import the sample that the register's supplier has drawn by our order."""

import hashlib
from collections.abc import Mapping
from typing import BinaryIO

import polars as pl
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register import queries as register
from tryggve.apps.surveys.frame_counts import ages_of
from tryggve.apps.surveys.models import Draw, RegisterLayout, Round, SampleDesign
from tryggve.apps.surveys.services.draws import (
    clear_register,
    keep_draw,
    planned_numbers,
    refuse_undrawable,
)
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.sources.complaints import Complaints
from tryggve.sources.register.layout import Layout, PlacedBy
from tryggve.sources.register.people import Placing, Reader
from tryggve.sources.register.rows import batches
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

CHUNK = 1_048_576


@service("surveys.plan_rounds", says=_("Kept the layout of a supplier's file"))
def keep_layout(
    *, by: User, organisation: Organisation, name: str, layout: Layout
) -> RegisterLayout:
    """Keep what stands where for the next file, instead of an earlier one of that name."""
    kept, _created = RegisterLayout.objects.update_or_create(
        organisation=organisation,
        name=name.strip(),
        defaults={"layout": layout.model_dump(mode="json")},
    )
    return kept


@service("surveys.plan_rounds", says=_("Imported a drawn sample"))
def import_sample(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    file: BinaryIO,
    file_name: str,
    layout: Layout,
    supplement: Mapping[str, int] | None = None,
    is_simulated: bool = False,
) -> Draw:
    """The sample in a supplier's file, all of it or nothing; it waits to be approved.

    `supplement`: how many more of which strata, where a sample is there already. The same file
    again gives the same draw. InputError with everything that is wrong in it, by row.
    """
    refuse_others(organisation, round.organisation)
    sha256 = hash_of(file)
    earlier = round.draws.filter(sha256=sha256).first()
    if earlier is not None:
        return earlier
    refuse_undrawable(round)
    if round.design.way != SampleDesign.Way.ORDER:
        raise refuse(say("This round draws from the whole register itself."))
    planned = planned_numbers(round, supplement or {})
    complaints = Complaints(file_name)
    reader = Reader(
        layout, placing=placing_of(round, layout), ages=ages_of(round), complaints=complaints
    )
    people = pl.concat(reader.read(batches(file, layout, name=file_name)))
    for row in people.filter(pl.col("stratum").is_null())["row"]:
        complaints.add(
            say("It is not known in which stratum this person lives."),
            say("Everybody was drawn from one: mend the row, or the places of the strata."),
            row=row,
        )
    findings = reader.finish()
    clear_register(by, round)
    hashes = register.identity_hashes(
        by=by,
        organisation=organisation,
        round_name=round.register_name,
        identities=people["identity"],
    )
    there = register.identities_in(by=by, organisation=organisation, round_name=round.register_name)
    for row, identity in zip(people["row"], hashes, strict=True):
        if identity in there:
            complaints.add(
                say("This person is in the sample already."),
                say("A supplement is drawn from those who are not."),
                row=row,
            )
    complaints.stop_if_any()
    return keep_draw(
        by=by,
        round=round,
        people=people.with_columns(identity=pl.Series(hashes, dtype=pl.Binary)),
        planned=planned,
        findings=findings,
        file_name=file_name[-200:],
        sha256=sha256,
        is_simulated=is_simulated,
    )


def placing_of(round: Round, layout: Layout) -> Placing:
    """How a file of this layout tells in which stratum somebody lives."""
    strata = list(round.strata.all())
    match layout.placed_by:
        case PlacedBy.STRATUM:
            return Placing.by_stratum(each.code for each in strata)
        case PlacedBy.POSTAL_CODE:
            known = {code: each.code for each in strata for code in each.postal_codes}
        case PlacedBy.PLACE:
            known = {place: each.code for each in strata for place in each.places}
    if not known:
        raise refuse(
            say("No stratum has postal codes or places."),
            say("Write them in the file of strata, or use a file that names the stratum."),
        )
    return Placing(layout.placed_by, known)


def hash_of(file: BinaryIO) -> str:
    """SHA-256 of the whole file, which is at its beginning again afterwards."""
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
