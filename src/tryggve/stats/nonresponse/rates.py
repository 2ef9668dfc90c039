"""Response, co-operation, refusal and contact rates, each with its denominator named.

AAPOR 2023, Standard Definitions, with its letters: I complete, P partial, R refusals and
break-offs, NC non-contacts, O other, U unknown eligibility, e the share of U taken to be eligible.

    RR1, RR2  I or I + P, over I + P + R + NC + O + U
    RR3, RR4  the same over I + P + R + NC + O + e U
    RR5, RR6  the same over I + P + R + NC + O
    COOP1, 2  I or I + P, over I + P + R + O;   COOP3, 4  over I + P + R
    REF1 to 3 R over the denominators of RR1, RR3, RR5
    CON1 to 3 I + P + R + O over the same

Beside them the police's own: answers over the net sample, that is the gross sample less those out
of scope and less returned letters. It stands under its own name, since it is larger than RR2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tryggve.stats.nonresponse.gross import Gross
from tryggve.stats.nonresponse.outcomes import KINDS, ORDER, Disposition, Kind
from tryggve.stats.sample import Floats, Integers, sums_by
from tryggve.wording.problems import refuse
from tryggve.wording.text import Text, say


class Base(StrEnum):
    """A denominator."""

    ALL_UNKNOWN = "all_unknown"
    SHARE_OF_UNKNOWN = "share_of_unknown"
    KNOWN = "known"
    REACHED = "reached"
    REACHED_AND_ABLE = "reached_and_able"
    NET_SAMPLE = "net_sample"

    @property
    def words(self) -> Text:
        return _words(self)


class RateName(StrEnum):
    """AAPOR's names, and the police's own rate."""

    RR1 = "RR1"
    RR2 = "RR2"
    RR3 = "RR3"
    RR4 = "RR4"
    RR5 = "RR5"
    RR6 = "RR6"
    COOP1 = "COOP1"
    COOP2 = "COOP2"
    COOP3 = "COOP3"
    COOP4 = "COOP4"
    REF1 = "REF1"
    REF2 = "REF2"
    REF3 = "REF3"
    CON1 = "CON1"
    CON2 = "CON2"
    CON3 = "CON3"
    POLICE = "police"

    @property
    def words(self) -> Text | str:
        """AAPOR's name, or that of the police's own rate."""
        return say("The police's own rate") if self is RateName.POLICE else self.value


def _words(base: Base) -> Text:
    return {
        Base.ALL_UNKNOWN: say("all who were drawn but those known to be out of scope"),
        Base.SHARE_OF_UNKNOWN: say(
            "those known to be in scope, and the stated share of those of whom it is not known"
        ),
        Base.KNOWN: say("those known to be in scope"),
        Base.REACHED: say("those in scope who were reached"),
        Base.REACHED_AND_ABLE: say("those in scope who were reached and could answer"),
        Base.NET_SAMPLE: say("the net sample: all drawn but those out of scope and returned mail"),
    }[base]


def _of(*kinds: Kind) -> frozenset[Disposition]:
    return frozenset(each for each, kind in KINDS.items() if kind in kinds)


_I, _P, _R, _NC, _O, _U = list(Kind)[:6]
_IN_SCOPE = _of(_I, _P, _R, _NC, _O)
BASES: Mapping[Base, frozenset[Disposition]] = {
    Base.ALL_UNKNOWN: _IN_SCOPE | _of(_U),
    Base.SHARE_OF_UNKNOWN: _IN_SCOPE,  # and e of the unknown
    Base.KNOWN: _IN_SCOPE,
    Base.REACHED: _of(_I, _P, _R, _O),
    Base.REACHED_AND_ABLE: _of(_I, _P, _R),
    Base.NET_SAMPLE: (_IN_SCOPE | _of(_U)) - {Disposition.RETURNED},
}
_ANSWERS, _CONTACTS = _of(_I, _P), _of(_I, _P, _R, _O)
DEFINITIONS: Mapping[RateName, tuple[frozenset[Disposition], Base]] = {
    RateName.RR1: (_of(_I), Base.ALL_UNKNOWN),
    RateName.RR2: (_ANSWERS, Base.ALL_UNKNOWN),
    RateName.RR3: (_of(_I), Base.SHARE_OF_UNKNOWN),
    RateName.RR4: (_ANSWERS, Base.SHARE_OF_UNKNOWN),
    RateName.RR5: (_of(_I), Base.KNOWN),
    RateName.RR6: (_ANSWERS, Base.KNOWN),
    RateName.COOP1: (_of(_I), Base.REACHED),
    RateName.COOP2: (_ANSWERS, Base.REACHED),
    RateName.COOP3: (_of(_I), Base.REACHED_AND_ABLE),
    RateName.COOP4: (_ANSWERS, Base.REACHED_AND_ABLE),
    RateName.REF1: (_of(_R), Base.ALL_UNKNOWN),
    RateName.REF2: (_of(_R), Base.SHARE_OF_UNKNOWN),
    RateName.REF3: (_of(_R), Base.KNOWN),
    RateName.CON1: (_CONTACTS, Base.ALL_UNKNOWN),
    RateName.CON2: (_CONTACTS, Base.SHARE_OF_UNKNOWN),
    RateName.CON3: (_CONTACTS, Base.KNOWN),
    RateName.POLICE: (_ANSWERS, Base.NET_SAMPLE),
}


@dataclass(frozen=True)
class Tally:
    """`count` (D, dispositions in `ORDER`): persons of each domain, or the sum of their weights."""

    count: Floats

    def of(self, chosen: frozenset[Disposition]) -> Floats:
        """(D,) how many have one of these dispositions."""
        total: Floats = self.count[:, [each in chosen for each in ORDER]].sum(axis=1)
        return total


@dataclass(frozen=True)
class Rate:
    """A rate of D domains: `above` over `below`. `eligible` (D,): e, as stated or estimated."""

    name: RateName
    base: Base
    above: Floats
    below: Floats
    eligible: Floats

    @property
    def value(self) -> Floats:
        """(D,), NaN where the denominator is nobody."""
        rate = np.full(len(self.below), np.nan)
        np.divide(self.above, self.below, out=rate, where=self.below > 0)
        return rate


def tally(gross: Gross, domain: Integers | None = None, *, is_weighted: bool) -> Tally:
    """Counts by domain (n,) (codes, -1 for none; None: all as one), unweighted or with d.

    InputError for a column of another length than the sample.
    """
    codes = np.zeros(gross.size, dtype=np.int64) if domain is None else domain
    if len(codes) != gross.size:
        raise refuse(
            say("The column has {a} values, the strata {b}.", a=len(codes), b=gross.size),
            say("Give one value for each person drawn."),
            field="domain",
        )
    inside = np.flatnonzero(codes >= 0)
    domains = int(codes.max(initial=-1)) + 1
    cell = codes[inside] * len(ORDER) + gross.dispositions.codes[inside]
    weight = gross.weight[inside] if is_weighted else np.ones(len(inside))
    return Tally(sums_by(cell, weight, domains * len(ORDER)).reshape(domains, len(ORDER)))


def proportional_allocation(counted: Tally) -> Floats:
    """(D,) e as the share in scope among those of whom it is known (CASRO; AAPOR 2023).

    NaN where it is known of nobody. Small domains are better served by the e of the whole sample.
    """
    known, outside = counted.of(_IN_SCOPE), counted.of(_of(Kind.NOT_ELIGIBLE))
    share = np.full(len(known), np.nan)
    np.divide(known, known + outside, out=share, where=known + outside > 0)
    return share


def rates(counted: Tally, *, eligible: float | Floats) -> Mapping[RateName, Rate]:
    """All rates. `eligible`: e, stated as a number or (D,) as estimated.

    InputError for an e that is not between 0 and 1 (NaN is let through: its rates are NaN).
    """
    share = np.broadcast_to(np.asarray(eligible, dtype=float), (len(counted.count),))
    if ((share < 0) | (share > 1)).any():
        raise refuse(
            say("The share {share} is not between 0 and 1.", share=str(eligible)),
            say("State which share of those of unknown eligibility is taken to be in scope."),
            field="eligible",
        )
    below = {base: counted.of(members) for base, members in BASES.items()}
    below[Base.SHARE_OF_UNKNOWN] = below[Base.KNOWN] + share * counted.of(_of(Kind.UNKNOWN))
    return {
        name: Rate(name, base, counted.of(members), below[base], share)
        for name, (members, base) in DEFINITIONS.items()
    }
