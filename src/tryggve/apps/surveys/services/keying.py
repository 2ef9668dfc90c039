"""Key a paper form or a telephone answer: by its code, without seeing who it is.

A share of the paper forms, drawn at random as they are keyed, is keyed once more by another clerk
who does not see the first reading. Where the two differ the form is looked at again. A form that is
done becomes the person's response; what they may have begun on the web gives way to it.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.codes import Kind, hashed_in
from tryggve.apps.surveys.models import (
    Keying,
    KeyingComparison,
    Response,
    Round,
    SampledPerson,
)
from tryggve.apps.surveys.queries import asked_in
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.paper.sheet_code import LENGTH as SHEET_LENGTH
from tryggve.privacy.respondent_codes import NoCode, read_code
from tryggve.questionnaire.keying import differing
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.routing import on_the_way
from tryggve.web.keys import keys_for, said_in_words
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

KEYED_IN = (Round.State.IN_THE_FIELD, Round.State.RECEPTION_CLOSED)
BY_HAND = (Response.Mode.PAPER, Response.Mode.TELEPHONE)
Answers = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """A form at hand: whose it is, what it asks, and which keying of it comes next.

    `number` is 1 or 2; None where both are there and differ.
    """

    person: SampledPerson
    asked: Questionnaire
    number: int | None
    first: Keying | None


def form_with(*, by: User, round: Round, code: str) -> Form:
    """The form with a code. InputError, always of the field `code`, where it is not to be keyed."""
    if round.state not in KEYED_IN:
        raise refuse(say("No forms are keyed in this round now."), field="code")
    person = _person_with(round, code)
    asked = asked_in(round.key_name, person.add_on_id, round.questionnaire.read().source_language)
    keyings = list(person.keyings.all())
    first = keyings[0] if keyings else None
    if _is_answered(person):
        raise refuse(
            say("There is an answer with this code already: on the web, or from this form."),
            say("Put the form with those that came twice."),
            field="code",
        )
    if first is None:
        return Form(person, asked, 1, None)
    if len(keyings) == 2:
        return Form(person, asked, None, first)
    if first.by_id == by.pk:
        raise refuse(
            say("You have keyed this form yourself, and somebody else keys it the second time."),
            say("Put it in the pile for second keying."),
            field="code",
        )
    return Form(person, asked, 2, first)


@service("surveys.key_forms", says=_("Keyed a form"))
def key_form(
    *,
    by: User,
    organisation: Organisation,
    round: Round,
    code: str,
    mode: str,
    language: str,
    answers: Mapping[str, Any],
) -> Keying:
    """Keep what a form says. InputError where it is not to be keyed (see `form_with`).

    The second keying takes mode and language from the first. What agrees is done at once.
    """
    refuse_others(organisation, round.organisation)
    round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
    form = form_with(by=by, round=round, code=code)
    if form.number is None:
        raise refuse(say("This form has been keyed twice: compare the two."), field="code")
    if mode not in BY_HAND:
        raise refuse(say("Choose how the answers came."), field="mode")
    if form.number == 1 and not round.languages.filter(language=language).exists():
        raise refuse(say("The round is not asked in that language."), field="language")
    kept = {name: answer for name, answer in answers.items() if answer is not None}
    keying = Keying.objects.create(
        round=round,
        person=form.person,
        number=form.number,
        mode=form.first.mode if form.first else mode,
        language=form.first.language if form.first else language,
        by=by,
        needs_second=form.first is None and _is_drawn(round, mode),
        sealed=_seal(round, form.person, kept),
    )
    if form.first is not None:
        _compare(form, form.first, kept, by)
    elif not keying.needs_second:
        _finish(round, form.person, keying, kept, form.asked)
    return keying


@service("surveys.key_forms", says=_("Settled where two keyings of a form differ"))
def settle_keyings(
    *, by: User, organisation: Organisation, round: Round, code: str, answers: Mapping[str, Any]
) -> KeyingComparison:
    """Let the answers given here hold where the two keyings of a form differ.

    `answers`: by variable, one for each that differs, None for none. InputError where one is
    missing, and for a form that does not wait for it.
    """
    refuse_others(organisation, round.organisation)
    form = form_with(by=by, round=round, code=code)
    if form.number is not None or form.first is None:
        raise refuse(say("This form has not been keyed twice."), field="code")
    first, second = readings_of(form)
    questions = {variable.name for variable in differing(form.asked, first, second)}
    for name in questions - set(answers):
        raise refuse(say("Choose what the form says."), field=name)
    agreed = first | {name: answers[name] for name in questions}
    kept = {name: answer for name, answer in agreed.items() if answer is not None}
    _finish(round, form.person, form.first, kept, form.asked)
    comparison: KeyingComparison = form.person.comparison
    comparison.settled_by, comparison.settled = by, timezone.now()
    comparison.save(update_fields=["settled_by", "settled"])
    return comparison


def readings_of(form: Form) -> tuple[Answers, Answers]:
    """What the first and the second clerk read off a form that waits to be compared."""
    first, second = form.person.keyings.select_related("round")
    return _unseal(first), _unseal(second)


def _person_with(round: Round, code: str) -> SampledPerson:
    found = _by_sheet(round, code) or _by_login_code(round, code)
    if found is None:
        raise refuse(
            say("This round has no such code."),
            say("Look at it once more, sign by sign. It stands on every side of the form."),
            field="code",
        )
    return found


def _by_sheet(round: Round, code: str) -> SampledPerson | None:
    """Whose form a sheet is of, by the code on both its sides."""
    try:
        lookup = hashed_in(round, Kind.SHEET, read_code(code, length=SHEET_LENGTH))
    except NoCode:
        return None
    return round.people.filter(items__sheets__lookup=lookup).first()


def _by_login_code(round: Round, code: str) -> SampledPerson | None:
    try:
        lookup = hashed_in(round, Kind.ANSWER, read_code(code))
    except NoCode:
        return None
    return round.people.filter(codes__lookup=lookup).first()


def _is_answered(person: SampledPerson) -> bool:
    response = getattr(person, "response", None)
    return response is not None and response.state == Response.State.SENT


def _is_drawn(round: Round, mode: str) -> bool:
    """Whether a paper form is to be keyed once more. What was said on the telephone cannot be."""
    return mode == Response.Mode.PAPER and secrets.randbelow(100) < round.second_keying


def _compare(form: Form, first: Keying, second: Answers, by: User) -> None:
    read = _unseal(first)
    different = differing(form.asked, read, second)
    KeyingComparison.objects.create(
        round=first.round,
        person=form.person,
        questions=len(form.asked.variables),
        differing=len(different),
        settled_by=None if different else by,
        settled=None if different else timezone.now(),
    )
    if not different:
        _finish(first.round, form.person, first, read, form.asked)


def _finish(
    round: Round, person: SampledPerson, keying: Keying, answers: Answers, asked: Questionnaire
) -> None:
    """Make the form the person's response, and keep it nowhere else."""
    now = timezone.now()
    Response.objects.update_or_create(
        person=person,
        defaults={
            "round": round,
            "state": Response.State.SENT,
            "mode": keying.mode,
            "language": keying.language,
            "device": Response.Device.UNKNOWN,
            "begun": keying.at,
            "saved": now,
            "sent": now,
            "screen": "",
            "seconds": {},
            "sealed": b"",
            "answers": on_the_way(asked, answers),
        },
    )
    person.keyings.update(sealed=b"")


def _seal(round: Round, person: SampledPerson, answers: Answers) -> bytes:
    plain = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    return keys_for(round.answers_key).seal(plain, context=_context(person))


def _unseal(keying: Keying) -> Answers:
    with said_in_words():
        keys = keys_for(keying.round.answers_key)
        plain = keys.unseal(bytes(keying.sealed), context=_context(keying.person))
    answers: Answers = json.loads(plain)
    return answers


def _context(person: SampledPerson) -> bytes:
    return f"surveys.Keying {person.pk}".encode()
