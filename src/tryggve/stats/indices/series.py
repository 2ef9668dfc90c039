"""The index over years, broken where its definition changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from tryggve.stats.indices.definition import LEVELS, Definition, check_line, comparable, holds
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say


@dataclass(frozen=True)
class Point:
    """A value of one round. `part`: which, where a year has several (a round in spring).

    `restated`: computed anew by a definition that did not hold in its year.
    """

    year: int
    value: float
    definition: Definition
    part: str = ""
    restated: bool = False


@dataclass(frozen=True)
class Stretch:
    """Points that may be joined by a line: their definitions are comparable."""

    points: tuple[Point, ...]

    @property
    def definition(self) -> Definition:
        return self.points[0].definition


def stretches(points: Sequence[Point]) -> tuple[Stretch, ...]:
    """The points by year, rounds of a year as given, in stretches of comparable definitions.

    No change is told between one stretch and the next. InputError where published and own values
    are mixed, for a value outside 0 to 6, a round given twice, and a definition that does not hold
    for its year, unless restated.
    """
    check_line(point.definition for point in points)
    problems = [problem for place, point in enumerate(points) for problem in _wrong(place, point)]
    seen: set[tuple[int, str]] = set()
    for place, point in enumerate(points):
        if (point.year, point.part) in seen:
            problems.append(
                Problem(
                    say("The round {year} {part} stands twice.",
                        year=str(point.year), part=point.part),
                    say("Give each round once."),
                    row=place + 2,
                    field="year",
                )
            )  # fmt: skip
        seen.add((point.year, point.part))
    if problems:
        raise InputError(problems)
    found: list[list[Point]] = []
    for point in sorted(points, key=lambda each: each.year):
        if found and comparable(found[-1][-1].definition, point.definition):
            found[-1].append(point)
        else:
            found.append([point])
    return tuple(Stretch(tuple(each)) for each in found)


def _wrong(place: int, point: Point) -> list[Problem]:
    problems = []
    if not 0 <= point.value <= LEVELS - 1:
        problems.append(
            Problem(
                say("The index {value} is not between 0 and 6.", value=float(point.value)),
                say("Leave the round out if it has no value."),
                row=place + 2,
                field="value",
            )
        )
    if not point.restated and not holds(point.definition, point.year):
        problems.append(
            Problem(
                say("The definition {version} does not hold for {year}.",
                    version=point.definition.version, year=str(point.year)),
                say("Name the definition of that year, or say that the value is restated."),
                row=place + 2,
                field="definition",
            )
        )  # fmt: skip
    return problems
