"""Sentences that wait to be said until it is known in which language.

A pure package never speaks on its own: it answers with a `Text`, and whoever shows it has chosen
the language, with `speaking("en")` or, in the site, for the whole request.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tryggve.wording import formats

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("sv", "en", "ar")  # of our pages
BASED_ON = {"sv-simple": "sv"}  # a language that is another in simpler words
RESPONDENTS = (*LANGUAGES, *BASED_ON, "fi", "so", "fa", "pl", "bs", "uk", "ti")  # of who answers
_language: ContextVar[str] = ContextVar("language", default="sv")


@dataclass(frozen=True)
class Text:
    """A sentence: an English message id with named values, said in the reader's language."""

    message: str
    values: dict[str, Any] = field(default_factory=dict)
    plural: str = ""
    count: int | None = None

    def __str__(self) -> str:
        return self.spoken_in(_language.get())

    def spoken_in(self, language: str) -> str:
        """The sentence in `language`, one of `RESPONDENTS`, with values written its way.

        Beyond `LANGUAGES` only what respondents see is translated; the rest is said in English.
        """
        catalogue = _catalogue(language)
        if self.count is None:
            pattern = catalogue.gettext(self.message)
        else:
            pattern = catalogue.ngettext(self.message, self.plural, self.count)
        return pattern.format(**{k: _written(v, language) for k, v in self.values.items()})


def say(message: str, **values: Any) -> Text:
    """A sentence to say later: `say("Row {row} has no code.", row=3)`."""
    return Text(message, values)


def say_many(singular: str, plural: str, count: int, **values: Any) -> Text:
    """A sentence whose form follows a number, which it may hold as `{count}`."""
    return Text(singular, values | {"count": count}, plural, count)


def current_language() -> str:
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block every `Text` is said in `language`."""
    token = _language.set(language if language in RESPONDENTS else "sv")
    try:
        yield
    finally:
        _language.reset(token)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, [BASED_ON.get(language, language)], fallback=True)


def _written(value: Any, language: str) -> str:
    match value:
        case bool() | str():
            return str(value)
        case int() | float():
            return formats.number(value, language)
        case date():
            return formats.day(value, language)
        case Text():
            return value.spoken_in(language)
        case _:
            return str(value)
