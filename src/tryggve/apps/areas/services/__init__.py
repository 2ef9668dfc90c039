"""Everything that changes areas, their links, their population and who answers for them."""

from tryggve.apps.areas.services.corrections import correct_parent, correct_parent_as_operator
from tryggve.apps.areas.services.reference import load_reference
from tryggve.apps.areas.services.responsibility import (
    add_responsibility,
    begin_responsibility,
    end_responsibility,
    give_responsibility,
    take_responsibility_away,
)

__all__ = [
    "add_responsibility",
    "begin_responsibility",
    "correct_parent",
    "correct_parent_as_operator",
    "end_responsibility",
    "give_responsibility",
    "load_reference",
    "take_responsibility_away",
]
