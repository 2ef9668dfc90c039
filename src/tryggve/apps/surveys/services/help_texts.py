"""What an organisation says itself on the help page of its surveys."""

import re

from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.help_texts import SECTIONS
from tryggve.apps.surveys.models import HelpText
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

# While the link between person and answers exists, nobody may be told that there is none.
PROMISED_TOO_MUCH = re.compile(
    r"anonym|anoniim|анонім|مجهول|ناشناس|nimettöm|qarsoon", re.IGNORECASE
)


@service("surveys.write_help", says=_("Changed the help of its surveys"))
def write_help_text(
    *, by: User, organisation: Organisation, section: str, language: str, text: str
) -> HelpText | None:
    """Say a part of the help page oneself; with an empty text the standard one stands again.

    InputError for an unknown part or language, and for a promise that answers are anonymous.
    """
    if section not in SECTIONS or language not in LANGUAGES:
        raise refuse(say("The help page has no such part."), field="section")
    own = HelpText.objects.filter(organisation=organisation, section=section, language=language)
    if not text.strip():
        own.delete()
        return None
    if PROMISED_TOO_MUCH.search(text):
        raise refuse(
            say("The answers are not anonymous as long as the link to the person exists."),
            say("Write that they are separated from the person when the collection is finished."),
            field="text",
        )
    kept, _created = HelpText.objects.update_or_create(
        organisation=organisation,
        section=section,
        language=language,
        defaults={"text": text.strip()},
    )
    return kept
