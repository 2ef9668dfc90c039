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
Kind = Literal["share", "categories", "multiple", "mean", "total", "ratio", "quantile"]

# Of each kind of item: the keys that it needs, and those that it may have.
KEYS: dict[Kind, tuple[list[str], list[str]]] = {
    "share": (["yes", "no"], ["column"]),
    "categories": (["codes"], ["column"]),
    "multiple": (["columns", "yes"], ["no", "base"]),
    "mean": ([], ["column"]),
    "total": ([], ["column"]),
    "ratio": (["below"], ["column"]),
    "quantile": (["orders"], ["column"]),
}


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
    """How weights are calibrated and trimmed, and from how few respondents a class is collapsed."""

    method: Method = "none"
    bounds: tuple[float, float] | None = None
    least: Annotated[int, Field(ge=1)] = 1
    trim: Annotated[float, Field(gt=1)] | None = None
    trim_within: str | None = None
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
        if self.trim_within is not None and self.trim is None:
            raise ValueError("trim_within needs trim")
        return self


class Item(Part):
    """A question: which codes count, which belong to the base, which are no answer.

    `share`: the share whose answer is among `yes`, of those with a code in `yes` or `no`.
    `categories`: the share of each of `codes`. `multiple`: several answers may be given, each in
    one of `columns`. `mean`, `total` and `quantile` (of each of `orders`): of a number. `ratio`:
    the total of the column over that of the column `below`.
    """

    name: str
    column: str = ""
    kind: Kind = "share"
    yes: list[Code] = []
    no: list[Code] = []
    codes: list[Code] = []
    columns: list[str] = []
    base: Literal["answered", "ticked"] = "answered"
    below: str = ""
    orders: list[Annotated[float, Field(gt=0, lt=1)]] = []
    outside: list[Code] = []

    @model_validator(mode="after")
    def _keys_fit(self) -> "Item":
        needed, others = KEYS[self.kind]
        missing = [key for key in needed if not getattr(self, key)]
        if missing:
            raise ValueError(f"the kind {self.kind} needs {' and '.join(missing)}")
        foreign = self.model_fields_set - {"name", "kind", "outside", *needed, *others}
        if foreign:
            raise ValueError(f"the kind {self.kind} has no {', '.join(sorted(foreign))}")
        for named in ([*self.yes, *self.no, *self.codes, *self.outside], self.columns, self.orders):
            if len(named) != len(set(named)):
                raise ValueError("something is named twice")
        return self

    @property
    def source(self) -> str:
        return self.column or self.name

    @property
    def sources(self) -> list[str]:
        """Every column of the microdata that the item is read from."""
        if self.kind == "multiple":
            return self.columns
        return [self.source, *([self.below] if self.below else [])]


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
        wanted += [self.calibration.trim_within]
        wanted += [name for margin in self.calibration.margin for name in margin.columns]
        wanted += [*self.levels, *(name for names in self.slices for name in names)]
        wanted += [name for item in self.item for name in item.sources]
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
