"""Answering at /svara: what a saved answer and a screen cost the server, and the load it holds.

The web server is granian with two workers, as the product runs it; whoever loads it is another
process. The limit beside it is the emptiest page of the same frame. On SQLite, and on PostgreSQL
where its programs are installed; the CPU of PostgreSQL's own processes is added to the server's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks import Row
from benchmarks._respondents_load import (
    Held,
    Respondent,
    offered,
    respondents_of,
    server_cpu_ms,
)
from tests import postgresql
from tests.e2e.by_http import ServedRound, served_round

TIMES = {"quick": 200, "full": 1_000}
SECONDS = {"quick": 5, "full": 20}
STORED = {"quick": (1_000, 20_000), "full": (1_000, 100_000, 1_000_000)}
RESPONDENTS = 100
OFFERED = 150  # saved answers a second, each followed by its next screen
STEP = 25
WITHIN = 200.0  # ms, for 95 of 100


@dataclass(frozen=True)
class Site:
    """The served round, and the processes whose CPU is the server's."""

    served: ServedRound
    pids: list[int]


def run(size: str) -> Iterator[Row]:
    yield from rows("SQLite", {}, [], size)
    if postgresql.is_installed():
        with postgresql.server(is_durable=True) as folder:
            at = {
                "TRYGGVE_DATABASE_URL": postgresql.address(folder, "main"),
                "TRYGGVE_REGISTER_URL": postgresql.address(folder, "register"),
            }
            first_line = (folder / "data" / "postmaster.pid").read_text().splitlines()[0]
            yield from rows("PostgreSQL", at, [int(first_line)], size)


def rows(database: str, at: Mapping[str, str], also: list[int], size: str) -> Iterator[Row]:
    there = 0
    with served_round(RESPONDENTS, at) as served:
        site = Site(served, [served.known["pid"], *also])
        people = respondents_of(served)
        for stored in STORED[size]:
            served.ask(f"fill {stored - there}")
            yield from costs(f"{database}, {stored:,} stored", site, people[0], TIMES[size])
            if not there:
                yield from loads(database, site, people, SECONDS[size])
            there = stored


def costs(what: str, site: Site, one: Respondent, times: int) -> Iterator[Row]:
    limit = server_cpu_ms(site.pids, lambda: one.device.get("/svara/paus/"), times)
    screen = server_cpu_ms(site.pids, one.look, times)
    saved = server_cpu_ms(site.pids, one.save, times)
    both = server_cpu_ms(site.pids, one.save_and_look, times)
    yield Row(f"{what}: the limit, an empty page", f"{limit:.1f} ms CPU")
    yield Row(f"{what}: a screen", f"{screen:.1f} ms CPU, {screen / limit:.1f} times the limit")
    yield Row(f"{what}: a saved answer", f"{saved:.1f} ms CPU, {saved / limit:.1f} times the limit")
    yield Row(f"{what}: saved and the next screen shown", f"{both:.1f} ms CPU")


def loads(what: str, site: Site, people: list[Respondent], seconds: int) -> Iterator[Row]:
    held = offered(people, site.pids, rate=OFFERED, seconds=seconds)
    yield Row(f"{what}: {OFFERED} saved answers a second offered", told(held))
    rate = OFFERED
    best = None
    while is_held(held, rate * seconds):
        best = rate, held
        rate += STEP
        held = offered(people, site.pids, rate=rate, seconds=seconds)
    while best is None and rate > STEP:
        rate -= STEP
        held = offered(people, site.pids, rate=rate, seconds=seconds)
        best = (rate, held) if is_held(held, rate * seconds) else None
    highest = f"{best[0]} a second: {told(best[1])}" if best else f"not even {rate} a second"
    yield Row(f"{what}: the highest load held", highest)


def is_held(held: Held, due: int) -> bool:
    return held.errors == 0 and held.done == due and held.p95 < WITHIN


def told(held: Held) -> str:
    return (
        f"median {held.median:.0f} ms, 95th percentile {held.p95:.0f} ms, {held.errors} errors; "
        f"server {held.server_cpu:.2f} cores, load {held.own_cpu:.2f}"
    )
