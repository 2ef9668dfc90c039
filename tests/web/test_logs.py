"""No line of the log holds what somebody typed, who they are, or where they came from."""

import io
import json
import logging
import sys
import threading

import pytest
import structlog
from django.http import HttpResponse
from django.urls import path

from tests.factories import UserFactory
from tryggve.web import logs
from tryggve.web.pages import public_page

SECRET = "19800101-1234 Kalle"


@public_page
def broken(request, token):
    raise ValueError(SECRET)


def plain_error_page(request, exception=None):
    return HttpResponse(status=404 if exception else 500)


urlpatterns = [path("open/<str:token>/", broken, name="broken")]
handler404 = handler500 = plain_error_page


@pytest.fixture
def lines(monkeypatch):
    """What the log would write, line by line."""
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    logs.configure({"level": "INFO"})
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers = handlers
    root.setLevel(level)


def raise_and_log(log):
    try:
        raise ValueError(SECRET)
    except ValueError:
        log.exception("could not be read")


@pytest.mark.parametrize("logger", [logging.getLogger, structlog.get_logger])
def test_of_an_error_the_kind_and_the_places_are_kept_never_the_message(lines, logger):
    raise_and_log(logger("tryggve.somewhere"))
    (line,) = lines()
    assert line["event"] == "could not be read"
    assert [error["kind"] for error in line["error"]] == ["builtins.ValueError"]
    (place,) = line["error"][0]["places"]
    module, number, function = place.split(":")
    assert (module, function) == (__name__, "raise_and_log")
    assert int(number) == raise_and_log.__code__.co_firstlineno + 2
    assert "Kalle" not in json.dumps(line)


def test_the_errors_behind_an_error_are_told_too():
    def fail():
        try:
            int(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error

    with pytest.raises(KeyError) as raised:
        fail()
    kinds = [each["kind"] for each in logs.describe_error(raised.value)]
    assert kinds == ["builtins.KeyError", "builtins.ValueError"]


def test_an_error_that_hides_what_was_behind_it_stands_alone():
    def hide():
        try:
            int(SECRET)
        except ValueError:
            raise KeyError from None

    with pytest.raises(KeyError) as raised:
        hide()
    assert len(logs.describe_error(raised.value)) == 1


def test_a_page_that_fails_is_named_instead_of_its_address(lines, client, settings):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    answer = client.get(
        f"/open/{SECRET}/?token=abcdefghijk", REMOTE_ADDR="192.0.2.17", HTTP_USER_AGENT="Teapot"
    )
    assert answer.status_code == 500
    line = next(line for line in lines() if line["logger"] == "django.request")
    assert line["event"] == "error on broken"
    assert line["reference"] == answer.wsgi_request.reference
    written = json.dumps(lines())
    held = ("Kalle", "token=", "abcdef", "192.0.2.17", "Teapot", "/open/")
    assert [each for each in held if each in written] == []


def test_a_page_that_is_not_there_leaves_no_address(lines, client, settings):
    settings.ROOT_URLCONF = __name__
    client.get("/no-such-page-with-secret/?who=kalle@kommun.example", REMOTE_ADDR="192.0.2.17")
    written = json.dumps(lines())
    held = ("no-such-page", "kalle", "192.0.2.17")
    assert [each for each in held if each in written] == []


def test_who_fails_to_sign_in_is_not_written(lines, client, db):
    user = UserFactory(email="kalle@kommun.example")
    for _ in range(10):
        client.post(
            "/accounts/login/",
            {"login": user.email, "password": "wrong password"},
            REMOTE_ADDR="192.0.2.17",
        )
    written = json.dumps(lines())
    assert [each for each in ("kalle", "192.0.2.17", "wrong") if each in written] == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("sent to kalle.k@mail.kommun.example now", "sent to [e-mail] now"),
        ("person 19800101-1234 seen", "person [number] seen"),
        ("person 800101+1234 seen", "person [number] seen"),
        ("person 198001011234 seen", "person [number] seen"),
        ("from 192.0.2.17 port", "from [address] port"),
        ("from 2001:db8:0:0:1:2:3:4 port", "from [address] port"),
        ("from fe80::1ff:fe23:4567:890a port", "from [address] port"),
        ("3 rows in 12 seconds at 14:30:15", "3 rows in 12 seconds at 14:30:15"),
        ("round 2026-11-22 of area 076101", "round 2026-11-22 of area 076101"),
    ],
)
def test_the_last_net_takes_what_no_rule_knew(lines, said, written):
    logging.getLogger("a.library").warning(said)
    logging.getLogger("a.library").warning("%s", said)
    structlog.get_logger("a.library").warning("said", what={"deep": [said]})
    assert [line["event"] for line in lines()] == [written, written, "said"]
    assert lines()[2]["what"] == {"deep": [written]}


@pytest.mark.parametrize("name", sorted(logs.QUIETER))
def test_libraries_that_write_what_people_typed_are_quiet(lines, name):
    logging.getLogger(name).info("Kalle")
    assert lines() == []


def test_an_error_that_nobody_caught_is_a_line_too(lines, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    logs.log_uncaught_errors()

    def fail():
        raise ValueError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    try:
        fail()
    except ValueError:
        sys.excepthook(*sys.exc_info())
    assert [line["event"] for line in lines()] == [
        "uncaught error in a thread",
        "uncaught error",
    ]
    assert "Kalle" not in json.dumps(lines())
