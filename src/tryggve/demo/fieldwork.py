"""Simulated fieldwork: who answers a made-up sample's letters, when and how. Nobody did."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np

from tryggve.apps.surveys.fieldwork.timing import Timing, timing_of
from tryggve.apps.surveys.models import MailItem, OptOut, Response, Round, SampledPerson
from tryggve.questionnaire.model import Multiple, Number, Questionnaire, Variable
from tryggve.stats.fieldwork.curve import DELAY, WAIT
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

# Of 100 drawn by age, so many answer where 53 would in all; the young less, as everywhere.
BY_AGE = {16: 36, 25: 39, 35: 46, 45: 53, 55: 62, 65: 70, 75: 68}
LESS_IF_A_MAN = 0.93
APART = 0.08  # how far areas lie apart, as a coefficient of variation
ON_PAPER, ON_THE_TELEPHONE = 0.5, 0.01
LANGUAGES = {"sv": 0.93, "ar": 0.03, "en": 0.04}  # of those who answer on the web
TOLD = {OptOut.Kind.DECLINED: 0.02, OptOut.Kind.DECEASED: 0.002, OptOut.Kind.EMIGRATED: 0.002}
RETURNED = 0.012  # of the letters
BEGUN = 0.02  # on the web, and not sent
AT_ONCE = 2_000


def simulate(round: Round, *, on: date, seed: int) -> None:
    """Answers, refusals and returned letters from the first letter until the end of a day.

    The same seed has the same people answer, so that a later day adds to an earlier one. InputError
    for a round whose people are not made up, and for one that has posted no letter.
    """
    if not round.draws.exists() or round.draws.filter(is_simulated=False).exists():
        raise refuse(say("Only the answers of made-up people can be simulated."))
    timing = timing_of(round, on=on)
    if timing is None or not timing.postings[0].is_posted:
        raise refuse(say("No letter has been posted yet."), say("Note a mailing as posted first."))
    rng = np.random.default_rng(seed)
    people = list(round.people.select_related("response").order_by("pk"))
    days = _days(round, people, timing, rng)
    silent = [person for person, day in zip(people, days, strict=True) if day > timing.close]
    _tell(silent, timing, on, rng)
    _return_letters(silent, timing, on, rng)
    asked = round.questionnaire.read()
    Response.objects.bulk_create(
        (
            _response(round, person, day, asked, rng)
            for person, day in zip(people, days, strict=True)
            if day <= on and not hasattr(person, "response")
        ),
        AT_ONCE,
    )


def _days(
    round: Round, people: list[SampledPerson], timing: Timing, rng: np.random.Generator
) -> list[date]:
    """On which day each answers; the last of all days for who never does."""
    response = dict(round.strata.values_list("code", "response"))
    apart = {code: rng.gamma(1 / APART**2, APART**2) for code in sorted(response)}
    mean = np.mean(list(BY_AGE.values()))
    chance = [
        response[each.stratum]
        * apart[each.stratum]
        * BY_AGE[max(age for age in BY_AGE if age <= int(each.age_group[:2]))]
        / mean
        * (LESS_IF_A_MAN if each.sex == SampledPerson.Sex.MAN else 1 / LESS_IF_A_MAN)
        for each in people
    ]
    shares = np.array([each.share for each in timing.postings])
    wave = rng.choice(len(shares), len(people), p=shares / shares.sum())
    wait = DELAY + rng.exponential(WAIT, len(people))
    answers = rng.random(len(people)) < np.clip(chance, 0, 0.95)
    return [
        timing.postings[which].day + timedelta(int(days)) if is_answering else date.max
        for which, days, is_answering in zip(wave, wait, answers, strict=True)
    ]


def _response(
    round: Round,
    person: SampledPerson,
    day: date,
    asked: Questionnaire,
    rng: np.random.Generator,
) -> Response:
    chance = rng.random()
    if chance < BEGUN:
        mode, state = Response.Mode.WEB, Response.State.BEGUN
    else:
        mode = (
            Response.Mode.PAPER if chance < ON_PAPER
            else Response.Mode.TELEPHONE if chance > 1 - ON_THE_TELEPHONE
            else Response.Mode.WEB
        )  # fmt: skip
        state = Response.State.SENT
    is_sent = state == Response.State.SENT
    at = moment_of(day, rng)
    return Response(
        round=round,
        person=person,
        state=state,
        mode=mode,
        language=rng.choice(list(LANGUAGES), p=list(LANGUAGES.values()))
        if mode == Response.Mode.WEB
        else "sv",
        begun=at,
        saved=at,
        sent=at if is_sent else None,
        answers=dict(random_answers(asked, rng)) if is_sent else None,
    )


def moment_of(day: date, rng: np.random.Generator) -> datetime:
    """A time of that day when people are awake."""
    return datetime.combine(day, time(int(rng.integers(7, 20)), int(rng.integers(60))), UTC)


def random_answers(asked: Questionnaire, rng: np.random.Generator) -> Iterator[tuple[str, Any]]:
    """An answer to every question with choices or a number, along the way that they make."""
    answers: dict[str, Any] = {}
    for name, variable in asked.variables.items():
        if variable.is_asked(answers):
            answer = _answer(variable, rng)
            if answer is not None:
                answers[name] = answer
                yield name, answer


def _answer(variable: Variable, rng: np.random.Generator) -> Any:
    if variable.choices is not None:
        code = int(rng.choice([each.code for each in variable.choices.all()]))
        return [code] if isinstance(variable.question, Multiple) else code
    if isinstance(variable.question, Number):
        return int(variable.question.least)
    return None


def _tell(people: list[SampledPerson], timing: Timing, on: date, rng: np.random.Generator) -> None:
    """Some of those who never answer tell why."""
    kinds = [*TOLD, None]
    chosen = rng.choice(len(kinds), len(people), p=[*TOLD.values(), 1 - sum(TOLD.values())])
    days = _some_day(timing, len(people), rng)
    have_told = set(OptOut.objects.filter(person__in=people).values_list("person_id", flat=True))
    OptOut.objects.bulk_create(
        OptOut(person=person, kind=kinds[which], told=moment_of(day, rng))
        for person, which, day in zip(people, chosen, days, strict=True)
        if kinds[which] and day <= on and person.pk not in have_told
    )


def _return_letters(
    people: list[SampledPerson], timing: Timing, on: date, rng: np.random.Generator
) -> None:
    """The post brings the letters of some others back."""
    days = _some_day(timing, len(people), rng)
    is_returned = rng.random(len(people)) < RETURNED
    reasons = [MailItem.Reason.UNKNOWN, MailItem.Reason.MOVED]
    for person, day, is_back in zip(people, days, is_returned, strict=True):
        reason = reasons[int(rng.integers(len(reasons)))]
        if is_back and day <= on:
            items = MailItem.objects.filter(person=person, returned=None)
            items.update(returned=moment_of(day, rng), reason=reason)


def _some_day(timing: Timing, number: int, rng: np.random.Generator) -> list[date]:
    """Days of the first three weeks after the letter."""
    return [timing.first + timedelta(int(each)) for each in rng.integers(2, 21, number)]
