"""A round as a file: everything that is decided of it before people are drawn."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from django.db import transaction
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import QuestionnaireVersion, Round, RoundDay, SampleDesign
from tryggve.apps.surveys.services.rounds import plan_round
from tryggve.apps.surveys.strata_file import StratumRow, read_strata
from tryggve.exchange.encoding import decode
from tryggve.questionnaire.standard import standard_questionnaire
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

STANDARD = "standard"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Grounds(_Part):
    authority: str
    secrecy: str
    erasure: str


class Assessment(_Part):
    text: str
    reference: str
    day: date


class Sample(_Part):
    way: SampleDesign.Way = SampleDesign.Way.ORDER
    assessment: Assessment | None = None
    allocation: SampleDesign.Allocation = SampleDesign.Allocation.EQUAL
    total: int | None = None
    half_width: float | None = None


class Signature(_Part):
    name: str
    title: str
    organisation: str


class Letters(_Part):
    """What stands around all letters; what is left out is as we have written it."""

    signatures: list[Signature] = Field(default_factory=list)
    contact: str = ""
    protection: str = ""
    returned_to: str = ""
    paid: str = ""
    replies_to: list[str] = Field(default_factory=list)


class Plan(_Part):
    """`questionnaire`: name and version, as in `trygghet 1`; or `standard`. `languages`: each with
    the decision to use it although nobody has approved it, or nothing. `strata`: a CSV file beside
    the plan; without one, the organisation's survey areas and municipalities."""

    name: str
    title: str
    year: int
    wave: int = 1
    questionnaire: str = STANDARD
    languages: Mapping[str, str]
    grounds: Grounds
    population: Round.Population = Round.Population.RESIDENTS
    ages: tuple[int, int] = (16, 85)
    frame_day: date
    days: Mapping[RoundDay.Event, date] = Field(default_factory=dict)
    strata: str | None = None
    expected_response: Annotated[float, Field(gt=0, le=100)] | None = None
    sample: Sample | None = None
    letters: Letters | None = None
    folder: Path = Path()


def read_plan(file: Path) -> Plan:
    """The plan in a YAML file. InputError names each key that cannot be."""
    try:
        given = yaml.safe_load(decode(file.read_bytes(), file=file.name))
    except OSError as error:
        raise refuse(
            say("The file cannot be read: {reason}.", reason=error.strerror or ""), file=file.name
        ) from None
    except yaml.YAMLError:
        given = None
    if not isinstance(given, Mapping):
        raise refuse(say("The file is no YAML with keys and values."), file=file.name)
    try:
        return Plan.model_validate({**given, "folder": file.parent})
    except ValidationError as error:
        raise InputError(
            Problem(
                say("This cannot stand here."),
                _known(problem),
                file.name,
                field=".".join(str(part) for part in problem["loc"]),
            )
            for problem in error.errors(include_url=False, include_input=False)
        ) from None


def plan_from(*, by: User, organisation: Organisation, plan: Plan) -> Round:
    """The round that the plan says, or nothing of it. InputError where a step refuses."""
    who = {"by": by, "organisation": organisation}
    with transaction.atomic():
        round = plan_round(
            **who,
            name=plan.name,
            title=plan.title,
            year=plan.year,
            wave=plan.wave,
            questionnaire=_questionnaire(who, plan.questionnaire),
        )
        services.choose_languages(**who, round=round, languages=plan.languages)
        services.write_grounds(
            **who,
            round=round,
            authority=plan.grounds.authority,
            secrecy_ground=plan.grounds.secrecy,
            erasure_ground=plan.grounds.erasure,
        )
        services.choose_population(
            **who,
            round=round,
            population=plan.population,
            least_age=plan.ages[0],
            most_age=plan.ages[1],
            frame_day=plan.frame_day,
        )
        if plan.days:
            services.set_days(**who, round=round, days=plan.days)
        services.put_strata(**who, round=round, rows=_strata(plan, round))
        if plan.expected_response is not None:
            round.strata.update(response=plan.expected_response / 100)
        if plan.sample is not None:
            _design(who, round, plan.sample)
        if plan.letters is not None:
            services.write_letterhead(**who, round=round, payer=None, **plan.letters.model_dump())
    return round


def _questionnaire(who: Mapping[str, Any], named: str) -> QuestionnaireVersion:
    if named == STANDARD:
        return services.add_questionnaire(**who, questionnaire=standard_questionnaire())
    name, _space, version = named.partition(" ")
    found = QuestionnaireVersion.objects.filter(
        organisation=who["organisation"], name=name, version=version.strip()
    ).first()
    if found is None:
        raise refuse(
            say("There is no questionnaire {name}.", name=named),
            say("Write its name and its version, or standard."),
            field="questionnaire",
        )
    return found


def _strata(plan: Plan, round: Round) -> list[StratumRow]:
    if plan.strata is None:
        return services.strata_of_areas(round)
    file = plan.folder / plan.strata
    try:
        content = file.read_bytes()
    except OSError as error:
        raise refuse(
            say("The file cannot be read: {reason}.", reason=error.strerror or ""), file=file.name
        ) from None
    return read_strata(content, file=file.name)


def _design(who: Mapping[str, Any], round: Round, sample: Sample) -> None:
    assessed = sample.assessment
    services.choose_way(
        **who,
        round=round,
        way=sample.way,
        assessment=assessed.text if assessed else "",
        assessment_reference=assessed.reference if assessed else "",
        assessment_day=assessed.day if assessed else None,
    )
    if sample.total or sample.half_width:
        services.allocate_sample(
            **who,
            round=round,
            allocation=sample.allocation,
            total=sample.total,
            half_width=sample.half_width,
        )


def _known(problem: Mapping[str, Any]) -> Any:
    expected = problem.get("ctx", {}).get("expected")
    return say("It may be {known}.", known=expected) if expected else ""
