"""What is changed in surveys: questionnaires, rounds, test samples, and what people answer."""

from tryggve.apps.surveys.services.questionnaires import add_questionnaire, approve_language
from tryggve.apps.surveys.services.rounds import (
    add_add_on,
    choose_languages,
    close_round,
    open_round,
    plan_round,
)
from tryggve.apps.surveys.services.samples import create_test_sample, revoke_code

__all__ = [
    "add_add_on",
    "add_questionnaire",
    "approve_language",
    "choose_languages",
    "close_round",
    "create_test_sample",
    "open_round",
    "plan_round",
    "revoke_code",
]
