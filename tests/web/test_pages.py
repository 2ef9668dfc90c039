"""Every view of ours says who may open it."""

from django.urls import URLPattern, URLResolver, get_resolver


def our_views(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from our_views(entry)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("tryggve."):
            yield entry


def test_every_view_says_who_may_open_it():
    silent = [str(entry.pattern) for entry in our_views() if not hasattr(entry.callback, "access")]
    assert silent == []
