"""The order of the examination: what needs nothing first, what needs Django and databases last."""

from collections.abc import Callable, Iterable, Iterator

from tryggve.site.config import Configuration, configuration
from tryggve.site.operations.backup import refuse_missing
from tryggve.site.operations.doctor import machine, mail, settings
from tryggve.site.operations.doctor.row import ERROR, Check, Row
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

WITHOUT_DJANGO: list[Check] = [
    settings.settings,
    machine.home,
    machine.disk,
    machine.keys,
    machine.clock,
    mail.server,
]


def examine(start_django: Callable[[], None]) -> Iterator[Row]:
    """Every row, as it is found. Nothing that goes wrong while looking ends the examination."""
    try:
        config = configuration()
    except InputError as error:
        yield from _told(error)
        return
    for check in WITHOUT_DJANGO:
        yield from _guarded(check, config)
    try:
        refuse_missing(config)
        start_django()
    except InputError as error:
        yield from _told(error)
        return
    from tryggve.site.operations.doctor.site import WITH_DJANGO

    for check in WITH_DJANGO:
        yield from _guarded(check, config)


def _told(error: InputError) -> Iterator[Row]:
    for problem in error.problems:
        where = Problem(problem.what, "", problem.file, problem.row, problem.field)
        yield Row(ERROR, where, problem.mend)


def _guarded(check: Check, config: Configuration) -> Iterable[Row]:
    """The rows of a check; a failure that it did not foresee is a row too, without a trace."""
    try:
        yield from check(config)
    except InputError as error:
        yield from _told(error)
    except Exception as error:
        yield Row(
            ERROR,
            say(
                "{check} could not be examined: {kind}.",
                check=check.__name__,
                kind=type(error).__name__,
            ),
            say("Mend the rows above first, then run tryggve doctor again."),
        )
