"""One tiny questionnaire for each feature; a test of the same name runs it."""

from functools import cache
from pathlib import Path

from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading import read_questionnaire_file

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def form(name: str) -> Questionnaire:
    return read_questionnaire_file(FOLDER / f"{name}.yaml")


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
