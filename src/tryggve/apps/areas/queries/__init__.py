"""Everything that reads areas. What an organisation may see is asked for in every one of them."""

from tryggve.apps.areas.queries.areas import (
    area_seen_by,
    areas_on,
    direct_parents,
    find_areas,
    own_areas,
    parts_of,
    path_to,
    versions_of,
)
from tryggve.apps.areas.queries.membership import Place, Places, place_of, places_of
from tryggve.apps.areas.queries.outline import Node, outline_of
from tryggve.apps.areas.queries.population import AgeGroup, Population, population_of, populations
from tryggve.apps.areas.queries.territory import (
    answers_for,
    municipalities_of,
    responsibilities_of,
    responsible_for,
)

__all__ = [
    "AgeGroup",
    "Node",
    "Place",
    "Places",
    "Population",
    "answers_for",
    "area_seen_by",
    "areas_on",
    "direct_parents",
    "find_areas",
    "municipalities_of",
    "outline_of",
    "own_areas",
    "parts_of",
    "path_to",
    "place_of",
    "places_of",
    "population_of",
    "populations",
    "responsibilities_of",
    "responsible_for",
    "versions_of",
]
