"""One line of the examination."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tryggve.site.config import Configuration
from tryggve.wording.problems import Sayable

OK = "ok"
WARNING = "warning"
ERROR = "error"


@dataclass(frozen=True)
class Row:
    """How something is: `ok`, `warning` or `error`, what was found, and how to mend it."""

    state: str
    what: Sayable
    mend: Sayable = ""


Check = Callable[[Configuration], Iterable[Row]]
