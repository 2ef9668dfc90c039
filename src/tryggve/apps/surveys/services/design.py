"""Design a sample: who draws, how it is divided over the strata; then decide."""

import secrets
from datetime import date

import polars as pl
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.allocating import allocation_of, divide
from tryggve.apps.surveys.models import FrameCount, Round, SampleDesign, Stratum
from tryggve.apps.surveys.services.planning import refuse_decided
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

SEED_BITS = 62
BATCH = 2_000


@service("surveys.plan_rounds", says=_("Chose who draws the sample of a round"))
def choose_way(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    way: str,
    assessment: str = "",
    assessment_reference: str = "",
    assessment_day: date | None = None,
) -> SampleDesign:
    """The register's supplier draws, or we do. InputError for the latter without an assessment."""
    refuse_others(organisation, round.organisation)
    refuse_decided(round)
    if way == SampleDesign.Way.WHOLE_FRAME:
        for field, given in {
            "assessment": assessment.strip(),
            "assessment_reference": assessment_reference.strip(),
            "assessment_day": assessment_day,
        }.items():
            if not given:
                raise refuse(
                    say("To hold a whole register takes a data-protection assessment."),
                    say("Write what it says, its number and its day."),
                    field=field,
                )
    design = design_of(round)
    design.way = way
    design.assessment, design.assessment_day = assessment.strip(), assessment_day
    design.assessment_reference = assessment_reference.strip()
    design.save()
    return design


@service("surveys.plan_rounds", says=_("Divided the sample of a round over its strata"))
def allocate_sample(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    allocation: str,
    total: int | None = None,
    half_width: float | None = None,
) -> SampleDesign:
    """How many are drawn from each stratum. InputError where it cannot be done; see `divide`."""
    refuse_others(organisation, round.organisation)
    refuse_decided(round)
    strata = list(round.strata.all())
    found = divide(strata, by=allocation, total=total, half_width=half_width)
    for stratum, drawn in zip(strata, found.drawn.tolist(), strict=True):
        stratum.drawn = drawn
    Stratum.objects.bulk_update(strata, ["drawn"], BATCH)
    design = design_of(round)
    design.allocation = allocation
    design.total, design.half_width = found.total, half_width
    design.save()
    return design


@service("surveys.plan_rounds", says=_("Put in the population counts of a round"))
def put_counts(*, by: User, organisation: Organisation, round: Round, counts: pl.DataFrame) -> int:
    """The counts by stratum, sex and age group, instead of any that there are; people in all.

    `counts`: as `frame_counts.read_counts`. Each stratum's population becomes what they add up to.
    InputError once people have been drawn.
    """
    refuse_others(organisation, round.organisation)
    if round.draws.exists():
        raise refuse(say("People have been drawn by the counts that are here."))
    strata = {each.code: each for each in round.strata.all()}
    FrameCount.objects.filter(stratum__round=round).delete()
    FrameCount.objects.bulk_create(
        (
            FrameCount(stratum=strata[code], sex=sex, age_group=group, people=people)
            for code, sex, group, people in counts.select(
                "stratum", "sex", "age_group", "people"
            ).iter_rows()
        ),
        BATCH,
    )
    sizes = dict(counts.group_by("stratum").agg(pl.col("people").sum()).iter_rows())
    for code, stratum in strata.items():
        stratum.population = sizes.get(code, 0)
    Stratum.objects.bulk_update(strata.values(), ["population"], BATCH)
    return int(counts["people"].sum())


@service("surveys.plan_rounds", says=_("Decided how the sample of a round is drawn"))
def decide_design(*, by: User, organisation: Organisation, round: Round) -> SampleDesign:
    """From now on the strata and their numbers stand. InputError with all that is missing."""
    refuse_others(organisation, round.organisation)
    refuse_decided(round)
    allocation_of(list(round.strata.all()))
    if not round.has_grounds:
        raise refuse(
            say("It is not written down who is responsible, and on what grounds."),
            say("A round cannot be sampled without that."),
        )
    if round.frame_day is None:
        raise refuse(say("The day on which ages are counted is not chosen."), field="frame_day")
    design = design_of(round)
    design.decided, design.decided_by = timezone.now(), by
    design.save(update_fields=["decided", "decided_by"])
    return design


@service("surveys.plan_rounds", says=_("Took the decision on a sample back"))
def take_design_back(*, by: User, organisation: Organisation, round: Round) -> SampleDesign:
    """Let the strata be changed again. InputError once something has been drawn or loaded."""
    refuse_others(organisation, round.organisation)
    if round.draws.exists() or round.frames.filter(erased=None).exists():
        raise refuse(say("People have been drawn by it, or a register is loaded."))
    design = design_of(round)
    design.decided = design.decided_by = None
    design.save(update_fields=["decided", "decided_by"])
    return design


def design_of(round: Round) -> SampleDesign:
    """The round's design, begun now if it has none. Its seed is drawn once."""
    design, _created = SampleDesign.objects.get_or_create(
        round=round, defaults={"seed": secrets.randbits(SEED_BITS)}
    )
    round.design = design
    return design


def renew_seed(round: Round) -> None:
    """Let the next draw start elsewhere."""
    design = design_of(round)
    design.seed = secrets.randbits(SEED_BITS)
    design.save(update_fields=["seed"])
