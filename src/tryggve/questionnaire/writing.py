"""A definition as the YAML that it is read from."""

from typing import Any

import yaml

from tryggve.questionnaire.model import Questionnaire

WIDTH = 100


def as_data(questionnaire: Questionnaire) -> dict[str, Any]:
    """What the file holds, as JSON has it: nothing that is left out there."""
    return questionnaire.model_dump(mode="json", exclude_defaults=True)


def as_yaml(questionnaire: Questionnaire) -> str:
    """The text of a file that is read as the same definition."""
    return yaml.dump(
        as_data(questionnaire),
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
    )
