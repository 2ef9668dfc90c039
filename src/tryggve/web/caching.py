"""The cache: its keys tell nothing of whom they count, and what has expired goes every night.

The library that counts failures to sign in makes its keys of network addresses. The table of the
cache is in the main database and in its backups, so only a keyed hash of each key is written.
"""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac


def hashed_key(key: str, prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION."""
    return salted_hmac(
        "tryggve.web.caching", f"{prefix}:{version}:{key}", algorithm="sha256"
    ).hexdigest()


def forget_expired(now: datetime) -> int:
    """Take away what the cache no longer answers with; how many rows."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - a name of our settings, quoted
            [connection.ops.adapt_datetimefield_value(now)],
        )
        return int(cursor.rowcount)
