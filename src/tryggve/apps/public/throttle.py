"""So many reports an hour may come from one address on the network, and no more.

What is remembered is a keyed hash of the address, for as long as the hour lasts.
"""

import time

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 3600  # seconds
MOST = 10  # a library or an office shares one address


def has_room(request: HttpRequest) -> bool:
    """Whether one more report may come from where the request comes from; counts it if so."""
    hour = int(time.time()) // HOUR
    sender = salted_hmac("public.report_fault", str(get_client_ip_address(request))).hexdigest()
    key = f"report_fault:{hour}:{sender}"
    before = cache.get(key, 0)
    if before >= MOST:
        return False
    cache.set(key, before + 1, HOUR)
    return True
