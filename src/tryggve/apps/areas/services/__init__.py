"""Everything that changes areas, their links, their population and who answers for them."""

from tryggve.apps.areas.services.corrections import correct_parent, correct_parent_as_operator
from tryggve.apps.areas.services.population import (
    discard_population_draft,
    import_reference_population,
    read_population_file,
    store_population,
)
from tryggve.apps.areas.services.reference import load_reference
from tryggve.apps.areas.services.responsibility import (
    add_responsibility,
    end_responsibility,
    give_responsibility,
    take_responsibility_away,
)
from tryggve.apps.areas.services.uploads import (
    discard_draft,
    end_area,
    read_upload,
    store_upload,
)

__all__ = [
    "add_responsibility",
    "correct_parent",
    "correct_parent_as_operator",
    "discard_draft",
    "discard_population_draft",
    "end_area",
    "end_responsibility",
    "give_responsibility",
    "import_reference_population",
    "load_reference",
    "read_population_file",
    "read_upload",
    "store_population",
    "store_upload",
    "take_responsibility_away",
]
