"""What is changed in surveys: questionnaires, rounds, samples, and what people answer."""

from tryggve.apps.surveys.services.closing import (
    ask_to_destroy_link,
    destroy_link,
    take_destruction_back,
)
from tryggve.apps.surveys.services.design import (
    allocate_sample,
    choose_way,
    decide_design,
    put_counts,
    take_design_back,
)
from tryggve.apps.surveys.services.draws import approve_draw, throw_away_draw
from tryggve.apps.surveys.services.flags import remove_protected
from tryggve.apps.surveys.services.frames import draw_from_frame, load_frame
from tryggve.apps.surveys.services.help_texts import write_help_text
from tryggve.apps.surveys.services.importing import import_sample, keep_layout
from tryggve.apps.surveys.services.keying import key_form, settle_keyings
from tryggve.apps.surveys.services.mail_texts import (
    drop_mail_text,
    note_agreement,
    write_letterhead,
    write_mail_text,
)
from tryggve.apps.surveys.services.mailings import (
    note_files,
    post_mailing,
    prepare_mailing,
    throw_away_mailing,
)
from tryggve.apps.surveys.services.planning import (
    choose_population,
    put_strata,
    set_days,
    strata_of_areas,
    write_grounds,
)
from tryggve.apps.surveys.services.questionnaires import add_questionnaire, approve_language
from tryggve.apps.surveys.services.returns import note_call, note_call_of, note_return, note_returns
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
    "allocate_sample",
    "approve_draw",
    "approve_language",
    "ask_to_destroy_link",
    "choose_languages",
    "choose_population",
    "choose_way",
    "close_round",
    "create_test_sample",
    "decide_design",
    "destroy_link",
    "draw_from_frame",
    "drop_mail_text",
    "import_sample",
    "keep_layout",
    "key_form",
    "load_frame",
    "note_agreement",
    "note_call",
    "note_call_of",
    "note_files",
    "note_return",
    "note_returns",
    "open_round",
    "plan_round",
    "post_mailing",
    "prepare_mailing",
    "put_counts",
    "put_strata",
    "remove_protected",
    "revoke_code",
    "set_days",
    "settle_keyings",
    "strata_of_areas",
    "take_design_back",
    "take_destruction_back",
    "throw_away_draw",
    "throw_away_mailing",
    "write_grounds",
    "write_help_text",
    "write_letterhead",
    "write_mail_text",
]
