"""Questionnaires in use, rounds, drawn persons under pseudonyms, and what they answered."""

from tryggve.apps.surveys.models.closing import LinkDestruction
from tryggve.apps.surveys.models.guessing import GuessingSalt, WrongCodes
from tryggve.apps.surveys.models.help import HelpText
from tryggve.apps.surveys.models.keying import Keying, KeyingComparison
from tryggve.apps.surveys.models.mailings import (
    FirmAgreement,
    FlagCheck,
    Letterhead,
    MailBatch,
    Mailing,
    MailItem,
    MailPiece,
    MailText,
    PaperForm,
    Sheet,
)
from tryggve.apps.surveys.models.people import LoginCode, OptOut, SampledPerson
from tryggve.apps.surveys.models.planning import FrameCount, RoundDay, Stratum
from tryggve.apps.surveys.models.questionnaires import LanguageApproval, QuestionnaireVersion
from tryggve.apps.surveys.models.responses import Response
from tryggve.apps.surveys.models.rounds import (
    ROUND_STATES,
    Round,
    RoundAddOn,
    RoundLanguage,
    answers_key,
    codes_key,
)
from tryggve.apps.surveys.models.sampling import Draw, Frame, RegisterLayout, SampleDesign

__all__ = [
    "ROUND_STATES",
    "Draw",
    "FirmAgreement",
    "FlagCheck",
    "Frame",
    "FrameCount",
    "GuessingSalt",
    "HelpText",
    "Keying",
    "KeyingComparison",
    "LanguageApproval",
    "Letterhead",
    "LinkDestruction",
    "LoginCode",
    "MailBatch",
    "MailItem",
    "MailPiece",
    "MailText",
    "Mailing",
    "OptOut",
    "PaperForm",
    "QuestionnaireVersion",
    "RegisterLayout",
    "Response",
    "Round",
    "RoundAddOn",
    "RoundDay",
    "RoundLanguage",
    "SampleDesign",
    "SampledPerson",
    "Sheet",
    "Stratum",
    "WrongCodes",
    "answers_key",
    "codes_key",
]
