"""A definition from YAML: the model of it, or every problem in one report."""

from pathlib import Path

from pydantic import ValidationError

from tryggve.questionnaire import translation
from tryggve.questionnaire.finding import Finding
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading.checking import findings
from tryggve.questionnaire.reading.problems import refused, said_path
from tryggve.questionnaire.reading.yaml import Lines, line_of, read_yaml
from tryggve.wording.problems import InputError, Problem, refuse
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
    try:
        questionnaire = Questionnaire.model_validate(content)
    except ValidationError as error:
        raise InputError(refused(error, lines, file)) from None
    wrong = [_at(finding, lines, file) for finding in findings(questionnaire)]
    if not unfinished_translations:
        wrong += [_at(finding, lines, file) for finding in translation.findings(questionnaire)]
    if wrong:
        raise InputError(sorted(wrong, key=lambda problem: problem.row or 0))
    return questionnaire


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


def _at(finding: Finding, lines: Lines, file: str) -> Problem:
    row = line_of(finding.path, lines)
    return Problem(finding.what, finding.mend, file, row, said_path(finding.path))
