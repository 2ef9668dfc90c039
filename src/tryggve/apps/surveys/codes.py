"""Codes in letters, on sheets and beside addresses: kept as keyed hashes, and found by them alone.

The key is the round's, so that once it is destroyed the round's codes say nothing, wherever they
have been copied. Each kind of code is hashed by itself: none is ever taken for another.
"""

from enum import StrEnum

from tryggve.apps.surveys.models import Round, codes_key
from tryggve.privacy.keys import DataKeys
from tryggve.web.keys import keys_for, recent_keys_for

USED_IN = (
    Round.State.PLANNED,  # a test that is not open yet
    Round.State.SAMPLED,
    Round.State.IN_THE_FIELD,
    Round.State.RECEPTION_CLOSED,
)


class Kind(StrEnum):
    """What a code is for: to answer with, of a leaf of a form, of a letter or card."""

    ANSWER = "answer"
    SHEET = "sheet"
    ITEM = "item"


def hashed(keys: DataKeys, kind: Kind, code: str) -> bytes:
    """The keyed hash of a code, which is written as it is kept."""
    return keys.lookup(f"{kind} {code}")


def hashed_in(round: Round, kind: Kind, code: str) -> bytes:
    """The hash of a code in one round."""
    return hashed(keys_for(round.codes_key), kind, code)


def hashed_anywhere(code: str) -> list[bytes]:
    """What a code to answer with may be: its hash in each round that has codes."""
    rounds = Round.objects.filter(kind=Round.Kind.SAMPLE, state__in=USED_IN)
    return [
        hashed(recent_keys_for(codes_key(*whose)), Kind.ANSWER, code)
        for whose in rounds.order_by().values_list("organisation_id", "key_name")
    ]
