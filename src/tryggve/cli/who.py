"""Who acts, and what is meant, when a command is given words on the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import models

from tryggve.apps.accounts.models import Organisation, User
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


@contextmanager
def allowed() -> Iterator[None]:
    """What the person named may not do is said in words."""
    try:
        yield
    except PermissionDenied:
        raise refuse(
            say("The person named may not do this."),
            say("What each role may do: docs/reference/permissions.md."),
        ) from None


def operator(email: str) -> User:
    """The operator with this e-mail, or the only one. InputError if it is not clear who."""
    operators = User.objects.filter(is_operator=True, is_active=True)
    if email:
        return person(email)
    found = list(operators[:2])
    if not found:
        raise refuse(say("There is no operator."), say("Name one: tryggve person operator EMAIL"))
    if len(found) > 1:
        raise refuse(say("There are several operators."), say("Say who does it, with --by."))
    return found[0]


def person(email: str) -> User:
    found = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if found is None:
        raise refuse(say("Nobody signs in with {email}.", email=email))
    return found


def organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organisation.objects.values_list("slug", flat=True)[:50])
        raise refuse(
            say("There is no organisation {name}.", name=slug),
            say("There are: {names}", names=known) if known else say("Create it first."),
        )
    return found


def choice(value: str, choices: type[models.TextChoices], field: str) -> str:
    """One of the words that a setting of ours may have."""
    if value not in choices.values:
        raise refuse(
            say("{value} is not known here.", value=value),
            say("Use one of: {kinds}.", kinds=", ".join(choices.values)),
            field=field,
        )
    return value
