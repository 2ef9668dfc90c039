"""What a respondent does: begin, answer, send, or say that they will not.

Nobody who is signed in acts here, so these are no services with a permission: what allows them is
the code from the letter, or the link of an open survey. Each is one short transaction; what it has
acknowledged is stored. Answers that come late overwrite earlier ones to the same questions.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone

from tryggve.apps.surveys.models import LoginCode, OptOut, Response, Round, SampledPerson
from tryggve.apps.surveys.paradata import as_bands, with_pause
from tryggve.apps.surveys.queries import asked_of
from tryggve.apps.surveys.services.samples import CODES_KEY
from tryggve.privacy.keys import DataKeys
from tryggve.privacy.respondent_codes import read_code
from tryggve.questionnaire.routing import on_the_way
from tryggve.web.keys import keys_for, keys_of, said_in_words

Answers = dict[str, Any]


class Refusal(StrEnum):
    """Why somebody cannot answer, for us. Who answers is told one thing for all of them."""

    UNKNOWN = "unknown"
    REVOKED = "revoked"
    CLOSED = "closed"
    SENT = "sent"


class NotUsable(Exception):
    """A code or response with which nobody can answer."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


def person_with(code: str) -> SampledPerson:
    """Whose code it is. `NoCode` for what cannot be one; NotUsable for one that nobody may use.

    A code that is unknown costs the same one question to the database as one that is revoked.
    """
    lookup = keys_for(CODES_KEY).lookup(read_code(code))
    found = (
        LoginCode.objects.filter(lookup=lookup)
        .select_related("person__round__questionnaire", "person__response")
        .first()
    )
    if found is None:
        raise NotUsable(Refusal.UNKNOWN)
    if found.revoked is not None:
        raise NotUsable(Refusal.REVOKED)
    person = found.person
    _refuse_unopened(person.round)
    response = getattr(person, "response", None)
    if response is not None and response.state == Response.State.SENT:
        raise NotUsable(Refusal.SENT)
    return person


def begin(
    *, person: SampledPerson, language: str, device: Response.Device, mode: Response.Mode
) -> Response:
    """The person's response: begun now, or the one that was begun before, on whatever device."""
    _refuse_unopened(person.round)
    with transaction.atomic():
        response, created = Response.objects.get_or_create(
            person=person,
            defaults={
                "round": person.round, "language": language, "device": device, "mode": mode,
            },
        )  # fmt: skip
        if response.state == Response.State.SENT:
            raise NotUsable(Refusal.SENT)
        if not created and response.language != language:
            response.language = language
            response.save(update_fields=["language"])
    return response


def begin_open(*, round: Round, language: str, device: Response.Device) -> Response:
    """A new response to an open link."""
    _refuse_unopened(round)
    if round.kind != Round.Kind.OPEN_LINK:
        raise NotUsable(Refusal.UNKNOWN)
    return Response.objects.create(round=round, language=language, device=device)


def answers_of(response: Response) -> Answers:
    """What has been answered so far, sent or not."""
    if response.answers is not None:
        return dict(response.answers)
    return _unseal(_keys(response), response)


def save_answers(*, response_id: int, given: Mapping[str, Any], screen: str) -> Response:
    """Keep answers by variable; None takes an answer away. NotUsable once it is sent or closed."""
    with transaction.atomic():
        response = _locked(response_id)
        keys = _keys(response)
        answers = _unseal(keys, response) | dict(given)
        now = timezone.now()
        response.seconds = with_pause(
            response.seconds, _block(response, screen), now - response.saved
        )
        response.sealed = _seal(keys, response, _without_none(answers))
        response.screen, response.saved = screen, now
        response.revision += 1
        response.save(update_fields=["seconds", "sealed", "screen", "saved", "revision"])
    return response


def send(*, response_id: int) -> Response:
    """Open the answers for good: those on the way count, the others are dropped.

    Sent twice it stays as it was. NotUsable where the round has closed.
    """
    with transaction.atomic():
        response = _locked(response_id, is_sent_again=True)
        if response.state == Response.State.SENT:
            return response
        answers = _unseal(_keys(response), response)
        response.answers = on_the_way(
            asked_of(response, response.language), answers, is_sampled=response.person is not None
        )
        response.state, response.sent = Response.State.SENT, timezone.now()
        response.sealed, response.seconds = b"", as_bands(response.seconds)
        response.save(update_fields=["answers", "state", "sent", "sealed", "seconds"])
    return response


def opt_out(*, person: SampledPerson, kind: OptOut.Kind) -> OptOut:
    """Note what somebody told instead of answering."""
    _refuse_unopened(person.round)
    return OptOut.objects.create(person=person, kind=kind)


def _locked(response_id: int, *, is_sent_again: bool = False) -> Response:
    response = (
        Response.objects.select_for_update(of=("self",))
        .select_related("round__questionnaire", "person__add_on__questionnaire")
        .filter(pk=response_id)
        .first()
    )
    if response is None:
        raise NotUsable(Refusal.UNKNOWN)
    if response.state == Response.State.SENT and not is_sent_again:
        raise NotUsable(Refusal.SENT)
    if response.state != Response.State.SENT:
        _refuse_unopened(response.round)
    return response


def _refuse_unopened(round: Round) -> None:
    if round.state != Round.State.IN_THE_FIELD:
        raise NotUsable(Refusal.CLOSED)


def _block(response: Response, screen: str) -> str:
    variables = asked_of(response, response.language).variables_of.get(screen, ())
    return variables[0].block.name if variables else ""


def _keys(response: Response) -> DataKeys:
    return keys_of(response.round.answers_key)


def _seal(keys: DataKeys, response: Response, answers: Answers) -> bytes:
    plain = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    return keys.seal(plain, context=_context(response))


def _unseal(keys: DataKeys, response: Response) -> Answers:
    if not response.sealed:
        return {}
    with said_in_words():
        plain = keys.unseal(bytes(response.sealed), context=_context(response))
    answers: Answers = json.loads(plain)
    return answers


def _context(response: Response) -> bytes:
    return f"surveys.Response {response.pk}".encode()


def _without_none(answers: Answers) -> Answers:
    return {name: answer for name, answer in answers.items() if answer is not None}
