"""A draw: kept with its report, then approved by a second person, or thrown away."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import polars as pl
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.register import services as register
from tryggve.apps.surveys.allocating import strata_for
from tryggve.apps.surveys.frame_counts import ages_of, known_of
from tryggve.apps.surveys.models import (
    ROUND_STATES,
    Draw,
    Frame,
    FrameCount,
    Round,
    SampledPerson,
)
from tryggve.apps.surveys.reports import report_as_data, severity_of
from tryggve.apps.surveys.services.design import renew_seed
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.sources.register.findings import Findings
from tryggve.stats.drawing.allocation import Allocation
from tryggve.stats.drawing.checks.drawn import check_drawn
from tryggve.stats.drawing.checks.report import Severity
from tryggve.web.databases import REGISTER
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

BATCH = 1_000
ADDRESS = ("name", "care_of", "street", "postal_code", "place", "country")


def refuse_undrawable(round: Round) -> None:
    """InputError where nobody may be drawn now: not decided, grounds missing, or a draw waits."""
    if not round.is_drawn:
        raise refuse(say("Nobody is drawn for {round}.", round=round.title))
    if not round.has_grounds:
        raise refuse(
            say("It is not written down who is responsible, and on what grounds."),
            say("A round cannot be sampled without that."),
        )
    design = getattr(round, "design", None)
    if design is None or not design.decided:
        raise refuse(say("The design of the sample is not decided."), say("Decide it first."))
    if round.closed is not None:
        raise refuse(say("The reception of the round is closed."))
    if round.draws.filter(approved=None).exists():
        raise refuse(
            say("A draw waits to be approved."), say("Have it approved, or throw it away.")
        )


def planned_numbers(round: Round, supplement: Mapping[str, int]) -> dict[str, int]:
    """How many are to be drawn of each stratum: by the design, or in a supplement.

    InputError for a supplement to a round of whom nobody is drawn, or of strata that are not there.
    """
    strata = dict(round.strata.values_list("code", "drawn"))
    is_first = not round.draws.exists()
    if is_first and supplement:
        raise refuse(say("There is no sample yet to add to."))
    if is_first:
        return strata
    if not supplement:
        raise refuse(
            say("The sample is drawn."),
            say("To add to it, say how many more of which strata."),
        )
    unknown = [code for code in supplement if code not in strata]
    if unknown:
        raise refuse(say("There is no stratum {stratum}.", stratum=unknown[0]))
    return dict.fromkeys(strata, 0) | dict(supplement)


def keep_draw(
    *,
    by: User,
    round: Round,
    people: pl.DataFrame,
    planned: Mapping[str, int],
    findings: Findings,
    **more: Any,
) -> Draw:
    """Store a draw that waits to be approved: first in the register, then here.

    `people`: `identity` (its hash), `birth_date`, `sex`, `stratum`, `is_reached` and the columns of
    an address, a row for each person. `planned`: how many were to be drawn of each stratum.
    """
    strata = {each.code: each for each in round.strata.all()}
    allocation = Allocation(
        strata_for(list(strata.values())), np.array([planned[code] for code in strata], np.int64)
    )
    pseudonyms = [uuid4() for _ in range(len(people))]
    report = check_drawn(
        people.select("sex", "birth_date", "stratum", who=pl.Series(map(str, pseudonyms))),
        allocation=allocation,
        known=known_of(round),
    )
    ages = ages_of(round)
    groups = people.select(ages.group_of(ages.years_of(pl.col("birth_date")))).to_series()
    number = round.draws.aggregate(last=Max("number", default=0))["last"] + 1
    with transaction.atomic(using=REGISTER):
        _put_in_register(by, round, people, pseudonyms)
        draw = Draw.objects.create(
            round=round,
            number=number,
            findings=asdict(findings),
            report=report_as_data(report),
            made_by=by,
            **more,
        )
        SampledPerson.objects.bulk_create(
            (
                SampledPerson(
                    round=round,
                    draw=draw,
                    pseudonym=pseudonym,
                    stratum=code,
                    area_id=strata[code].area_id,
                    sex=sex,
                    age_group=group,
                    is_reached=is_reached,
                )
                for pseudonym, code, sex, group, is_reached in zip(
                    pseudonyms,
                    people["stratum"],
                    people["sex"],
                    groups,
                    people["is_reached"],
                    strict=True,
                )
            ),
            BATCH,
        )
    return draw


@service("surveys.approve_samples", says=_("Approved a drawn sample"))
def approve_draw(*, by: User, organisation: Organisation, draw: Draw, reason: str = "") -> Draw:
    """Let the sample be used. From now on it is frozen, and everybody in it has a design weight.

    InputError for who made it, for a sample that a check stops, and without a `reason` for one that
    a check asks to look at.
    """
    refuse_others(organisation, draw.round.organisation)
    if draw.approved:
        raise refuse(say("The sample is approved already."))
    if draw.made_by_id == by.pk:
        raise refuse(
            say("Who made a sample cannot approve it."), say("Ask a second person to do it.")
        )
    severity = severity_of(draw.report)
    if severity == Severity.STOP:
        raise refuse(
            say("A check stops this sample."),
            say("Find out what went wrong, throw it away, and draw again."),
        )
    if severity == Severity.LOOK and not reason.strip():
        raise refuse(
            say("A check asks to look at this sample."),
            say("Write why it can be used all the same."),
            field="reason",
        )
    draw.approved, draw.approved_by, draw.reason = timezone.now(), by, reason.strip()
    draw.save(update_fields=["approved", "approved_by", "reason"])
    round = draw.round
    _weigh(round)
    for frame in round.frames.filter(erased=None):
        erase_frame(by, frame)
    if round.state == Round.State.PLANNED:
        ROUND_STATES.check(round.state, Round.State.SAMPLED)
        round.state = Round.State.SAMPLED
        round.save(update_fields=["state"])
    return draw


@service("surveys.plan_rounds", says=_("Threw a drawn sample away"))
def throw_away_draw(*, by: User, organisation: Organisation, draw: Draw) -> None:
    """Forget a sample that nobody has approved. InputError for one that is approved.

    Who draws by themselves draws the same people again, except where a check stopped the sample:
    nobody can throw samples away until one is to their liking.
    """
    refuse_others(organisation, draw.round.organisation)
    if draw.approved:
        raise refuse(say("The sample is approved: it cannot be thrown away."))
    round = draw.round
    if draw.arcs and severity_of(draw.report) == Severity.STOP:
        renew_seed(round)
    draw.people.all().delete()
    draw.delete()
    clear_register(by, round)


def erase_frame(by: User, frame: Frame) -> None:
    """Destroy a register that was loaded: its key first, then its people."""
    organisation = frame.round.organisation
    register.forget_frame(by=by, organisation=organisation, frame_name=frame.name.hex)
    frame.erased = timezone.now()
    frame.save(update_fields=["erased"])


def clear_register(by: User, round: Round) -> None:
    """Take out of the register whoever is not in the round: what was broken off half way."""
    register.keep_only(
        by=by,
        organisation=round.organisation,
        round_name=round.register_name,
        identifiers=[str(each) for each in round.people.values_list("pseudonym", flat=True)],
    )


def _put_in_register(by: User, round: Round, people: pl.DataFrame, pseudonyms: list[UUID]) -> None:
    known = (
        register.Known(person=dict(zip(ADDRESS, address, strict=True)), identity=identity)
        for identity, *address in people.select("identity", *ADDRESS).iter_rows()
    )
    register.put(
        by=by,
        organisation=round.organisation,
        round_name=round.register_name,
        people=dict(zip(map(str, pseudonyms), known, strict=True)),
    )


def _weigh(round: Round) -> None:
    """N_h / n_h over all that were drawn of a stratum, supplements among them."""
    sizes = dict(
        FrameCount.objects.filter(stratum__round=round)
        .values_list("stratum__code")
        .annotate(people=Sum("people"))
    )
    approved = round.people.filter(draw__approved__isnull=False)
    for code, drawn in approved.values_list("stratum").annotate(drawn=Count("pk")).order_by():
        approved.filter(stratum=code).update(design_weight=sizes[code] / drawn)
