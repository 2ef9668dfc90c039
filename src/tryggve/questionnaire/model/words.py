"""A text in several languages, and how the parts of a definition are made."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_serializer,
    model_validator,
)

from tryggve.questionnaire.languages import LANGUAGES
from tryggve.wording.text import say

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=32)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
SAME = "same"  # the key that lists languages in which the right word is that of another language


class Part(BaseModel):
    """A part of the file: unknown keys are refused, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Part):
    """A text by language, as the file has it: `{sv: Nedskräpning, en: Litter}`.

    What is missing is absent and never a copy. `same` lists the languages whose right word happens
    to be that of another one (`{sv: Park, en: Park, same: [en]}`).
    """

    texts: Mapping[str, Sentence]
    same: frozenset[str] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, given: Any) -> Any:
        if not isinstance(given, Mapping) or "texts" in given:
            return given
        texts = {tag: text for tag, text in given.items() if tag != SAME}
        return {"texts": texts, "same": given.get(SAME, ())}

    @model_validator(mode="after")
    def _in_known_languages(self) -> "Words":
        unknown = sorted((set(self.texts) | self.same) - set(LANGUAGES))
        if unknown:
            raise ValueError(
                say("There is no language {unknown}; there are {known}.",
                    unknown=", ".join(unknown), known=", ".join(LANGUAGES))
            )  # fmt: skip
        return self

    @model_serializer
    def _as_in_file(self) -> dict[str, Any]:
        return {**self.texts, **({SAME: sorted(self.same)} if self.same else {})}

    def own(self, language: str) -> str | None:
        """The text written for that very language, or None."""
        return self.texts.get(language)

    def get(self, language: str) -> str | None:
        """The text to show in a language, or None: its own, or that of the one it is based on."""
        own = self.texts.get(language)
        return own if own is not None else self.texts.get(LANGUAGES[language].based_on)

    def __getitem__(self, language: str) -> str:
        """The text to show in a language. KeyError where there is none."""
        found = self.get(language)
        if found is None:
            raise KeyError(language)
        return found


Texts = Annotated[Words, Field(description="by language")]
