"""Something to mend in a definition, and where in the file it stands."""

from dataclasses import dataclass

from tryggve.wording.text import Text

Path = tuple[str | int, ...]  # keys and places in lists, counted from 0


@dataclass(frozen=True)
class Finding:
    """What is wrong at a path of the file, and how to mend it."""

    path: Path
    what: Text
    mend: Text
