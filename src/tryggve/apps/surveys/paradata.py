"""How somebody answered, kept so roughly that it tells of nobody: device, and time in bands."""

import re
from collections.abc import Mapping
from datetime import timedelta

from tryggve.apps.surveys.models import Response

LONGEST_PAUSE = 600  # seconds: whoever is away for longer was not answering
BANDS = ((15, "under 15 s"), (60, "15 to 60 s"), (180, "1 to 3 min"), (600, "3 to 10 min"))
LAST_BAND = "over 10 min"
TABLET = re.compile(r"iPad|Tablet|Android(?!.*Mobile)|Silk|PlayBook", re.IGNORECASE)
PHONE = re.compile(r"Mobi|iPhone|iPod|Opera Mini", re.IGNORECASE)
COMPUTER = re.compile(r"Windows NT|Macintosh|X11|CrOS")


def device_of(user_agent: str) -> Response.Device:
    """The class of device that a browser says it runs on. What it says is kept nowhere."""
    for pattern, device in (
        (TABLET, Response.Device.TABLET),
        (PHONE, Response.Device.PHONE),
        (COMPUTER, Response.Device.COMPUTER),
    ):
        if pattern.search(user_agent):
            return device
    return Response.Device.UNKNOWN


def with_pause(seconds: Mapping[str, int], block: str, pause: timedelta) -> dict[str, int]:
    """The seconds by block, with those since the last answer added to its block."""
    spent = int(pause.total_seconds())
    counted = spent if 0 <= spent <= LONGEST_PAUSE else 0
    return {**seconds, block: seconds.get(block, 0) + counted}


def as_bands(seconds: Mapping[str, int]) -> dict[str, str]:
    """The time by block in bands, as it is kept once the answers are sent."""
    return {
        block: next((name for limit, name in BANDS if spent < limit), LAST_BAND)
        for block, spent in seconds.items()
    }
