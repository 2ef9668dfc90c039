"""The languages that a questionnaire can be written in."""

from dataclasses import dataclass
from enum import StrEnum


class Script(StrEnum):
    """The letters of a language (ISO 15924)."""

    LATIN = "Latn"
    ARABIC = "Arab"
    CYRILLIC = "Cyrl"
    ETHIOPIC = "Ethi"


@dataclass(frozen=True)
class Language:
    """`tag`: BCP 47, as it stands in a file and in HTML. `name`: what its readers call it.

    `based_on`: the language whose text is shown where this one has none of its own, since it is
    the same language in other words.
    """

    tag: str
    name: str
    english: str
    script: Script = Script.LATIN
    based_on: str = ""

    @property
    def is_from_right(self) -> bool:
        return self.script is Script.ARABIC


LANGUAGES = {
    language.tag: language
    for language in (
        Language("sv", "Svenska", "Swedish"),
        Language("sv-simple", "Lättläst svenska", "Easy Swedish", based_on="sv"),
        Language("en", "English", "English"),
        Language("ar", "العربية", "Arabic", Script.ARABIC),
        Language("fi", "Suomi", "Finnish"),
        Language("so", "Soomaali", "Somali"),
        Language("fa", "فارسی", "Persian", Script.ARABIC),
        Language("pl", "Polski", "Polish"),
        Language("bs", "Bosanski/hrvatski/srpski", "Bosnian-Croatian-Serbian"),
        Language("uk", "Українська", "Ukrainian", Script.CYRILLIC),
        Language("ti", "ትግርኛ", "Tigrinya", Script.ETHIOPIC),
    )
}
