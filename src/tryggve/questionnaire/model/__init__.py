"""The model of a questionnaire: what docs/reference/questionnaire.md describes, key by key."""

from tryggve.questionnaire.model.conditions import Answers, Between, Codes, Condition
from tryggve.questionnaire.model.questionnaire import (
    Approval,
    Block,
    Check,
    Indicator,
    LanguageStatus,
    Questionnaire,
    Variable,
)
from tryggve.questionnaire.model.questions import (
    Choices,
    Grid,
    Item,
    MapPoint,
    Multiple,
    NonAnswer,
    Number,
    Option,
    Question,
    Single,
    Written,
)
from tryggve.questionnaire.model.words import Words

__all__ = [
    "Answers",
    "Approval",
    "Between",
    "Block",
    "Check",
    "Choices",
    "Codes",
    "Condition",
    "Grid",
    "Indicator",
    "Item",
    "LanguageStatus",
    "MapPoint",
    "Multiple",
    "NonAnswer",
    "Number",
    "Option",
    "Question",
    "Questionnaire",
    "Single",
    "Variable",
    "Words",
    "Written",
]
