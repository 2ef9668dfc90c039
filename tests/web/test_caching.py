from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from tryggve.web.caching import forget_expired, hashed_key

pytestmark = pytest.mark.django_db


def kept():
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT cache_key FROM {table}")  # noqa: S608 - a name of our settings
        return [row[0] for row in cursor.fetchall()]


def test_what_is_cached_comes_back_and_its_key_tells_nothing():
    cache.set("login_failed:ip:192.0.2.17", [1.5], 60)
    assert cache.get("login_failed:ip:192.0.2.17") == [1.5]
    assert kept() == [hashed_key("login_failed:ip:192.0.2.17", "", 1)]
    assert "192.0.2.17" not in kept()[0]


def test_keys_differ_by_key_prefix_and_version():
    keys = {hashed_key(*each) for each in [("a", "", 1), ("b", "", 1), ("a", "p", 1), ("a", "", 2)]}
    assert len(keys) == 4


def test_the_key_cannot_be_guessed_without_the_secret(settings):
    before = hashed_key("192.0.2.17", "", 1)
    settings.SECRET_KEY = "another"
    assert hashed_key("192.0.2.17", "", 1) != before


def test_what_has_expired_goes_and_what_has_not_stays():
    cache.set("short", 1, 60)
    cache.set("long", 2, 7200)
    assert forget_expired(timezone.now()) == 0
    assert forget_expired(timezone.now() + timedelta(hours=1)) == 1
    assert (cache.get("long"), len(kept())) == (2, 1)
