"""A definition of the index from a TOML file; docs/methodology/problem-index.md shows its keys."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tryggve.stats.indices.definition import (
    LEVELS,
    Definition,
    IndexDefinition,
    Indicator,
    Origin,
    PublishedDefinition,
)
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

Share = Annotated[float, Field(gt=0, lt=1)]


class Part(BaseModel):
    """A table of the file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class IndicatorPart(Part):
    """An indicator: its name, its rising cut-points, whether a high share is good."""

    name: Annotated[str, Field(min_length=1)]
    cut_points: Annotated[list[Share], Field(min_length=LEVELS - 1, max_length=LEVELS - 1)]
    high_is_good: bool = False
    reference: Share | None = None

    @field_validator("cut_points")
    @classmethod
    def _rise(cls, cuts: list[float]) -> list[float]:
        if any(low >= high for low, high in pairwise(cuts)):
            raise ValueError("cut-points rise")
        return cuts


class GroupPart(Part):
    """A group: its indicators, or how many there are where they are not public."""

    name: Annotated[str, Field(min_length=1)]
    size: Annotated[int, Field(ge=1)] | None = None
    indicator: list[IndicatorPart] = []

    @model_validator(mode="after")
    def _has_a_size(self) -> "GroupPart":
        if self.size is None and not self.indicator:
            raise ValueError("a group needs indicators, or a size")
        if self.size is not None and self.indicator and self.size != len(self.indicator):
            raise ValueError(f"the size is {self.size}, the indicators {len(self.indicator)}")
        return self

    @property
    def number(self) -> int:
        return self.size or len(self.indicator)


class DefinitionPart(Part):
    """The whole file."""

    version: Annotated[str, Field(min_length=1)]
    origin: Origin
    first_year: Annotated[int, Field(ge=1990, le=2200)]
    last_year: Annotated[int, Field(ge=1990, le=2200)] | None = None
    number: Annotated[int, Field(ge=1)] | None = None
    truncated: bool = False
    group: list[GroupPart] = []

    @model_validator(mode="after")
    def _fits(self) -> "DefinitionPart":
        if self.last_year is not None and self.last_year < self.first_year:
            raise ValueError("last_year is before first_year")
        _once("group", [group.name for group in self.group])
        _once("indicator", [each.name for group in self.group for each in group.indicator])
        given = sum(group.number for group in self.group)
        if self.number is None and not self.group:
            raise ValueError("number is needed where no groups are given")
        if self.number is not None and self.group and self.number != given:
            raise ValueError(f"number is {self.number}, the groups have {given}")
        complete = [bool(group.indicator) for group in self.group]
        if any(complete) and not all(complete):
            raise ValueError("give the indicators of every group, or of none")
        if self.origin is Origin.OWN and not any(complete):
            raise ValueError("an own index needs indicators with cut-points")
        if self.truncated and any(complete):
            raise ValueError("truncated is of an index whose values alone are public")
        return self


def _once(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{what} named twice: {', '.join(twice)}")


def read_definition(path: Path) -> Definition:
    """The definition in a file. InputError names each wrong key."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse(
            say("The definition of the index cannot be read: {reason}.", reason=str(error)),
            say("Write it as TOML: docs/methodology/problem-index.md shows how."),
            file=path.name,
        ) from None
    try:
        part = DefinitionPart.model_validate(content)
    except ValidationError as error:
        raise InputError(_as_problem(each, path) for each in error.errors()) from None
    return _definition(part)


def known_definitions() -> Mapping[str, Definition]:
    """The definitions that come with Tryggve, by version: the published ones and its own."""
    folder = Path(str(files("tryggve.stats.indices") / "definitions"))
    found = [read_definition(path) for path in sorted(folder.glob("*.toml"))]
    return {each.version: each for each in found}


def published_definitions() -> tuple[PublishedDefinition, ...]:
    """Those of the police, by year."""
    published = [each for each in known_definitions().values() if _is_published(each)]
    return tuple(
        sorted(
            (each for each in published if isinstance(each, PublishedDefinition)),
            key=lambda each: each.first_year,
        )
    )


def _is_published(definition: Definition) -> bool:
    return definition.origin is Origin.PUBLISHED


def _definition(part: DefinitionPart) -> Definition:
    indicators = tuple(
        Indicator(
            name=each.name,
            group=group.name,
            cut_points=tuple(each.cut_points),
            high_is_good=each.high_is_good,
            reference=each.reference,
        )
        for group in part.group
        for each in group.indicator
    )
    if indicators:
        return IndexDefinition(
            part.version, indicators, part.first_year, part.last_year, part.origin
        )
    sizes = tuple((group.name, group.number) for group in part.group)
    number = part.number or sum(size for _, size in sizes)
    return PublishedDefinition(
        part.version, number, part.first_year, part.last_year, sizes, part.truncated
    )


def _as_problem(error: Any, path: Path) -> Problem:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    if error["type"] == "extra_forbidden":
        what = say("There is no such key.")
    else:
        reason = error["msg"].removeprefix("Value error, ")
        what = say("The value is wrong: {reason}.", reason=reason)
    return Problem(
        what,
        say("What it may be: docs/methodology/problem-index.md."),
        path.name,
        field=place,
    )
