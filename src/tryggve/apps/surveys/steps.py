"""What is done in a round, what is next, and what blocks it."""

from collections.abc import Callable
from dataclasses import dataclass

from tryggve.apps.surveys.models import Round, SampleDesign
from tryggve.wording.text import Text, say

DONE, NEXT, LATER = "done", "next", "later"


@dataclass(frozen=True)
class Step:
    """One step. `page`: where it is done; empty where there is nothing to open yet. `lacks`: what
    must be done before it."""

    title: Text
    state: str
    page: str
    lacks: tuple[Text, ...] = ()


@dataclass(frozen=True)
class _Rule:
    title: Text
    page: str
    is_done: Callable[[Round], bool]
    needs: tuple[str, ...] = ()
    is_after_close: bool = False


def _whole(round: Round) -> bool:
    design = getattr(round, "design", None)
    return design is not None and design.way == SampleDesign.Way.WHOLE_FRAME


def _decided(round: Round) -> bool:
    design = getattr(round, "design", None)
    return design is not None and design.decided is not None


LANGUAGES = _Rule(
    say("Choose the languages"), "surveys:languages", lambda round: round.languages.exists()
)
OPEN = _Rule(
    say("Open the round for answers"), "surveys:open_round", lambda round: round.opened is not None
)
CLOSE = _Rule(
    say("Close the reception"), "surveys:close_round", lambda round: round.closed is not None
)
DESTROY = _Rule(
    say("Destroy the link to the people"),
    "surveys:destruction",
    lambda round: not round.is_linked,
    ("close",),
    is_after_close=True,
)
SHARED = {
    "languages": LANGUAGES,
    "grounds": _Rule(
        say("Write down who is responsible, and on what grounds"),
        "surveys:grounds",
        lambda round: round.has_grounds,
    ),
    "population": _Rule(
        say("Choose who belongs to the population"),
        "surveys:population",
        lambda round: round.frame_day is not None,
    ),
    "calendar": _Rule(
        say("Make the calendar"), "surveys:calendar", lambda round: round.days.exists()
    ),
    "strata": _Rule(
        say("Put in the strata"), "surveys:strata", lambda round: round.strata.exists()
    ),
    "way": _Rule(
        say("Choose who draws the sample"),
        "surveys:way",
        lambda round: hasattr(round, "design"),
    ),
}
ALLOCATE = _Rule(
    say("Divide the sample over the strata"),
    "surveys:allocate",
    lambda round: round.strata.exists() and not round.strata.filter(drawn=None).exists(),
    ("strata",),
)
DECIDE = _Rule(
    say("Decide the design"),
    "surveys:decide",
    _decided,
    ("grounds", "population", "way", "allocate"),
)
WRITE = _Rule(
    say("Write to those who were drawn"),
    "surveys:mail",
    lambda round: round.mailings.filter(posted__isnull=False).exists(),
    ("approve",),
)
APPROVE = _Rule(
    say("Have the sample approved by a second person"),
    "surveys:sample",
    lambda round: round.draws.filter(approved__isnull=False).exists(),
    ("draw",),
)
ORDERED = {
    **SHARED,
    "allocate": ALLOCATE,
    "decide": DECIDE,
    "counts": _Rule(
        say("Import the population counts"),
        "surveys:counts",
        lambda round: round.strata.filter(counts__isnull=False).exists(),
        ("decide",),
    ),
    "draw": _Rule(
        say("Import the sample that the supplier has drawn"),
        "surveys:import_sample",
        lambda round: round.draws.exists(),
        ("decide", "counts"),
    ),
    "approve": APPROVE,
    "open": OPEN,
    "write": WRITE,
    "close": CLOSE,
    "destroy": DESTROY,
}
WHOLE = {
    **SHARED,
    "load": _Rule(
        say("Load the register"),
        "surveys:sample",
        lambda round: round.frames.exists(),
        ("grounds", "population", "strata", "way"),
    ),
    "allocate": ALLOCATE,
    "decide": DECIDE,
    "draw": _Rule(
        say("Draw the sample"),
        "surveys:draw_sample",
        lambda round: round.draws.exists(),
        ("load", "decide"),
    ),
    "approve": APPROVE,
    "open": OPEN,
    "write": WRITE,
    "close": CLOSE,
    "destroy": DESTROY,
}
NEEDED_TO_OPEN = {"open": ("languages", "approve"), "close": ("open",)}
UNDRAWN = {"languages": LANGUAGES, "open": OPEN, "close": CLOSE}  # a test, or an open link


def steps_of(round: Round) -> list[Step]:
    """Every step of a round in order. The first that nothing blocks and is not done is next."""
    rules = (WHOLE if _whole(round) else ORDERED) if round.is_drawn else UNDRAWN
    done = {name: rule.is_done(round) for name, rule in rules.items()}
    steps, has_next = [], False
    for name, rule in rules.items():
        needs = [each for each in (*rule.needs, *NEEDED_TO_OPEN.get(name, ())) if each in rules]
        lacks = tuple(rules[each].title for each in needs if not done[each])
        is_next = not done[name] and not lacks and not has_next
        has_next = has_next or is_next
        state = DONE if done[name] else NEXT if is_next else LATER
        can_be_opened = not lacks and (round.closed is None or rule.is_after_close)
        steps.append(Step(rule.title, state, rule.page if can_be_opened else "", lacks))
    return steps
