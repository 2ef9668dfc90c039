"""A definition from YAML: the model of it, or every problem in one report."""

from pathlib import Path

from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading.places import Places, as_questionnaire
from tryggve.questionnaire.reading.yaml import read_yaml
from tryggve.wording.problems import refuse
from tryggve.wording.text import say


def read_questionnaire(
    text: str, *, file: str = "", unfinished_translations: bool = False
) -> Questionnaire:
    """The definition in a YAML text.

    InputError holds every problem with its line: form, names, codes, routing, indicators,
    translations. `unfinished_translations` lets what is wrong with translations pass.
    """
    content, lines = read_yaml(text, file)
    if not isinstance(content, dict):
        raise refuse(
            say("The file holds no questionnaire."),
            say("Begin with name, version, languages, title and blocks."),
            file=file,
        )
    places = Places(file, {path: ("", line) for path, line in lines.items()})
    return as_questionnaire(content, places, unfinished_translations=unfinished_translations)


def read_questionnaire_file(path: Path, *, unfinished_translations: bool = False) -> Questionnaire:
    """The definition in a file; InputError as above, and for a file that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(
            say("The file cannot be read: {reason}.", reason=str(error)),
            say("Write it as text in UTF-8."),
            file=path.name,
        ) from None
    return read_questionnaire(text, file=path.name, unfinished_translations=unfinished_translations)
