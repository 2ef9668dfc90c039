"""All seven checks of a table of published figures (docs/methodology/problem-index.md)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tryggve.stats.indices.definition import PublishedDefinition
from tryggve.stats.indices.reading import published_definitions
from tryggve.stats.published.figures import Published
from tryggve.stats.published.levels import check_levels
from tryggve.stats.published.places import check_beside_region, check_parts
from tryggve.stats.published.report import Check, Report
from tryggve.stats.published.response import check_response_rates
from tryggve.stats.published.shares import check_one_crime, check_safe_and_unsafe, check_victims

NOWHERE: Mapping[str, str] = MappingProxyType({})


def check_published(
    published: Published,
    *,
    within: Mapping[str, str] = NOWHERE,
    definitions: Sequence[PublishedDefinition] | None = None,
) -> Report:
    """What in the table contradicts itself, is suspect, or is true of something not printed.

    `within`: for each area the larger one that it lies in; areas that are not named lie in none.
    `definitions`: of the index; None for those that come with Tryggve. InputError for areas that
    lie in one another in a ring.
    """
    known = published_definitions() if definitions is None else definitions
    figures = published.figures
    return Report(
        {
            Check.INDEX: check_levels(figures, known),
            Check.SAFE_AND_UNSAFE: check_safe_and_unsafe(figures),
            Check.VICTIMS: check_victims(figures),
            Check.RESPONSE_RATE: check_response_rates(published.fieldwork),
            Check.ONE_CRIME: check_one_crime(figures),
            Check.PARTS: check_parts(figures, within),
            Check.REGION: check_beside_region(figures, within),
        }
    )
