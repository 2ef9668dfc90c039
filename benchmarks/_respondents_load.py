"""Respondents without a browser: what they send, how long they wait, what the server's CPU is."""

import os
import queue
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.by_http import LOST, Device, Failed, ServedRound
from tests.e2e.round_server import family

TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Respondent:
    """Who goes over the way of the questionnaire, again and again, on one connection."""

    device: Device
    way: list[tuple[int, dict[str, str]]]
    place: int = 0

    def begin(self, code: str) -> None:
        """Log in, and answer everything once."""
        self.device.begin(code)
        for _screen in self.way:
            self.save()

    def save(self) -> None:
        """Send the answers of the next screen; they are acknowledged by the way onward."""
        number, form = self.way[self.place]
        self.device.post(f"/svara/{number}/", form)
        self.place = (self.place + 1) % len(self.way)

    def look(self) -> None:
        """Get the screen that one stands at."""
        number, _form = self.way[self.place]
        self.device.get(f"/svara/{number}/")

    def save_and_look(self) -> None:
        self.save()
        self.look()


@dataclass(frozen=True)
class Held:
    """How a constant load was held: waits in ms, from the moment when it was due."""

    done: int
    errors: int
    median: float
    p95: float
    server_cpu: float  # cores
    own_cpu: float


def server_cpu_ms(pids: list[int], action: Callable[[], object], times: int) -> float:
    """CPU of the server for one time, one after the other."""
    action()
    started = cpu_seconds(pids)
    for _time in range(times):
        action()
    return 1_000 * (cpu_seconds(pids) - started) / times


def offered(respondents: list[Respondent], pids: list[int], *, rate: int, seconds: int) -> Held:
    """Save answers and look at the next screen, at moments that wait for no answer."""
    free: queue.SimpleQueue[Respondent] = queue.SimpleQueue()
    for respondent in respondents:
        free.put(respondent)
    begun = time.perf_counter() + 0.1
    moments = iter([begun + number / rate for number in range(rate * seconds)])
    lock, waits, errors = threading.Lock(), [], []

    def answer() -> None:
        while True:
            with lock:
                due = next(moments, None)
            if due is None:
                return
            time.sleep(max(0.0, due - time.perf_counter()))
            respondent = free.get()
            try:
                respondent.save()
                waits.append(1_000 * (time.perf_counter() - due))
                respondent.look()
            except (Failed, *LOST) as error:
                errors.append(error)
                respondent.device.connection.close()
            free.put(respondent)

    server, own = cpu_seconds(pids), time.process_time()
    threads = [threading.Thread(target=answer) for _ in range(min(64, len(respondents)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    return Held(
        done=len(waits),
        errors=len(errors),
        median=statistics.median(waits) if waits else float("inf"),
        p95=statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else float("inf"),
        server_cpu=(cpu_seconds(pids) - server) / took,
        own_cpu=(time.process_time() - own) / took,
    )


def cpu_seconds(pids: list[int]) -> float:
    """CPU of processes and of everything that they have started and that still lives."""
    return sum(_cpu_of(each) for pid in pids for each in family(pid))


def respondents_of(served: ServedRound) -> list[Respondent]:
    """One for each code, each through the whole questionnaire once."""
    found = []
    for code in served.known["codes"]:
        respondent = Respondent(served.device(), served.known["way"])
        respondent.begin(code)
        found.append(respondent)
    return found


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK
