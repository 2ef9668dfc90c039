"""Whether a definition says the same in all of its languages: nothing missing, copied or old.

What is missing is absent and never a copy. Which wording a translation was made from is kept with
it (`translated_from`, by text), so that it is known to be old once the source has changed.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import combinations

from tryggve.questionnaire.finding import Finding
from tryggve.questionnaire.languages import LANGUAGES, Script
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.texts import NamedText, texts
from tryggve.wording.text import say

SCRIPT_NAMES = {
    Script.LATIN: "LATIN",
    Script.ARABIC: "ARABIC",
    Script.CYRILLIC: "CYRILLIC",
    Script.ETHIOPIC: "ETHIOPIC",
}
RESULT_LANGUAGES = ("sv", "en", "ar")  # in which residents read results
STAMP_LENGTH = 8  # hexadecimal digits: of 4,000 texts two alike by chance once in 500 files


def findings(questionnaire: Questionnaire) -> list[Finding]:
    """Everything that is wrong with the texts; nothing where all languages can be used."""
    return [
        finding
        for text in texts(questionnaire)
        for check in (_missing, _undeclared, _identical, _wrong_script, _old)
        for finding in check(text, questionnaire)
    ]


def complete_languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages with which nothing is wrong, in the order of the file."""
    return tuple(tag for tag in questionnaire.languages if not _wrong_in(tag, questionnaire))


def stamp(source: str) -> str:
    """What stands for a wording: the first digits of its SHA-256."""
    return hashlib.sha256(source.encode()).hexdigest()[:STAMP_LENGTH]


def stamped(questionnaire: Questionnaire, languages: Collection[str]) -> Questionnaire:
    """The definition in which the translations into `languages` are said to be of today's wording.

    For who has just gone through them. The other languages keep what was known of them.
    """
    return questionnaire.model_copy(
        update={
            "translated_from": {
                text.name: _stamps(text, questionnaire, languages) for text in texts(questionnaire)
            }
        }
    )


def _wrong_in(tag: str, questionnaire: Questionnaire) -> bool:
    alone = questionnaire.model_copy(
        update={
            "languages": {
                each: status
                for each, status in questionnaire.languages.items()
                if each in (tag, questionnaire.source_language)
            }
        }
    )
    checks = (_missing, _identical, _wrong_script, _old)
    return any(
        True
        for text in texts(questionnaire)
        for check in checks
        for _ in check(_only(text, alone), alone)
    )


def _only(text: NamedText, questionnaire: Questionnaire) -> NamedText:
    kept = {tag: own for tag, own in text.words.texts.items() if tag in questionnaire.languages}
    return text._replace(words=text.words.model_copy(update={"texts": kept}))


def _missing(text: NamedText, questionnaire: Questionnaire) -> Iterator[Finding]:
    needed = [
        tag for tag in questionnaire.languages if not text.for_results or tag in RESULT_LANGUAGES
    ]
    lacking = [tag for tag in needed if text.words.get(tag) is None]
    if lacking:
        yield Finding(
            text.path,
            say("{text} is missing in {languages}.",
                text=text.name, languages=", ".join(lacking)),
            say("Write it there, or take the language away under languages."),
        )  # fmt: skip


def _undeclared(text: NamedText, questionnaire: Questionnaire) -> Iterator[Finding]:
    extra = [tag for tag in text.words.texts if tag not in questionnaire.languages]
    if extra:
        yield Finding(
            text.path,
            say("{text} is written in {languages}, which is not declared.",
                text=text.name, languages=", ".join(extra)),
            say("Put the language under languages, with who wrote it."),
        )  # fmt: skip


def _identical(text: NamedText, questionnaire: Questionnaire) -> Iterator[Finding]:
    own = text.words.texts
    for first, second in combinations(own, 2):
        if text.words.same & {first, second} or _folded(own[first]) != _folded(own[second]):
            continue
        if any(sign.isalpha() for sign in own[first]):
            yield Finding(
                (*text.path, second),
                say("{text} is the same in {first} and {second}.",
                    text=text.name, first=first, second=second),
                say("Translate it. If it truly is the right word, say so: same: [{language}].",
                    language=second),
            )  # fmt: skip


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _wrong_script(text: NamedText, questionnaire: Questionnaire) -> Iterator[Finding]:
    for tag, own in text.words.texts.items():
        name = SCRIPT_NAMES[LANGUAGES[tag].script]
        letters = [unicodedata.name(sign, "").startswith(name) for sign in own if sign.isalpha()]
        if letters and sum(letters) <= len(letters) / 2 and tag not in text.words.same:
            yield Finding(
                (*text.path, tag),
                say("{text} is not written in the letters of {language}.",
                    text=text.name, language=tag),
                say("Translate it: a copy of another language helps nobody."),
            )  # fmt: skip


def _old(text: NamedText, questionnaire: Questionnaire) -> Iterator[Finding]:
    """Says nothing where the file keeps no wordings at all."""
    if not questionnaire.translated_from:
        return
    source = text.words.own(questionnaire.source_language)
    known = _by_language(text, questionnaire)
    old = [
        tag for tag in _translations(text, questionnaire) if known.get(tag) != stamp(source or "")
    ]
    if old:
        yield Finding(
            text.path,
            say("{text} has changed since it was translated into {languages}.",
                text=text.name, languages=", ".join(old)),
            say("Go through the translation, then: tryggve questionnaire stamp FILE --language "
                "{languages}.", languages=",".join(old)),
        )  # fmt: skip


def _translations(text: NamedText, questionnaire: Questionnaire) -> list[str]:
    return [
        tag
        for tag in text.words.texts
        if tag != questionnaire.source_language and tag in questionnaire.languages
    ]


def _by_language(text: NamedText, questionnaire: Questionnaire) -> Mapping[str, str]:
    known = questionnaire.translated_from.get(text.name, {})
    if isinstance(known, str):
        return dict.fromkeys(_translations(text, questionnaire), known)
    return known


def _stamps(
    text: NamedText, questionnaire: Questionnaire, languages: Collection[str]
) -> str | dict[str, str]:
    """By language, or one stamp where all of them have it."""
    known = _by_language(text, questionnaire)
    today = stamp(text.words.own(questionnaire.source_language) or "")
    translations = _translations(text, questionnaire)
    stamps = {
        tag: today if tag in languages else known[tag]
        for tag in translations
        if tag in languages or tag in known
    }
    is_one = len(set(stamps.values())) == 1 and len(stamps) == len(translations)
    return next(iter(stamps.values())) if is_one else stamps
