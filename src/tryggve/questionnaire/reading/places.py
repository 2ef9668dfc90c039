"""Where in a file each part of a definition stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from tryggve.questionnaire import translation
from tryggve.questionnaire.finding import Finding, Path
from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading.checking import findings
from tryggve.questionnaire.reading.refusals import said_path, words_of
from tryggve.wording.problems import InputError, Problem

Place = tuple[str, int]  # the sheet of a workbook, empty in a text; the line or row, from 1


@dataclass(frozen=True)
class Places:
    """The file, and the place of what it holds, by path."""

    file: str
    known: Mapping[Path, Place]

    def problem(self, finding: Finding) -> Problem:
        """What was found, at its place or that of the nearest part around it."""
        sheet, row = self._nearest(finding.path)
        file = f"{self.file} [{sheet}]" if sheet else self.file
        return Problem(finding.what, finding.mend, file, row, said_path(finding.path))

    def in_file(self, place: Path) -> tuple[Path, str]:
        """A path of the model without what the file has not, and the last part that it has not.

        Between keys the model's path holds names of its own, such as the kind of a question.
        """
        path: Path = ()
        missing = ""
        for part in place:
            if (*path, part) in self._within:
                path, missing = (*path, part), ""
            else:
                missing = str(part)
        return path, missing

    @cached_property
    def _within(self) -> frozenset[Path]:
        """Every path of which the file has something."""
        return frozenset(path[:n] for path in self.known for n in range(len(path) + 1))

    def _nearest(self, path: Path) -> tuple[str, int | None]:
        for length in range(len(path), -1, -1):
            if path[:length] in self.known:
                return self.known[path[:length]]
        return "", None


def as_questionnaire(
    content: object, places: Places, *, unfinished_translations: bool
) -> Questionnaire:
    """The definition that was read. InputError holds every problem, by its place in the file."""
    try:
        questionnaire = Questionnaire.model_validate(content)
    except ValidationError as error:
        raise InputError(
            _by_row(places.problem(each) for each in _refused(error, places))
        ) from None
    wrong = findings(questionnaire)
    if not unfinished_translations:
        wrong += translation.findings(questionnaire)
    if wrong:
        raise InputError(_by_row(places.problem(each) for each in wrong))
    return questionnaire


def _refused(error: ValidationError, places: Places) -> Iterable[Finding]:
    """A finding for each thing that the model refused, one for each place."""
    found: dict[Path, Finding] = {}
    for each in error.errors():
        path, missing = places.in_file(each["loc"])
        what, mend = words_of(each, missing)
        key = (*path, missing) if each["type"] == "missing" else path
        found.setdefault(key, Finding(path, what, mend))
    # A list whose only part is wrong is said to be empty as well.
    around = {key[:length] for key in found for length in range(len(key))}
    return [each for key, each in found.items() if key not in around]


def _by_row(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.file, problem.row or 0))
