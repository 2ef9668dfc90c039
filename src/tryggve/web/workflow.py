"""A workflow is one readable dictionary: from each state to those that may follow it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from tryggve.wording.text import Text, say


class ChangeNotAllowed(Exception):
    """The state may not follow the present one. `str()` is a sentence for people."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)


@dataclass(frozen=True)
class Workflow:
    """`Workflow({"invited": {"accepted", "withdrawn"}, "accepted": set(), ...})`."""

    allowed: Mapping[str, Collection[str]]

    def __post_init__(self) -> None:
        unknown = {after for _, after in self.changes()} - set(self.allowed)
        if unknown:
            raise ValueError(f"states that nothing says what may follow: {sorted(unknown)}")

    @property
    def states(self) -> tuple[str, ...]:
        return tuple(self.allowed)

    def changes(self) -> Iterator[tuple[str, str]]:
        """Every allowed change."""
        return ((a, b) for a in self.allowed for b in sorted(self.allowed[a]))

    def forbidden(self) -> Iterator[tuple[str, str]]:
        """Every change that is refused, for the test that tries them all."""
        return (pair for pair in product(self.states, repeat=2) if pair not in set(self.changes()))

    def check(self, before: str, after: str) -> None:
        """ChangeNotAllowed if `after` may not follow `before`."""
        if after not in self.allowed[before]:
            raise ChangeNotAllowed(
                say("This cannot go from {before} to {after}.", before=before, after=after)
            )
