"""What the help page of a survey says, part by part, where the organisation has not said it."""

from collections.abc import Mapping
from types import MappingProxyType

from tryggve.wording.text import Text, say

SECTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "who": say("Who asks, and why"),
        "address": say("Where we have your name and address from"),
        "protection": say("How your answers are protected"),
        "rights": say("Your rights"),
        "how": say("How you answer"),
        "contact": say("Whom you can call or write to"),
        "support": say("If the questions stir something up"),
    }
)
IN_THE_LETTER = say("The letter says who asks, and whom you can call.")
SOMEBODY = say("The municipality or the police")
STANDARD: Mapping[str, Text] = MappingProxyType(
    {
        "who": say(
            "{organisation} asks so that municipality and police know where people feel unsafe and "
            "can do something about it. You were drawn at random. Nobody else can answer in your "
            "place. You choose whether you take part, and you may leave out any question."
        ),
        "address": say(
            "We have your name and address from the population register. They are used for the "
            "letters and for nothing else."
        ),
        "protection": say(
            "Your name and address are kept apart from your answers. The answers are encrypted "
            "until you send them. They are separated from you when the collection is finished: "
            "then the link between you and the answers is destroyed. Results are shown for groups "
            "so large that nobody can see what you have answered."
        ),
        "rights": say(
            "Until the link is destroyed you can ask to see your answers, have them put right or "
            "have them erased. You can complain to the Swedish Authority for Privacy Protection."
        ),
        "how": say(
            "What you answer is saved question by question. You can stop and go on later, on "
            "another phone or computer, with the code from the letter."
        ),
        "contact": say("Call or write to {organisation}."),
        "support": say(
            "Victim Support answers on 116 006, the women's helpline Kvinnofridslinjen on "
            "020-50 50 50, and 1177 gives advice on health. In an emergency call 112."
        ),
    }
)
# For an open link nobody is drawn, so nothing is said of a register, a code or a link to a person.
STANDARD_OPEN: Mapping[str, Text] = MappingProxyType(
    {
        "who": say(
            "{organisation} asks so that municipality and police know where people feel unsafe and "
            "can do something about it. Anyone who has the link may answer: this is not a random "
            "sample. You choose whether you take part, and you may leave out any question."
        ),
        "protection": say(
            "You are not asked who you are. The answers are encrypted until you send them. Results "
            "are shown for groups so large that nobody can see what you have answered."
        ),
        "contact": STANDARD["contact"],
        "support": STANDARD["support"],
    }
)
