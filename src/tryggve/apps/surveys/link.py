"""What must be done before the link between a round's people and their answers is destroyed."""

from collections.abc import Iterator, Mapping

from tryggve.apps.surveys.models import Round
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say

CHECKLIST: Mapping[str, Text] = {
    "printer": say(
        "Whoever printed and posted the letters has told that files and spoilt prints are "
        "destroyed."
    ),
    "files": say(
        "The printer's files, the supplier's sample and lists of codes are deleted wherever we "
        "kept them."
    ),
    "paper": say(
        "Forms that came back are read, and kept apart from names or destroyed as was decided."
    ),
    "keys": say(
        "Copies of the folder of keys that were made before today will be destroyed or replaced."
    ),
}


def refuse_blocked(round: Round) -> None:
    """InputError with all that is still open in the round."""
    problems = [Problem(each) for each in what_blocks(round)]
    if problems:
        raise InputError(problems)


def what_blocks(round: Round) -> Iterator[Text]:
    """Each thing that is still open."""
    if not round.is_drawn:
        yield say("Nobody was drawn for this round: there is no link.")
    if round.state != Round.State.RECEPTION_CLOSED:
        yield say("The reception is not closed, or the link is destroyed already.")
    if round.draws.filter(approved=None).exists():
        yield say("A draw waits to be approved.")
    if round.mailings.filter(posted=None).exists():
        yield say("A mailing is prepared that has not been posted.")
    if round.people.filter(keyings__needs_second=True, comparison=None).exists():
        yield say("Forms wait to be keyed a second time.")
    if round.comparisons.filter(settled=None).exists():
        yield say("Two keyings of a form differ, and nobody has settled which is right.")
