"""A gross sample small enough to be counted by hand.

Two strata of 1,000 and 400 people, of whom 10 and 8 were drawn, so that d is 100 and 50:

| | I | P | R | NC | U | NE |
|---|---|---|---|---|---|---|
| stratum 0 | 4 | 1 | 2 | 0 | 2 | 1 |
| stratum 1 | 3 | 1 | 0 | 1 | 2 | 1 |
"""

from tryggve.stats.nonresponse.dispositions import dispositions
from tryggve.stats.nonresponse.gross import Gross, gross_sample

WORDS = (
    ["complete"] * 4
    + ["partial", "break_off", "refusal", "returned", "no_reply", "deceased"]
    + ["complete"] * 3
    + ["partial", "non_contact", "no_reply", "no_reply", "emigrated"]
)
STRATUM = [0] * 10 + [1] * 8


def small() -> Gross:
    return gross_sample(stratum=STRATUM, population=[1000, 400], dispositions=dispositions(WORDS))
