"""Plan a round: on what grounds, when, and from which strata its people are drawn."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.areas import queries as areas
from tryggve.apps.areas.models import Area, Kind, Responsibility
from tryggve.apps.surveys.models import Round, RoundDay, Stratum
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.apps.surveys.strata_file import WRITTEN, StratumRow
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

RESPONSE = 0.5  # expected where nothing is known
FEWEST = 2  # to draw from a stratum: one tells nothing of chance
OLDEST = 120


@service("surveys.plan_rounds", says=_("Wrote down who is responsible for a round"))
def write_grounds(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    authority: str,
    secrecy_ground: str,
    erasure_ground: str,
) -> Round:
    """Who is responsible, on what ground answers are secret, on what ground data are destroyed.

    InputError for one that is empty.
    """
    refuse_others(organisation, round.organisation)
    given = {
        "authority": authority.strip(),
        "secrecy_ground": secrecy_ground.strip(),
        "erasure_ground": erasure_ground.strip(),
    }
    empty = [field for field, text in given.items() if not text]
    if empty:
        raise InputError(Problem(say("Fill this in."), field=field) for field in empty)
    for field, text in given.items():
        setattr(round, field, text)
    round.save(update_fields=list(given))
    return round


@service("surveys.plan_rounds", says=_("Chose who belongs to the population of a round"))
def choose_population(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    population: str,
    least_age: int,
    most_age: int,
    frame_day: date,
) -> Round:
    """Whom the round asks: of which ages on which day. InputError once the design is decided."""
    refuse_others(organisation, round.organisation)
    refuse_decided(round)
    if not 0 <= least_age <= most_age <= OLDEST:
        raise refuse(say("The lowest age comes after the highest."), field="most_age")
    round.population = population
    round.least_age, round.most_age, round.frame_day = least_age, most_age, frame_day
    round.save(update_fields=["population", "least_age", "most_age", "frame_day"])
    return round


@service("surveys.plan_rounds", says=_("Changed the calendar of a round"))
def set_days(
    *, by: User, organisation: Organisation, round: Round, days: Mapping[str, date | None]
) -> list[RoundDay]:
    """The calendar. What has no day is left out; what is left out of `days` stays.

    InputError where something would come before what must be done first.
    """
    refuse_others(organisation, round.organisation)
    known = dict(round.days.values_list("event", "day")) | dict(days)
    planned = [(event, known[event]) for event in RoundDay.Event.values if known.get(event)]
    late = [after for before, after in pairwise(planned) if after[1] < before[1]]
    if late:
        raise InputError(
            Problem(say("This comes before what must be done first."), field=event)
            for event, _day in late
        )
    round.days.all().delete()
    return RoundDay.objects.bulk_create(
        RoundDay(round=round, event=event, day=day) for event, day in planned
    )


@service("surveys.plan_rounds", says=_("Put in the strata of a round"))
def put_strata(
    *, by: User, organisation: Organisation, round: Round, rows: Sequence[StratumRow]
) -> list[Stratum]:
    """The strata, instead of any that there are. Numbers that a row lacks stay as they were.

    InputError for a payer that is no organisation here, and once the design is decided.
    """
    refuse_others(organisation, round.organisation)
    refuse_decided(round)
    payers = {each.slug: each for each in Organisation.objects.defer("logo")}
    unknown = [row for row in rows if row.payer and row.payer not in payers]
    if unknown:
        raise InputError(
            Problem(
                say("There is no organisation with the short name {name}.", name=row.payer),
                say("Write it as in the address of its pages, or leave it empty."),
                row=row.row,
                field=WRITTEN["payer"],
            )
            for row in unknown
        )
    earlier = {each.code: each for each in round.strata.all()}
    kept = [_stratum(round, row, earlier.get(row.code), payers.get(row.payer)) for row in rows]
    round.strata.exclude(code__in=[each.code for each in kept]).delete()
    places = _areas_by_code(organisation)
    for stratum in kept:
        stratum.area = places.get(stratum.code, stratum.area)
        stratum.save()
    return kept


def strata_of_areas(round: Round) -> list[StratumRow]:
    """A stratum for each survey area of the organisation, and for each of its municipalities that
    has none; with the population, where it is known, and who co-ordinates there as payer."""
    organisation = round.organisation
    own = list(areas.own_areas(organisation, Kind.SURVEY_AREA).current().without_geometry())
    covered = {link.parent_id for area in own for link in areas.direct_parents(area)}
    whole = [each for each in areas.municipalities_of(organisation) if each.pk not in covered]
    people = areas.people_between([*own, *whole], organisation, round.least_age, round.most_age)
    return [
        StratumRow(
            code=area.code,
            name=area.name,
            population=people.get(area.pk),
            payer=payer.organisation.slug if payer else "",
        )
        for area in [*own, *whole]
        for payer in [areas.responsible_for(area, Responsibility.Task.COORDINATION).first()]
    ]


def refuse_decided(round: Round) -> None:
    """InputError once it is decided how the sample is drawn."""
    design = getattr(round, "design", None)
    if design is not None and design.decided:
        raise refuse(
            say("The design of the sample is decided."),
            say("Take the decision back first, while nothing has been drawn."),
        )


def _stratum(
    round: Round, row: StratumRow, earlier: Stratum | None, payer: Organisation | None
) -> Stratum:
    stratum = earlier or Stratum(round=round, code=row.code, response=RESPONSE, least=FEWEST)
    stratum.name, stratum.payer = row.name, payer
    stratum.postal_codes, stratum.places = list(row.postal_codes), list(row.places)
    for name in ("population", "response", "least", "drawn"):
        given = getattr(row, name)
        if given is not None:
            setattr(stratum, name, given)
    return stratum


def _areas_by_code(organisation: Organisation) -> dict[str, Area]:
    own = areas.own_areas(organisation, Kind.SURVEY_AREA).current().without_geometry()
    return {area.code: area for area in [*areas.municipalities_of(organisation), *own]}
