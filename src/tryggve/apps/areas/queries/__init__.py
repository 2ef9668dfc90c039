"""Everything that reads areas. What an organisation may see is asked for in every one of them."""

from tryggve.apps.areas.queries.areas import (
    LONGEST_LIST,
    area_seen_by,
    areas_of_kind,
    areas_on,
    direct_parents,
    find_areas,
    find_reference_areas,
    own_areas,
    own_kinds,
    parent_history,
    parts_of,
    path_to,
    versions_of,
)
from tryggve.apps.areas.queries.borders import Border, borders_of
from tryggve.apps.areas.queries.drafts import LookedAt, Plan, area_drafts_of, looked_at
from tryggve.apps.areas.queries.membership import Place, Places, place_of, places_of
from tryggve.apps.areas.queries.outline import Node, outline_of
from tryggve.apps.areas.queries.population import (
    AgeGroup,
    Population,
    people_between,
    population_of,
    populations,
)
from tryggve.apps.areas.queries.territory import (
    all_responsibilities,
    answers_for,
    areas_answered_for,
    areas_of,
    municipalities_of,
    responsibilities_of,
    responsible_for,
)

__all__ = [
    "LONGEST_LIST",
    "AgeGroup",
    "Border",
    "LookedAt",
    "Node",
    "Place",
    "Places",
    "Plan",
    "Population",
    "all_responsibilities",
    "answers_for",
    "area_drafts_of",
    "area_seen_by",
    "areas_answered_for",
    "areas_of",
    "areas_of_kind",
    "areas_on",
    "borders_of",
    "direct_parents",
    "find_areas",
    "find_reference_areas",
    "looked_at",
    "municipalities_of",
    "outline_of",
    "own_areas",
    "own_kinds",
    "parent_history",
    "parts_of",
    "path_to",
    "people_between",
    "place_of",
    "places_of",
    "population_of",
    "populations",
    "responsibilities_of",
    "responsible_for",
    "versions_of",
]
