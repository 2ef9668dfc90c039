"""The languages that a questionnaire can be written in."""

from dataclasses import dataclass
from enum import StrEnum

from tryggve.wording.text import Text, say


class Script(StrEnum):
    """The letters of a language (ISO 15924)."""

    LATIN = "Latn"
    ARABIC = "Arab"
    CYRILLIC = "Cyrl"
    ETHIOPIC = "Ethi"


@dataclass(frozen=True)
class Language:
    """`tag`: BCP 47, as it stands in a file and in HTML. `name`: what its readers call it.

    `said`: what others call it. `based_on`: the language whose text is shown where
    this one has none of its own, since it is the same language in other words.
    """

    tag: str
    name: str
    said: Text
    script: Script = Script.LATIN
    based_on: str = ""

    @property
    def is_from_right(self) -> bool:
        return self.script is Script.ARABIC


LANGUAGES = {
    language.tag: language
    for language in (
        Language("sv", "Svenska", say("Swedish")),
        Language("sv-simple", "Lättläst svenska", say("Easy Swedish"), based_on="sv"),
        Language("en", "English", say("English")),
        Language("ar", "العربية", say("Arabic"), Script.ARABIC),
        Language("fi", "Suomi", say("Finnish")),
        Language("so", "Soomaali", say("Somali")),
        Language("fa", "فارسی", say("Persian"), Script.ARABIC),
        Language("pl", "Polski", say("Polish")),
        Language("bs", "Bosanski/hrvatski/srpski", say("Bosnian-Croatian-Serbian")),
        Language("uk", "Українська", say("Ukrainian"), Script.CYRILLIC),
        Language("ti", "ትግርኛ", say("Tigrinya"), Script.ETHIOPIC),
    )
}
