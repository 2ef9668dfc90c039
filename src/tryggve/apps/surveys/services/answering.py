"""What a respondent does: begin, answer, send, or say that they will not.

Nobody who is signed in acts here, so these are no services with a permission: what allows them is
the code from the letter, or the link of an open survey. Each is one short transaction; what it has
acknowledged is stored. Answers that come late overwrite earlier ones to the same questions.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from tryggve.apps.surveys.codes import hashed_anywhere
from tryggve.apps.surveys.models import (
    LoginCode,
    OptOut,
    Response,
    Round,
    SampledPerson,
    answers_key,
)
from tryggve.apps.surveys.paradata import as_bands, with_pause
from tryggve.apps.surveys.queries import asked_in
from tryggve.privacy.keys import DataKeys
from tryggve.privacy.respondent_codes import read_code
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.routing import Screen, on_the_way, screens
from tryggve.web.keys import recent_keys_for, said_in_words

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

    A code that is unknown costs the same two questions to the database as one that is revoked.
    """
    found = (
        LoginCode.objects.filter(lookup__in=hashed_anywhere(read_code(code)))
        .select_related("person__round", "person__response")
        .only("revoked", "person__round__state", "person__response__state")
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


@dataclass(frozen=True)
class Held:
    """A response as it is answered: read in one go, with its answers opened.

    `screen`: the last that was answered. `asked`: in the language of the device at hand.
    """

    pk: int
    saved: datetime
    seconds: dict[str, int]
    revision: int
    screen: str
    answers: Answers
    asked: Questionnaire
    is_sampled: bool
    keys: DataKeys

    @cached_property
    def way(self) -> list[Screen]:
        """The screens that the answers lead over."""
        return screens(self.asked, self.answers, is_sampled=self.is_sampled)


def held(response_id: int, language: str) -> Held:
    """A response that can still be answered. NotUsable otherwise."""
    return _held(Response.objects.filter(pk=response_id), language)


def save_answers(
    *, response_id: int, language: str, given: Mapping[str, Any], screen: str
) -> tuple[Held, Held]:
    """Keep answers by variable; None takes an answer away. How it was, and how it is.

    NotUsable once it is sent or closed. Nothing is locked while it is thought out: what somebody
    else has saved meanwhile, on another device, is read first and kept.
    """
    while True:
        before = held(response_id, language)
        now = timezone.now()
        after = replace(
            before,
            answers=_without_none(before.answers | dict(given)),
            saved=now,
            seconds=with_pause(before.seconds, _block(before.asked, screen), now - before.saved),
            revision=before.revision + 1,
            screen=screen,
        )
        unchanged = Response.objects.filter(
            pk=response_id, state=Response.State.BEGUN, revision=before.revision
        )
        if unchanged.update(
            sealed=_seal(before.keys, response_id, after.answers),
            language=language,
            saved=now,
            seconds=after.seconds,
            revision=after.revision,
            screen=screen,
        ):
            return before, after


def send(*, response_id: int, language: str) -> None:
    """Open the answers for good: those on the way count, the others are dropped.

    Sent twice it stays as it was. NotUsable where the round has closed.
    """
    with transaction.atomic():
        try:
            now = _held(_locked(response_id), language)
        except NotUsable as refused:
            if refused.refusal is Refusal.SENT:
                return
            raise
        Response.objects.filter(pk=response_id).update(
            answers=on_the_way(now.asked, now.answers, is_sampled=now.is_sampled),
            state=Response.State.SENT,
            language=language,
            sent=timezone.now(),
            sealed=b"",
            seconds=as_bands(now.seconds),
        )


def settle(round: Round) -> None:
    """Let what is unsent count as partial where it answers enough, and erase the rest.

    For a round that is about to close: afterwards nobody can send any more.
    """
    begun = Response.objects.select_for_update(of=("self",)).filter(
        round=round, state=Response.State.BEGUN
    )
    for pk, language in begun.values_list("pk", "language"):
        now = held(pk, language)
        counted = on_the_way(now.asked, now.answers, is_sampled=now.is_sampled)
        asked = sum(len(screen.variables) for screen in now.way)
        share = 100 * len(counted) / asked if asked else 0
        is_enough = bool(round.counts_unsent_from) and share >= round.counts_unsent_from
        Response.objects.filter(pk=pk).update(
            state=Response.State.PARTIAL if is_enough else Response.State.BROKEN_OFF,
            answers=counted if is_enough else None,
            sealed=b"",
            seconds=as_bands(now.seconds),
        )


def opt_out(*, person: SampledPerson, kind: OptOut.Kind) -> OptOut:
    """Note what somebody told instead of answering."""
    _refuse_unopened(person.round)
    return OptOut.objects.create(person=person, kind=kind)


def _locked(response_id: int) -> QuerySet[Response]:
    return Response.objects.select_for_update(of=("self",)).filter(pk=response_id)


def _held(responses: QuerySet[Response], language: str) -> Held:
    """One cheap question: neither the round nor its questionnaire is read anew for each answer."""
    row = responses.values_list(
        "pk", "state", "saved", "seconds", "revision", "screen", "sealed", "person_id",
        "person__add_on_id", "round__state", "round__key_name", "round__organisation_id",
        named=True,
    ).first()  # fmt: skip
    if row is None:
        raise NotUsable(Refusal.UNKNOWN)
    if row.state == Response.State.SENT:
        raise NotUsable(Refusal.SENT)
    if row.round__state != Round.State.IN_THE_FIELD:
        raise NotUsable(Refusal.CLOSED)
    keys = recent_keys_for(answers_key(row.round__organisation_id, row.round__key_name))
    return Held(
        pk=row.pk,
        saved=row.saved,
        seconds=row.seconds,
        revision=row.revision,
        screen=row.screen,
        answers=_unseal(keys, row.pk, bytes(row.sealed)),
        asked=asked_in(row.round__key_name, row.person__add_on_id, language),
        is_sampled=row.person_id is not None,
        keys=keys,
    )


def _refuse_unopened(round: Round) -> None:
    if round.state != Round.State.IN_THE_FIELD:
        raise NotUsable(Refusal.CLOSED)


def _block(asked: Questionnaire, screen: str) -> str:
    variables = asked.variables_of.get(screen, ())
    return variables[0].block.name if variables else ""


def _seal(keys: DataKeys, response_id: int, answers: Answers) -> bytes:
    plain = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    return keys.seal(plain, context=_context(response_id))


def _unseal(keys: DataKeys, response_id: int, sealed: bytes) -> Answers:
    if not sealed:
        return {}
    with said_in_words():
        plain = keys.unseal(sealed, context=_context(response_id))
    answers: Answers = json.loads(plain)
    return answers


def _context(response_id: int) -> bytes:
    return f"surveys.Response {response_id}".encode()


def _without_none(answers: Answers) -> Answers:
    return {name: answer for name, answer in answers.items() if answer is not None}
