"""An area's page: CPU of the server and queries, beside an empty page in the same run."""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

from benchmarks import Row

TIMES = {"quick": 15, "full": 100}
SURVEY_AREAS = 12
EMPTY = "/o/lessebo/empty/"
PAGES = {
    "a municipality with 12 survey areas": ("municipality", "0761"),
    "one of the survey areas": ("survey_area", "D1"),
    "a local police area of six municipalities": ("local_police_area", "syd-nybro"),
    "a police region of 58 municipalities": ("police_region", "syd"),
}


def run(size: str) -> Iterator[Row]:
    with site() as client:
        limit = median_ms(lambda: opened(client, EMPTY), TIMES[size])
        yield Row(
            "the limit: an empty page", f"{limit:.1f} ms CPU, {queries(client, EMPTY)} queries"
        )
        for name, (kind, code) in PAGES.items():
            page = address(kind, code)
            yield Row(f"{name}, maps not drawn yet", f"{cold_ms(client, page):.0f} ms CPU")
            warm = median_ms(lambda page=page: opened(client, page), TIMES[size])
            told = f"{warm:.1f} ms CPU, {warm / limit:.1f} times the limit"
            yield Row(f"{name}, again", f"{told}, {queries(client, page)} queries")


@contextmanager
def site() -> Iterator[Any]:
    """A browser signed in to a site with all of Sweden, in a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test import override_settings
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    setup_test_environment(debug=False)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        with override_settings(ROOT_URLCONF="benchmarks._empty_page"):
            yield browser()
    finally:
        teardown_databases(made, verbosity=0)
        teardown_test_environment()


def browser() -> Any:
    from tests.area_factories import LESSEBO, ResponsibilityFactory, SurveyAreaFactory, square
    from tests.factories import MembershipFactory, signed_in_as
    from tryggve.apps.areas.models import Area
    from tryggve.apps.areas.services import load_reference

    load_reference()
    member = MembershipFactory(organisation__slug="lessebo")
    lessebo = Area.objects.get(kind="municipality", code="0761")
    ResponsibilityFactory(organisation=member.organisation, area=lessebo)
    for number in range(SURVEY_AREAS):
        x, y = LESSEBO[0] + number % 4 * 1_000, LESSEBO[1] + number // 4 * 1_000
        SurveyAreaFactory(
            code=f"D{number}", owner=member.organisation, parent=lessebo, geometry=square(x, y)
        )
    return signed_in_as(member.user)


def address(kind: str, code: str) -> str:
    from tryggve.apps.areas.models import Area

    return f"/o/lessebo/areas/{Area.objects.get(kind=kind, code=code).pk}/"


def opened(client: Any, page: str) -> None:
    assert client.get(page).status_code == 200, page


def queries(client: Any, page: str) -> int:
    from tests.queries import queries_of

    return len(queries_of(lambda: opened(client, page)))


def cold_ms(client: Any, page: str) -> float:
    """The first time: no map is in the cache."""
    from django.core.cache import cache

    opened(client, page)  # what a process does once is not a page's
    cache.clear()
    return cpu_ms(lambda: opened(client, page))


def median_ms(action: Callable[[], None], times: int) -> float:
    action()
    return statistics.median(cpu_ms(action) for _ in range(times))


def cpu_ms(action: Callable[[], None]) -> float:
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1_000
