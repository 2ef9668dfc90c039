"""What matters most of a round's fieldwork, in a few sentences."""

from collections.abc import Iterator

from tryggve.apps.surveys.fieldwork.areas import Course
from tryggve.apps.surveys.fieldwork.likeness import Likeness
from tryggve.apps.surveys.fieldwork.monitor import Monitor
from tryggve.apps.surveys.models import Mailing
from tryggve.wording import formats
from tryggve.wording.text import Text, say


def sentences(monitor: Monitor, language: str) -> list[Text]:
    """The most important first."""
    return [
        *_so_far(monitor, language),
        *_in_the_end(monitor, language),
        *_next(monitor, language),
        *_spent(monitor, language),
    ]


def _so_far(monitor: Monitor, language: str) -> Iterator[Text]:
    yield say(
        "{answered} of {drawn} who were drawn have answered: {share} %.",
        answered=_whole(monitor.answered, language),
        drawn=_whole(monitor.drawn, language),
        share=_percent(monitor.rate, language),
    )
    if monitor.timing is None:
        yield say("Neither the calendar nor a mailing says when the letter is posted.")
    elif monitor.on >= monitor.timing.first:
        yield say(
            "{share} % were planned by this day.", share=_percent(monitor.planned_by_now, language)
        )
    earlier = monitor.earlier_by_now
    if earlier is not None and monitor.timing and monitor.timing.earlier:
        yield say(
            "In {round}, {share} % had answered as many days after the letter.",
            round=monitor.timing.earlier.title,
            share=_percent(earlier, language),
        )


def _in_the_end(monitor: Monitor, language: str) -> Iterator[Text]:
    expected, timing = monitor.expected, monitor.timing
    if expected is None or timing is None:
        return
    if expected.low < expected.high:
        yield say(
            "{answers} answers are expected by {day}, between {low} and {high}; {planned} were "
            "planned.",
            answers=_whole(expected.answers, language),
            day=timing.close,
            low=_whole(expected.low, language),
            high=_whole(expected.high, language),
            planned=_whole(monitor.planned, language),
        )
    behind = sum(each.course == Course.BEHIND for each in monitor.areas)
    areas = len(monitor.areas)
    if behind:
        yield say(
            "{behind} of {areas} areas will have fewer answers than planned: their figures will be "
            "less sure.",
            behind=behind,
            areas=areas,
        )
    else:
        yield say("No area is certain to have fewer answers than planned.")


def _next(monitor: Monitor, language: str) -> Iterator[Text]:
    for each in monitor.to_come:
        yield say(
            "{mailing}, to be posted on {day}, is expected to bring {answers} answers.",
            mailing=Mailing.Kind(each.posting.kind).label,
            day=each.posting.day,
            answers=_whole(each.answers, language),
        )


def _spent(monitor: Monitor, language: str) -> Iterator[Text]:
    if monitor.is_cost_known and monitor.answered:
        yield say(
            "What is posted has cost {kronor} kronor: {each} for each answer.",
            kronor=_whole(float(monitor.spent), language),
            each=_whole(float(monitor.spent) / monitor.answered, language),
        )


def of_likeness(found: Likeness, language: str) -> list[Text]:
    """How like those drawn those who have answered are."""
    return [
        say(
            "The R-indicator is {r} (standard error {error}): 1 would be an answer as likely from "
            "everybody, 0 the worst.",
            r=formats.number(found.r, language, decimals=2),
            error=formats.number(found.standard_error, language, decimals=2),
        ),
        say(
            "If what people answer went together with who answers as closely as it can, a share "
            "could be off by {points} percentage points before weighting.",
            points=formats.number(100 * found.largest_error, language, decimals=0),
        ),
        say("It is judged by sex and age alone, and says nothing of anything else."),
    ]


def how_reckoned(monitor: Monitor) -> list[Text]:
    """By what the figures are reckoned."""
    told = [
        say(
            "The forecast holds what has come against the plan, learns how the whole round goes, "
            "and lets an area with few answers lean on the others. The intervals are made to hold "
            "the final number nine times in ten."
        ),
        say(
            "The margins of error are of a share of 25 per cent, at 95 per cent. They show the "
            "chance of the draw, not the error from those who do not answer."
        ),
    ]
    if monitor.timing is None:
        return told
    if monitor.timing.is_learnt:
        return [say("When answers come is taken from the round before."), *told]
    return [
        say(
            "When answers come is a planning value of ours, until a round before it with the same "
            "mailings can be learnt from."
        ),
        *told,
    ]


def _whole(number: float, language: str) -> str:
    return formats.number(round(number), language)


def _percent(share: float, language: str) -> str:
    return formats.number(100 * share, language, decimals=1)
