"""Draw from a whole register: load it, draw by permanent random numbers, and erase it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import BinaryIO

import numpy as np
import polars as pl
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register import queries as register_queries
from tryggve.apps.register import services as register
from tryggve.apps.surveys.frame_counts import ages_of
from tryggve.apps.surveys.models import Draw, Frame, FrameCount, Round, SampleDesign, Stratum
from tryggve.apps.surveys.services.draws import (
    ADDRESS,
    clear_register,
    erase_frame,
    keep_draw,
    planned_numbers,
    refuse_undrawable,
)
from tryggve.apps.surveys.services.importing import hash_of, placing_of
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.sources.complaints import Complaints
from tryggve.sources.register.findings import Findings
from tryggve.sources.register.layout import Column, Layout
from tryggve.sources.register.people import Reader
from tryggve.sources.register.rows import batches
from tryggve.stats.drawing.allocation import Allocation
from tryggve.stats.drawing.permanent import Arcs, draw_permanent, free_start, permanent_numbers
from tryggve.stats.drawing.strata import strata_of
from tryggve.stats.sample import Integers
from tryggve.web.keys import keys_for
from tryggve.web.service import service
from tryggve.wording.problems import InputError, refuse
from tryggve.wording.text import say

GROUND = gettext_noop("To draw a sample")
YEARS_APART = 1  # nobody is asked again within so many years
BATCH = 2_000


@service("surveys.plan_rounds", says=_("Loaded a whole register to draw from"))
def load_frame(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    file: BinaryIO,
    file_name: str,
    layout: Layout,
    is_simulated: bool = False,
) -> Frame:
    """The whole register, all of it or nothing, instead of one that was loaded before.

    Of the person numbers only hashes are kept: the permanent random number, and what a flag that
    comes later is found by. The counts by stratum, sex and age become those of the round. The same
    file again gives the same frame. InputError with everything that is wrong in it, by row.
    """
    refuse_others(organisation, round.organisation)
    _refuse_unassessed(round)
    if Column.PERSON_NUMBER not in layout.columns:
        raise refuse(
            say("To draw from the whole register takes person numbers."),
            say("By them nobody is asked two years running."),
        )
    sha256 = hash_of(file)
    loaded = round.frames.filter(erased=None).first()
    if loaded is not None and loaded.sha256 == sha256:
        return loaded
    frame = Frame(
        round=round,
        file_name=file_name[-200:],
        sha256=sha256,
        is_simulated=is_simulated,
        loaded_by=by,
    )
    reader = Reader(
        layout,
        placing=placing_of(round, layout),
        ages=ages_of(round),
        complaints=Complaints(file_name),
    )
    counts: list[pl.DataFrame] = []
    who = {"by": by, "organisation": organisation}

    def parts() -> Iterator[pl.DataFrame]:
        for people in reader.read(batches(file, layout, name=file_name)):
            placed = people.filter(pl.col("stratum").is_not_null()).unique("identity", keep="first")
            counts.append(_counted(placed, round))
            yield _without_numbers(placed, who, round)
        reader.finish()

    try:
        register.put_frame(**who, frame_name=frame.name.hex, parts=parts())
    except InputError:
        register.forget_frame(**who, frame_name=frame.name.hex)
        raise
    frame.findings = asdict(reader.findings)
    frame.save()
    _keep_counts(round, pl.concat(counts))
    if loaded is not None:
        erase_frame(by, loaded)
    return frame


@service("surveys.plan_rounds", says=_("Drew a sample from a whole register"))
def draw_from_frame(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    supplement: Mapping[str, int] | None = None,
) -> Draw:
    """As many of each stratum as decided, by permanent random numbers; it waits to be approved.

    A supplement goes on where the last draw of the round ended. InputError where no register is
    loaded, and where one has fewer people than are to be drawn.
    """
    refuse_others(organisation, round.organisation)
    _refuse_unassessed(round)
    refuse_undrawable(round)
    planned = planned_numbers(round, supplement or {})
    frame = round.frames.filter(erased=None).first()
    if frame is None:
        raise refuse(say("No register is loaded to draw from."), say("Load it first."))
    numbered = _opened(by, frame, ["number", "stratum"])
    allocation = _allocation(numbered, planned)
    start, may_repeat = _start(round, allocation)
    selection, arcs = draw_permanent(
        stratum=numbered["stratum"],
        number=numbered["number"].to_numpy(),
        allocation=allocation,
        start=start,
    )
    people = _rows_of(by, frame, selection.rows)
    clear_register(by, round)
    return keep_draw(
        by=by,
        round=round,
        people=people,
        planned=planned,
        findings=Findings(**frame.findings),
        frame=frame,
        file_name=frame.file_name,
        is_simulated=frame.is_simulated,
        arcs={
            "names": list(arcs.names),
            "start": arcs.start.tolist(),
            "length": arcs.length.tolist(),
            "may_repeat": may_repeat,
        },
    )


def _refuse_unassessed(round: Round) -> None:
    design = getattr(round, "design", None)
    if design is None or design.way != SampleDesign.Way.WHOLE_FRAME or not design.has_assessment:
        raise refuse(
            say("To hold a whole register takes a data-protection assessment."),
            say("Write it down under who draws the sample."),
        )
    if not round.has_grounds or round.frame_day is None:
        raise refuse(
            say("It is not written down who is responsible, on what grounds and for which ages."),
            say("Nothing is loaded before that."),
        )


def _without_numbers(people: pl.DataFrame, who: Mapping[str, object], round: Round) -> pl.DataFrame:
    """The people with hashes in place of person numbers."""
    identities = people["identity"]
    hashes = register_queries.identity_hashes(
        **who, round_name=round.register_name, identities=identities
    )
    numbers = permanent_numbers(identities, _key_of_numbers(round.organisation))
    return people.select("birth_date", "sex", "stratum", *ADDRESS, "is_reached").with_columns(
        pl.Series("identity", hashes, pl.Binary), pl.Series("number", numbers)
    )


def _key_of_numbers(organisation: Organisation) -> bytes:
    """The same in every round of an organisation: from it everybody's number is made anew."""
    keys = keys_for(f"organisation-{organisation.pk}/permanent-numbers")
    return keys.lookup("permanent random numbers")


def _counted(people: pl.DataFrame, round: Round) -> pl.DataFrame:
    ages = ages_of(round)
    group = ages.group_of(ages.years_of(pl.col("birth_date"))).alias("age_group")
    return people.group_by("stratum", "sex", group).agg(people=pl.len())


def _keep_counts(round: Round, counts: pl.DataFrame) -> None:
    """The register's own counts; the population of each stratum, while that can be changed."""
    cells = counts.group_by("stratum", "sex", "age_group").agg(pl.col("people").sum())
    strata = {each.code: each for each in round.strata.all()}
    FrameCount.objects.filter(stratum__round=round).delete()
    FrameCount.objects.bulk_create(
        (
            FrameCount(stratum=strata[code], sex=sex, age_group=group, people=people)
            for code, sex, group, people in cells.iter_rows()
        ),
        BATCH,
    )
    if round.design.decided is None:
        sizes = dict(cells.group_by("stratum").agg(pl.col("people").sum()).iter_rows())
        for code, stratum in strata.items():
            stratum.population = sizes.get(code, 0)
        Stratum.objects.bulk_update(strata.values(), ["population"], BATCH)


def _opened(by: User, frame: Frame, columns: list[str] | None = None) -> pl.DataFrame:
    return pl.concat(
        register_queries.frame_parts(
            by=by,
            organisation=frame.round.organisation,
            frame_name=frame.name.hex,
            ground=GROUND,
            columns=columns,
        )
    )


def _rows_of(by: User, frame: Frame, rows: Integers) -> pl.DataFrame:
    """All that is known of the people in these rows of a register; a part at a time is open."""
    found, begin = [], 0
    order = np.sort(rows)
    for part in register_queries.frame_parts(
        by=by, organisation=frame.round.organisation, frame_name=frame.name.hex, ground=GROUND
    ):
        inside = order[(order >= begin) & (order < begin + len(part))]
        found.append(part[inside - begin])
        begin += len(part)
    return pl.concat(found)


def _allocation(people: pl.DataFrame, planned: Mapping[str, int]) -> Allocation:
    """The planned numbers, of the strata as they are in the register."""
    sizes = dict(people.group_by("stratum").agg(pl.len()).iter_rows())
    few = [code for code, drawn in planned.items() if drawn > sizes.get(code, 0)]
    if few:
        raise refuse(
            say(
                "Stratum {stratum} has {people} people in the register, but {drawn} are to be "
                "drawn.",
                stratum=few[0],
                people=sizes.get(few[0], 0),
                drawn=planned[few[0]],
            ),
            say("Draw fewer, or join the stratum to another."),
        )
    strata = strata_of([sizes[code] for code in planned], names=list(planned), least=0)
    return Allocation(strata, np.array(list(planned.values()), dtype=np.int64))


def _start(round: Round, allocation: Allocation) -> tuple[float | list[float], bool]:
    """Where on the circle the draw starts, and whether somebody may be asked again too soon.

    A supplement goes on where its round ended. Else the draw starts where no stratum of the last
    rounds was; if they leave no such piece, each stratum goes on where it ended last.
    """
    own = round.draws.exclude(arcs={}).order_by("-number").first()
    if own is not None:
        ended = _by_stratum(own)
        return [ended[name] for name in allocation.strata.names], False
    recent = Draw.objects.filter(
        round__organisation=round.organisation,
        round__year__gte=round.year - YEARS_APART,
        approved__isnull=False,
    ).exclude(arcs={})
    if not recent:
        return float(np.random.default_rng(round.design.seed).random()), False
    try:
        return free_start(_arcs(draw) for draw in recent), False
    except InputError:
        ended = {}
        for draw in recent.order_by("approved"):
            ended |= _by_stratum(draw)
        return [ended.get(name, 0.0) for name in allocation.strata.names], True


def _arcs(draw: Draw) -> Arcs:
    kept = draw.arcs
    return Arcs(tuple(kept["names"]), np.array(kept["start"]), np.array(kept["length"]))


def _by_stratum(draw: Draw) -> dict[str, float]:
    arcs = _arcs(draw)
    return dict(zip(arcs.names, arcs.end.tolist(), strict=True))
