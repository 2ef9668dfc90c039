"""The design file: how the sample was drawn, what is known of the population, what to estimate.

Every key is described in docs/reference/tabulate.md; a test holds the two together.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tryggve.stats.sample import Lonely
from tryggve.wording.problems import InputError, Problem, refuse
from tryggve.wording.text import say

Code = int | str
Method = Literal["none", "poststratify", "rake", "linear", "exponential", "logit"]


class Part(BaseModel):
    """A table of the design file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Drawn(Part):
    """How the sample was drawn: columns of the microdata, and a file of stratum sizes."""

    stratum: str | None = None
    cluster: str | None = None
    weight: str | None = None
    population: Path | None = None
    lonely: Lonely = Lonely.ERROR


class MarginFile(Part):
    """A margin: a CSV file with the named columns and a column `population`."""

    columns: Annotated[list[str], Field(min_length=1)]
    file: Path


class Weighing(Part):
    """How weights are calibrated, and from how few respondents a class is collapsed."""

    method: Method = "none"
    bounds: tuple[float, float] | None = None
    least: Annotated[int, Field(ge=1)] = 1
    margin: list[MarginFile] = []

    @model_validator(mode="after")
    def _margins_fit(self) -> "Weighing":
        if self.method != "none" and not self.margin:
            raise ValueError("a method needs at least one margin")
        if self.method == "poststratify" and len(self.margin) != 1:
            raise ValueError("poststratify takes one margin; use rake for several")
        if self.method == "logit" and self.bounds is None:
            raise ValueError("logit needs bounds")
        if self.bounds is not None and not self.bounds[0] < 1 < self.bounds[1]:
            raise ValueError("bounds are below and above 1")
        return self


class Item(Part):
    """A question: which codes count, which belong to the base, which are no answer.

    `share`: the share whose answer is among `yes`, of those with a code in `yes` or `no`.
    `categories`: the share of each of `codes`. `mean` and `total`: of a number.
    """

    name: str
    column: str = ""
    kind: Literal["share", "categories", "mean", "total"] = "share"
    yes: list[Code] = []
    no: list[Code] = []
    codes: list[Code] = []
    outside: list[Code] = []

    @model_validator(mode="after")
    def _codes_fit(self) -> "Item":
        if self.kind == "share" and not (self.yes and self.no):
            raise ValueError("a share needs codes under yes and under no")
        if self.kind == "categories" and not self.codes:
            raise ValueError("categories need codes")
        named = [*self.yes, *self.no, *self.codes, *self.outside]
        if len(named) != len(set(named)):
            raise ValueError("a code is named twice")
        return self

    @property
    def source(self) -> str:
        return self.column or self.name


class Limits(Part):
    """From when on a figure is published, with care or withheld (docs/reference/tabulate.md)."""

    least_answers: Annotated[int, Field(ge=1)] = 30
    care_answers: Annotated[int, Field(ge=1)] = 100
    care_half_width: Annotated[float, Field(gt=0)] = 0.1


class Comparing(Part):
    """When a change between two rounds is told (`--compare`)."""

    false_findings: Annotated[float, Field(gt=0, lt=1)] = 0.05
    relevant: Annotated[float, Field(ge=0)] = 0.0
    power: Annotated[float, Field(gt=0, lt=1)] = 0.8


class Design(Part):
    """The whole design file."""

    sample: Drawn = Drawn()
    calibration: Weighing = Weighing()
    levels: list[str] = []
    slices: list[list[str]] = []
    item: Annotated[list[Item], Field(min_length=1)]
    limits: Limits = Limits()
    comparison: Comparing = Comparing()
    confidence: Annotated[float, Field(gt=0.5, lt=1)] = 0.95
    seed: int = 1

    @property
    def files(self) -> list[Path]:
        """The files that the design names, each once."""
        named = [self.sample.population, *(margin.file for margin in self.calibration.margin)]
        return list(dict.fromkeys(path for path in named if path is not None))

    @property
    def columns(self) -> list[str]:
        """The columns of the microdata that are read, each once."""
        wanted = [self.sample.stratum, self.sample.cluster, self.sample.weight]
        wanted += [name for margin in self.calibration.margin for name in margin.columns]
        wanted += [*self.levels, *(name for names in self.slices for name in names)]
        wanted += [item.source for item in self.item]
        return list(dict.fromkeys(name for name in wanted if name is not None))


def read_design(path: Path) -> Design:
    """The design file, its paths taken from where it stands. InputError names each wrong key."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refuse(
            say("The design file cannot be read: {reason}.", reason=str(error)),
            say("Write it as TOML: docs/reference/tabulate.md shows how."),
            file=path.name,
        ) from None
    try:
        design = Design.model_validate(content)
    except ValidationError as error:
        raise InputError(_as_problem(each, path) for each in error.errors()) from None
    return _from(path.parent, design)


def _from(folder: Path, design: Design) -> Design:
    sample, calibration = design.sample, design.calibration
    if sample.population is not None:
        sample = sample.model_copy(update={"population": folder / sample.population})
    margins = [m.model_copy(update={"file": folder / m.file}) for m in calibration.margin]
    calibration = calibration.model_copy(update={"margin": margins})
    return design.model_copy(update={"sample": sample, "calibration": calibration})


def _as_problem(error: Any, path: Path) -> Problem:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return Problem(
            say("There is no such key."),
            say("All keys: docs/reference/tabulate.md."),
            path.name,
            field=place,
        )
    return Problem(
        say("The value is wrong: {reason}.", reason=error["msg"].removeprefix("Value error, ")),
        say("What it may be: docs/reference/tabulate.md."),
        path.name,
        field=place,
    )
