"""A sign that checks others: for codes that people copy from paper.

The signs are the 32 of Crockford's base 32, which has no I, L, O and U. The check is a sum over the
field of 32 elements, each place with a weight of its own, so that in codes of up to 31 signs one
wrong sign and any two signs that changed places are always found out, and other mistakes 31 times
of 32.
"""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PRIMITIVE = 0b100101  # x^5 + x^2 + 1, irreducible over two elements, with x as a generator


def check_sign(signs: str) -> str:
    """The sign to put last: the one with which the weighted sum is nothing."""
    return SIGNS[_weighted_sum(signs + SIGNS[0])]


def is_right(code: str) -> bool:
    """Whether the last sign checks those before it. All must be of `SIGNS`."""
    return _weighted_sum(code) == 0


def _weighted_sum(code: str) -> int:
    """Horner's rule with x: the sign n places before the last has the weight x^n."""
    total = 0
    for sign in code:
        total = _times_x(total) ^ SIGNS.index(sign)
    return total


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ PRIMITIVE if doubled & 0b100000 else doubled
