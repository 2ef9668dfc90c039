"""One line in each language of a round: that it can be answered in it, on the web.

All but Swedish and English are drafts by machine that no reader of the language has approved.
"""

from collections.abc import Sequence
from typing import Any

from tryggve.questionnaire.languages import LANGUAGES

INVITATIONS = {
    "sv-simple": "Du kan svara på lättläst svenska på webben.",
    "en": "You can answer in English on the web.",
    "ar": "يمكنك الإجابة باللغة العربية على الموقع.",
    "fi": "Voit vastata suomeksi verkossa.",
    "so": "Waxaad ku jawaabi kartaa af-Soomaali internetka.",
    "fa": "می‌توانید به فارسی در وب پاسخ دهید.",
    "pl": "Możesz odpowiedzieć po polsku w internecie.",
    "bs": "Možete odgovoriti na bosanskom, hrvatskom ili srpskom na internetu.",
    "uk": "Ви можете відповісти українською мовою в інтернеті.",
    "ti": "ብትግርኛ ኣብ መርበብ ሓበሬታ ክትምልሱ ትኽእሉ ኢኹም።",
}


def invitations(languages: Sequence[str], *, besides: str) -> list[dict[str, Any]]:
    """The lines as a template shows them, but for the language that all of it is written in."""
    return [
        {
            "language": tag.split("-")[0],
            "text": INVITATIONS[tag],
            "from-right": LANGUAGES[tag].is_from_right,
        }
        for tag in languages
        if tag in INVITATIONS and tag != besides
    ]
