"""What stands in the history of changes for a name or an address: that there was one, no more.

The library's own mask leaves the latter half of it to be read.
"""

MASK = "***"
NOTHING = {"", "None"}


def masked(value: str) -> str:
    """Auditlog's AUDITLOG_MASK_CALLABLE."""
    return value if value in NOTHING else MASK
