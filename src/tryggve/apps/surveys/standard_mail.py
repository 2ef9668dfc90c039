"""What letters and cards say where the organisation has not written it itself.

The texts are Swedish on paper, like the form; the English beside them is for who translates them.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tryggve.apps.surveys.models import MailText
from tryggve.wording.text import Text, say

HEADINGS: Mapping[str, Text] = MappingProxyType(
    {
        MailText.Kind.LETTER: say("How safe do you feel where you live?"),
        MailText.Kind.CARD: say("Have you answered?"),
        MailText.Kind.REMINDER: say("You can still answer"),
    }
)
BODIES: Mapping[str, tuple[Text, ...]] = MappingProxyType(
    {
        MailText.Kind.LETTER: (
            say(
                "You are one of those who have been drawn at random to answer questions about "
                "safety where you live. Nobody else can answer in your place, and your answer "
                "counts just as much if you feel safe."
            ),
            say(
                "{senders} use the answers to decide what is to be done where you live, and tell "
                "what became of it."
            ),
            say(
                "You choose whether you take part. Answer by {day}, on the web or on the form. The "
                "reply envelope needs no stamp."
            ),
        ),
        MailText.Kind.CARD: (
            say("A while ago you had a letter with questions about safety where you live."),
            say("If you have answered: thank you. Then you need do nothing more."),
            say(
                "If not, you can answer until {day}. The code is in the letter. If you have lost "
                "it, call us and you will have a new one."
            ),
        ),
        MailText.Kind.REMINDER: (
            say(
                "Earlier this autumn you had a letter with questions about safety where you live. "
                "We have not had your answer yet. If you have just answered, thank you: then you "
                "need do nothing more."
            ),
            say(
                "You were drawn at random, and nobody else can answer in your place. {senders} use "
                "the answers to decide what is to be done where you live."
            ),
            say(
                "You choose whether you take part. Answer by {day}, on the web or on the form. The "
                "reply envelope needs no stamp."
            ),
        ),
    }
)
PROTECTION = say(
    "{authority} is responsible for your personal data. Your name and address come from the "
    "population register, are used for these letters alone, and are kept apart from your answers. "
    "The link between them is destroyed when the survey is over. {secrecy} {erasure} You have the "
    "right to see what is kept of you, to have it put right, and to complain to the "
    "Swedish Authority for Privacy Protection."
)
CONTACT = say("Questions? {contact}")
PAID = say("Postage paid")
LATER = say("the day that the letter names")
SPECIMEN = (  # an address to show a letter with
    say("First name Surname"),
    say("The Street 1"),
    say("123 45 THE TOWN"),
)
