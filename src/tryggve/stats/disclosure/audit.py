"""Whether what is withheld stays so: all figures of this and of earlier releases, held together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tryggve.stats.disclosure.attacker import Extreme, ranges
from tryggve.stats.disclosure.classifications import Classification
from tryggve.stats.disclosure.figures import dimensions, name_of
from tryggve.stats.disclosure.system import system_of
from tryggve.stats.sample import Integers
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import Text, say, say_many

NAMED = 6  # so many of the figures that give a withheld one away are named


@dataclass(frozen=True)
class Finding:
    """A withheld figure that can be worked out more closely than its protection allows.

    `low`, `high`, `protection`: as the figure is read, a count or a share. `through`: the figures
    that it follows from, the heaviest first, each with its source.
    """

    source: str
    measure: str
    cell: str
    low: float
    high: float
    protection: float
    through: tuple[str, ...]

    @property
    def where(self) -> str:
        return f"{self.source}, {self.measure}, {self.cell}"

    @property
    def what(self) -> Text:
        """What a reader learns, for the one who decides to publish and for nobody else."""
        return say(
            "A reader can work out that it lies from {low} to {high}; the range must be"
            " {protection} or wider.",
            low=self.low,
            high=self.high,
            protection=self.protection,
        )

    @property
    def why(self) -> Text:
        named = "; ".join(self.through[:NAMED])
        if len(self.through) <= NAMED:
            return say("It follows from: {figures}.", figures=named)
        return say_many(
            "It follows from: {figures}; and {count} more.",
            "It follows from: {figures}; and {count} more.",
            len(self.through) - NAMED,
            figures=named,
        )

    @property
    def mend(self) -> Text:
        return say(
            "Withhold one more of those that are not out yet, round them, or tell larger groups."
        )


@dataclass(frozen=True)
class Audit:
    """`withheld`: the figures with a protection, as they were given, with columns `possible_low`
    and `possible_high` (values that each can take as far as any reader knows) and `is_protected`.
    `findings`: those that are not."""

    withheld: pl.DataFrame
    findings: tuple[Finding, ...]

    @property
    def is_blocked(self) -> bool:
        return bool(self.findings)


def audit(figures: pl.DataFrame, classifications: Sequence[Classification]) -> Audit:
    """What a reader of all `figures` can work out of those that are withheld.

    `figures`: of all tables, documents and addresses of this and of earlier releases
    (`tryggve.stats.disclosure.figures`). Measures are taken one by one: give what adds up one name.
    InputError for codes without a classification and for figures that contradict each other.
    """
    by_measure = figures.partition_by("measure", maintain_order=True) or [figures]
    audits = [_audit_measure(of_measure, classifications) for of_measure in by_measure]
    return Audit(
        pl.concat([each.withheld for each in audits], how="diagonal"),
        tuple(finding for each in audits for finding in each.findings),
    )


def release(
    figures: pl.DataFrame, earlier: pl.DataFrame, classifications: Sequence[Classification]
) -> pl.DataFrame:
    """All figures that are out once `figures` are, to be kept for the releases to come.

    InputError, which names the figures but not what is known of them, where what is withheld now or
    was before could be worked out: nothing is released. `audit` tells more.
    """
    together = pl.concat([earlier, figures], how="diagonal")
    findings = audit(together, classifications).findings
    if findings:
        raise InputError(
            Problem(
                say("{cell} is withheld, but can be worked out.", cell=finding.cell),
                finding.mend,
                file=finding.source,
                field=finding.measure,
            )
            for finding in findings
        )
    return together


def _audit_measure(figures: pl.DataFrame, classifications: Sequence[Classification]) -> Audit:
    system, number = system_of(figures, classifications)
    asked = figures["protection"].fill_null(0).to_numpy()
    widths = np.zeros(len(system.low))
    np.maximum.at(widths, number, asked)
    found = ranges(system, widths)
    is_known = found.low <= found.high
    low = np.where(is_known, found.low, system.low)[number]
    high = np.where(is_known, found.high, system.low)[number]
    narrow = np.isin(number, list(found.narrow))

    unit = figures["unit"].to_numpy()
    is_withheld = figures["protection"].is_not_null()
    withheld = figures.with_columns(
        possible_low=low / unit, possible_high=high / unit, is_protected=~narrow
    ).filter(is_withheld)
    names = dimensions(figures)
    findings = tuple(
        Finding(
            source=row["source"],
            measure=row["measure"],
            cell=name_of([row[name] for name in names]),
            low=row["possible_low"],
            high=row["possible_high"],
            protection=row["protection"] / row["unit"],
            through=_through(found.narrow[int(of)], figures, number, int(of)),
        )
        for row, of in zip(
            withheld.iter_rows(named=True), number[is_withheld.to_numpy()], strict=True
        )
        if not row["is_protected"] and row["protection"] > 0
    )
    return Audit(withheld, findings)


def _through(
    ends: tuple[Extreme, Extreme], figures: pl.DataFrame, number: Integers, figure: int
) -> tuple[str, ...]:
    """The told figures that hold the two ends, by how much the ends would move with theirs."""
    weight = (np.abs(ends[0].duals) + np.abs(ends[1].duals))[number]
    holding = np.flatnonzero(figures["protection"].is_null().to_numpy() & (weight > 0))
    first = np.lexsort((-weight[holding], number[holding] != figure))
    cells = figures.select(dimensions(figures)).rows()
    return tuple(
        f"{figures['source'][row]}: {name_of(cells[row])}" for row in holding[first].tolist()
    )
