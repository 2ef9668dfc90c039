"""Areas and their places in the tree over time, population, and who answers for which area."""

from tryggve.apps.areas.models.area import (
    Area,
    AreaParent,
    AreaQuerySet,
    Evidence,
    Kind,
    larger_kinds,
)
from tryggve.apps.areas.models.dated import Dated, valid_on
from tryggve.apps.areas.models.population import (
    PopulationCount,
    PopulationDraft,
    PopulationSource,
)
from tryggve.apps.areas.models.responsibility import Responsibility
from tryggve.apps.areas.models.upload import AreaUpload, AreaUploadDraft, DraftArea

__all__ = [
    "Area",
    "AreaParent",
    "AreaQuerySet",
    "AreaUpload",
    "AreaUploadDraft",
    "Dated",
    "DraftArea",
    "Evidence",
    "Kind",
    "PopulationCount",
    "PopulationDraft",
    "PopulationSource",
    "Responsibility",
    "larger_kinds",
    "valid_on",
]
