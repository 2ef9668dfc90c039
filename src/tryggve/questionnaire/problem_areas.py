"""The problem areas: one list for questions, reports, walks, dialogues, problems and promises.

The list is `problem_areas.yaml`. A code is never taken away or given a new meaning: what was once
coded stays readable. It may be `replaced_by` another, and is then no longer offered.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import Field, model_validator

from tryggve.questionnaire.model.words import Name, Part, Texts


class ProblemArea(Part):
    """One kind of problem.

    `in_reports`: whether a reporter may report it, since it is seen in the public environment.
    """

    code: Name
    name: Texts
    in_reports: bool = True
    replaced_by: Name | None = None


class Theme(Part):
    """Problem areas that belong together."""

    code: Name
    name: Texts
    areas: Annotated[tuple[ProblemArea, ...], Field(min_length=1)]


class ProblemAreas(Part):
    """A version of the list."""

    version: int
    themes: tuple[Theme, ...]

    @model_validator(mode="after")
    def _holds_together(self) -> "ProblemAreas":
        codes = [area.code for theme in self.themes for area in theme.areas]
        if len(codes) != len(set(codes)):
            raise ValueError("a problem area stands twice")
        replaced = {area.replaced_by for theme in self.themes for area in theme.areas} - {None}
        if replaced - set(codes):
            raise ValueError(f"replaced by what there is not: {replaced - set(codes)}")
        return self

    @property
    def areas(self) -> Mapping[str, ProblemArea]:
        """By code, those that were replaced among them."""
        return {area.code: area for theme in self.themes for area in theme.areas}

    @property
    def offered(self) -> tuple[ProblemArea, ...]:
        """Those to choose among today."""
        return tuple(area for area in self.areas.values() if area.replaced_by is None)


@cache
def problem_areas() -> ProblemAreas:
    """The list of this version of Tryggve."""
    text = (files("tryggve.questionnaire") / "problem_areas.yaml").read_text(encoding="utf-8")
    return ProblemAreas.model_validate(yaml.safe_load(text))
