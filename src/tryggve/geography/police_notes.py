"""The notes of the table of local police areas, as sentences that can be said in any language."""

from tryggve.wording.text import Text, say

_SENTENCES = (
    say("The source says: the municipalities of Öland."),
    say("The source says five municipalities and names places in them."),
    say("The source is from 2016 and may no longer hold."),
    say("The source is the blog of a political party, 2018."),
    say("Concluded from the place, western Blekinge: no source found states it."),
    say("Concluded from the place, eastern Blekinge: no source found states it."),
    say("Concluded from the place, eastern Blekinge: the name is only in a press text of 2018."),
    say("Concluded: what remains of the police area beside the local police area Hässleholm."),
    say("Concluded: what remains of the police area Södra Skåne."),
    say("Concluded from the name: no source found states it."),
    say("Malmö is known to be split into several local police areas, whose names are not sourced."),
)
NOTES: dict[str, Text] = {sentence.message: sentence for sentence in _SENTENCES}
