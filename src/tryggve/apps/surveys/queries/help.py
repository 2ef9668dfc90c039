"""The page of help: the organisation's own words where it has written any."""

from dataclasses import dataclass, replace

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.help_texts import (
    IN_THE_LETTER,
    SECTIONS,
    SOMEBODY,
    STANDARD,
    STANDARD_OPEN,
)
from tryggve.apps.surveys.models import HelpText
from tryggve.wording.text import Text


@dataclass(frozen=True)
class HelpSection:
    """A part of the help page."""

    name: str
    title: str
    text: str


def help_for(
    organisation: Organisation | None, language: str, *, is_open_link: bool = False
) -> list[HelpSection]:
    """The help page in a language, the organisation's own words where it has written any.

    Without an organisation it says what is true whoever asks. Own words about people who were
    drawn do not stand with an open link.
    """
    standard = STANDARD_OPEN if is_open_link else STANDARD
    own: dict[str, str] = {}
    if organisation is None:
        standard = {**standard, "contact": IN_THE_LETTER}
    else:
        written = HelpText.objects.filter(organisation=organisation, language=language)
        own = dict(written.values_list("section", "text"))
    return [
        HelpSection(
            section,
            SECTIONS[section].spoken_in(language),
            (text is STANDARD[section] and own.get(section))
            or _said_by(organisation, text).spoken_in(language),
        )
        for section, text in standard.items()
    ]


def standard_help(organisation: Organisation, section: str, language: str) -> str:
    """A part of the help page in a language as it stands without an own text."""
    return _said_by(organisation, STANDARD[section]).spoken_in(language)


def _said_by(organisation: Organisation | None, text: Text) -> Text:
    return replace(text, values={"organisation": organisation.name if organisation else SOMEBODY})
