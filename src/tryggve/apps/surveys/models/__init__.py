"""Questionnaires in use, rounds, drawn persons under pseudonyms, and what they answered."""

from tryggve.apps.surveys.models.guessing import GuessingSalt, WrongCodes
from tryggve.apps.surveys.models.help import HelpText
from tryggve.apps.surveys.models.people import LoginCode, OptOut, SampledPerson
from tryggve.apps.surveys.models.questionnaires import LanguageApproval, QuestionnaireVersion
from tryggve.apps.surveys.models.responses import Response
from tryggve.apps.surveys.models.rounds import (
    ROUND_STATES,
    Round,
    RoundAddOn,
    RoundLanguage,
    answers_key,
)

__all__ = [
    "ROUND_STATES",
    "GuessingSalt",
    "HelpText",
    "LanguageApproval",
    "LoginCode",
    "OptOut",
    "QuestionnaireVersion",
    "Response",
    "Round",
    "RoundAddOn",
    "RoundLanguage",
    "SampledPerson",
    "WrongCodes",
    "answers_key",
]
