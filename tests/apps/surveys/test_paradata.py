"""Device and time, so roughly that they tell of nobody."""

from datetime import timedelta

import pytest

from tryggve.apps.surveys.paradata import as_bands, device_of, with_pause

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
PIXEL = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
)
GALAXY_TAB = (
    "Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/131.0 Safari/537.36"
)


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        (IPHONE, "phone"),
        (PIXEL, "phone"),
        (GALAXY_TAB, "tablet"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/133.0", "computer"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "computer"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "computer"),
        ("", "unknown"),
        ("curl/8.9", "unknown"),
    ],
)
def test_the_class_of_a_device(user_agent, device):
    assert device_of(user_agent) == device


@pytest.mark.parametrize(
    ("pause", "expected"), [(0, 10), (5, 15), (600, 610), (601, 10), (-3, 10), (86_400, 10)]
)
def test_who_is_away_is_not_answering(pause, expected):
    spent = with_pause({"worry": 10}, "worry", timedelta(seconds=pause))
    assert spent == {"worry": expected}


@pytest.mark.parametrize(
    ("seconds", "band"),
    [
        (0, "under 15 s"),
        (15, "15 to 60 s"),
        (60, "1 to 3 min"),
        (599, "3 to 10 min"),
        (600, "over 10 min"),
    ],
)
def test_the_bands(seconds, band):
    assert as_bands({"worry": seconds}) == {"worry": band}
