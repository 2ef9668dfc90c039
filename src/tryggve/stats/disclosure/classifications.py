"""The groups that figures are told for, and the finest codes that each of them is made of."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tryggve.stats.sample import Integers
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

ALL = None  # the code of everyone: no column of the table divides by this classification


@dataclass(frozen=True)
class Classification:
    """`groups`: for each code of the column `name` the finest codes that it is made of.

    Groups may lie in one another (localities in municipalities) and may overlap (16 to 24 and 20
    to 29 years). `ALL` is made of every finest code. InputError for a group of none.
    """

    name: str
    groups: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        empty = sorted(code for code, finest in self.groups.items() if not finest)
        if empty:
            raise InputError(
                Problem(say("{code} is made of nothing.", code=code), field=self.name)
                for code in empty
            )

    @property
    def finest(self) -> tuple[str, ...]:
        return tuple(sorted(frozenset[str]().union(*self.groups.values())))

    def members(self, codes: Sequence[str | None]) -> tuple[list[Integers], int]:
        """For each of `codes` the numbers of the atoms that it is made of, (n,) each, and how many
        atoms there are: what no code of these tells apart is one atom. InputError for a code that
        is not in the classification."""
        unknown = sorted({code for code in codes if code is not ALL} - set(self.groups))
        if unknown:
            raise InputError(
                Problem(
                    say("{code} is no code of {name}.", code=code, name=self.name),
                    say("Add it to the classification, or mend the table."),
                    field=self.name,
                )
                for code in unknown
            )
        finest = self.finest
        asked = {code: finest if code is ALL else self.groups[code] for code in codes}
        inside = np.array([[each in group for each in finest] for group in asked.values()])
        _, atom = np.unique(inside, axis=1, return_inverse=True)
        atoms = {code: np.unique(atom[row]) for code, row in zip(asked, inside, strict=True)}
        return [atoms[code] for code in codes], int(atom.max()) + 1


def apart(name: str, codes: Collection[str]) -> Classification:
    """Groups that lie beside one another: kinds of crime, years, answers."""
    return Classification(name, {code: frozenset({code}) for code in codes})


def nested(
    name: str, within: Mapping[str, str], *, with_rest: Collection[str] = ()
) -> Classification:
    """Areas that lie in one another: `within` gives for each area the next larger one.

    An area is the sum of those in it; one of `with_rest` also holds people who live in none of
    them (a municipality outside its localities). InputError for areas that lie in one another in a
    ring, and for a name in `with_rest` that is no area.
    """
    areas = set(within) | set(within.values())
    unknown = sorted(set(with_rest) - areas)
    if unknown:
        raise refuse(
            say("{areas} are no areas of {name}.", areas=", ".join(unknown), name=name), field=name
        )
    larger = Counter(within.values())
    groups: dict[str, set[str]] = {area: set() for area in areas}
    for leaf in (area for area in areas if area in with_rest or not larger[area]):
        for area in _upwards(leaf, within, name):
            groups[area].add(leaf)
    empty = sorted(area for area, leaves in groups.items() if not leaves)
    if empty:  # every area of a ring holds another, so that none is finest
        raise _ring(empty[0], name)
    return Classification(name, {area: frozenset(leaves) for area, leaves in groups.items()})


def _upwards(area: str, within: Mapping[str, str], name: str) -> list[str]:
    path = [area]
    while path[-1] in within:
        if within[path[-1]] in path:
            raise _ring(within[path[-1]], name)
        path.append(within[path[-1]])
    return path


def _ring(area: str, name: str) -> InputError:
    return refuse(
        say("{area} lies within itself.", area=area),
        say("Mend which area it lies in."),
        field=name,
    )
