"""The standard questionnaire (trygghet), with which Tryggve's own index is worked out.

The questions are ours. They ask about what the Swedish police's survey is known from its published
results to ask about; its form is not public, so neither wording nor answers are the police's, and
results of the two must not stand in one series. All languages are drafted by machine, the Swedish
too, until a named reviewer has approved them.
"""

from functools import cache
from importlib.resources import files

from tryggve.questionnaire.model import Questionnaire
from tryggve.questionnaire.reading import read_questionnaire

FILE = "trygghet.yaml"


@cache
def standard_questionnaire() -> Questionnaire:
    """The standard questionnaire of this version of Tryggve."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    return read_questionnaire(text, file=FILE)
