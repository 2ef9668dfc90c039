"""Everything that reads surveys."""

from tryggve.apps.surveys.queries.following import followed_strata
from tryggve.apps.surveys.queries.help import HelpSection, help_for, standard_help
from tryggve.apps.surveys.queries.keying import Agreement, agreement_of, rounds_to_key
from tryggve.apps.surveys.queries.mailings import (
    batches_of,
    calls_of,
    contents_of,
    mailings_of,
    manifest_names,
    manifest_of,
    name_of,
    people_named,
    to_print,
    told_of,
)
from tryggve.apps.surveys.queries.questionnaires import (
    approved_languages,
    languages_asked_in,
    usable_questionnaires,
)
from tryggve.apps.surveys.queries.respondents import (
    RoundFacts,
    answers_for_snapshot,
    asked_in,
    facts_of,
    organisation_that_asks,
)
from tryggve.apps.surveys.queries.rounds import Progress, progress_of, rounds_of

__all__ = [
    "Agreement",
    "HelpSection",
    "Progress",
    "RoundFacts",
    "agreement_of",
    "answers_for_snapshot",
    "approved_languages",
    "asked_in",
    "batches_of",
    "calls_of",
    "contents_of",
    "facts_of",
    "followed_strata",
    "help_for",
    "languages_asked_in",
    "mailings_of",
    "manifest_names",
    "manifest_of",
    "name_of",
    "organisation_that_asks",
    "people_named",
    "progress_of",
    "rounds_of",
    "rounds_to_key",
    "standard_help",
    "to_print",
    "told_of",
    "usable_questionnaires",
]
