"""Whatever happens to server, network and people: one response, the latest acknowledged answers."""

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.e2e.by_http import LOST, Device, ServedRound, served_round, some_answer
from tests.e2e.respondent import respondent

pytestmark = pytest.mark.browser

RESPONDENTS, SCREENS, KILLS = 200, 8, 3
OTHERS = 12  # codes for the tests beside the kill
FIRST = "1"


def by_chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing to be guessed


@pytest.fixture(scope="module")
def served() -> Iterator[ServedRound]:
    with served_round(RESPONDENTS + OTHERS) as round:
        yield round


@pytest.fixture
def code(served) -> Callable[[], tuple[int, str]]:
    """A code that nobody has used, with its place."""
    taken = served.known.setdefault("taken", RESPONDENTS)
    served.known["taken"] += 1
    return taken, served.known["codes"][taken]


@dataclass
class Answering:
    """Who answers by chance until so many screens are acknowledged, whatever happens on the way."""

    served: ServedRound
    number: int
    acknowledged: dict[str, Any] = field(default_factory=dict)
    screens: int = 0
    led_to: list[str] = field(default_factory=list)

    def answer(self) -> None:
        chance = by_chance(self.number)
        device = self.served.device()
        self._until_it_works(device, device.begin, self.served.known["codes"][self.number])
        while self.screens < SCREENS and device.at.isdigit():
            here = device.at
            form, answers = some_answer(self.served.known["questions"][here], chance)
            self._until_it_works(device, device.post, f"/svara/{here}/", form)
            self.acknowledged |= answers
            self.screens += 1
            self.led_to.append(device.at)

    def _until_it_works(self, device: Device, act: Callable[..., object], *given: Any) -> None:
        for _time in range(600):
            try:
                act(*given)
                return
            except LOST:
                device.connection.close()
                threading.Event().wait(0.05)
        raise TimeoutError("the server did not come back")


def test_a_killed_server_forgets_nothing_that_it_has_acknowledged(served):
    everybody = [Answering(served, number) for number in range(RESPONDENTS)]
    with ThreadPoolExecutor(RESPONDENTS) as pool:
        at_work = [pool.submit(each.answer) for each in everybody]
        for kill in range(1, KILLS + 1):
            wait_for(everybody, RESPONDENTS * SCREENS * kill // (KILLS + 1))
            served.ask("kill")
        for each in at_work:
            each.result()
    stored = served.ask("stored")[:RESPONDENTS]
    assert [len(responses) for responses in stored] == [1] * RESPONDENTS
    for person, (response,) in zip(everybody, stored, strict=True):
        assert person.acknowledged.items() <= response["answers"].items()
        numbers = [int(at) for at in person.led_to if at.isdigit()]
        assert numbers == sorted(numbers)  # nobody begins again


def wait_for(everybody: list[Answering], screens: int) -> None:
    """Until so many screens have been acknowledged in all."""
    while sum(each.screens for each in everybody) < screens:
        threading.Event().wait(0.01)


def only_response(served: ServedRound, place: int) -> dict[str, Any]:
    (response,) = served.ask("stored")[place]
    return response


def question(served: ServedRound, number: str = FIRST) -> list[tuple[str, str, list[int]]]:
    return served.known["questions"][number]


def everything(
    served: ServedRound, number: str, code: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A form that answers each variable of a question with its code in that place."""
    answers = {name: codes[code] for name, _kind, codes in question(served, number)}
    return {"asked": " ".join(answers), "next": ""} | answers, answers


def test_of_two_tabs_the_latest_answer_holds(served, code):
    place, own = code
    first = served.device()
    first.begin(own)
    second = served.device(cookie=first.cookie)
    early, _ = everything(served, FIRST, 0)
    late, held = everything(served, FIRST, 1)
    following = second.post("/svara/1/", early)
    form, more = some_answer(question(served, second.at), by_chance(1))
    second.post(following, form)
    first.post("/svara/1/", late)
    assert only_response(served, place)["answers"] == held | more


def test_four_devices_at_once_are_one_response_and_all_that_they_answer_is_kept(served, code):
    place, own = code
    numbers = sorted(served.known["questions"], key=int)[:16]
    forms = {number: some_answer(question(served, number), by_chance(2)) for number in numbers}
    devices = [served.device() for _ in range(4)]
    together(*((device.begin, own) for device in devices))

    def answer(device: Device, mine: list[str]) -> None:
        for number in mine:
            device.post(f"/svara/{number}/", forms[number][0])

    together(*((answer, device, numbers[first::4]) for first, device in enumerate(devices)))
    given = {name: answer for _form, answers in forms.values() for name, answer in answers.items()}
    assert only_response(served, place)["answers"] == given


def test_a_form_that_is_sent_many_times_at_once_is_one_answer(served, code):
    place, own = code
    device = served.device()
    device.begin(own)
    form, answers = everything(served, FIRST, 1)
    again = [served.device(cookie=device.cookie) for _ in range(8)]
    together(*((each.post, "/svara/1/", form) for each in again))
    assert {each.at for each in again} == {again[0].at}
    assert only_response(served, place)["answers"] == answers


def test_answers_that_are_sent_in_twice_at_once_are_sent_once(served, code):
    place, own = code
    device = served.device()
    device.begin(own)
    form, answers = everything(served, FIRST, 0)
    device.post("/svara/1/", form)
    again = [served.device(cookie=device.cookie) for _ in range(4)]
    together(*((each.post, "/svara/kontrollera/", {}) for each in again))
    assert [each.at for each in again] == ["tack"] * 4
    assert only_response(served, place) == {"state": "sent", "answers": answers}


@pytest.mark.parametrize("what", ["request", "answer"])
def test_a_network_that_drops_each_third_costs_nothing_but_time(served, code, what):
    place, own = code
    device = served.device(Dropping, drops=what)
    device.until_it_works(device.begin, own)
    chance, given = by_chance(3), {}
    for _screen in range(6):
        here = device.at
        form, answers = some_answer(question(served, here), chance)
        device.until_it_works(device.post, f"/svara/{here}/", form)
        given |= answers
    assert device.dropped >= 3
    assert only_response(served, place)["answers"] == given


@dataclass
class Dropping(Device):
    """A device in a tunnel: each third request does not arrive, or its answer does not."""

    drops: str = "request"
    requests: int = 0
    dropped: int = 0

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        self.requests += 1
        if self.requests % 3:
            return super()._ask(method, path, body)
        self.dropped += 1
        cookie = self.cookie
        if self.drops == "answer":
            super()._ask(method, path, body)
            self.cookie = cookie
        self.connection.close()
        raise ConnectionResetError("dropped")

    def until_it_works(self, act: Callable[..., object], *given: Any) -> None:
        while True:
            try:
                act(*given)
                return
            except ConnectionResetError:
                pass


def together(*acts: Any) -> None:
    """Do all at the same moment, each (function, argument, …); and hear of what failed."""
    gate = threading.Barrier(len(acts))

    def do(act: Any) -> None:
        gate.wait()
        act[0](*act[1:])

    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(do, act) for act in acts]:
            done.result()


def test_the_browser_s_back_button_and_double_clicks_do_no_harm(site, browser):
    with respondent(browser, site, width=390) as person:
        person.begin(site.codes["single"].pop(), "sv")
        person.answer(0)
        person.go_on()
        person.tab.wait_for_url("**/svara/kontrollera/")
        person.tab.go_back()
        person.answer(1)
        person.tab.locator(".actions button[name=next]").dblclick()
        person.tab.wait_for_url("**/svara/kontrollera/")
        person.tab.get_by_text("Dåligt").wait_for()
        person.tab.locator("main form button").dblclick()
        person.tab.locator(".receipt").wait_for()
        person.tab.go_back()
        assert person.tab.locator("form.question").count() == 0
