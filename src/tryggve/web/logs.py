"""One line of JSON for each thing that happened, without personal data.

A line never holds an address on the network, a user agent, a query string or a path (paths can
hold tokens): the name of the page stands for them, and a reference number ties the lines of one
request together. The same number is shown on error pages. Of an error the line holds its kind and
the places in the code that it passed, never its message, which may hold what somebody typed.
What is kept and why: docs/reference/logging.md.
"""

import logging
import re
import secrets
import sys
import threading
from collections.abc import MutableMapping
from traceback import walk_tb
from typing import Any

import structlog

Event = MutableMapping[str, Any]
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no characters that look like others

# Loggers of libraries that write what people typed, or a line every second.
QUIETER = {
    "axes": logging.CRITICAL,  # the address and the name that failed to sign in
    "django.db.backends": logging.WARNING,  # every query with its values
    "django_tasks_db": logging.WARNING,  # each empty look in the queue
}
# The last net, for a library's line that no rule above knows.
PERSONAL = [
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b(?:\d{2})?\d{6}[-+]?\d{4}\b"), "[number]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[address]"),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:{1,2}){3,7}[0-9a-fA-F]{0,4}"), "[address]"),
]
_as_json = structlog.processors.JSONRenderer(ensure_ascii=False)


def new_reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def current_reference() -> str:
    """The number of the request that is being answered, or an empty string."""
    return str(structlog.contextvars.get_contextvars().get("reference", ""))


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: everything goes through structlog to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _without_request],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _error_without_message,
                _line_without_personal_data,
            ],
        )
    )
    handler.addFilter(_page_instead_of_path)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    for name, level in QUIETER.items():
        logging.getLogger(name).setLevel(level)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def log_uncaught_errors() -> None:
    """Let a process of the service log the errors that nobody caught, as every other error."""
    log = logging.getLogger("tryggve")
    sys.excepthook = lambda kind, error, frames: log.critical(
        "uncaught error", exc_info=(kind, error, frames)
    )
    threading.excepthook = lambda caught: log.critical(
        "uncaught error in a thread",
        exc_info=(caught.exc_type, caught.exc_value, caught.exc_traceback),  # type: ignore[arg-type]
    )


def describe_error(error: BaseException | None) -> list[dict[str, Any]]:
    """The error and those behind it: its kind, and the places that it passed, outermost first."""
    described = []
    while error is not None:
        places = [
            f"{frame.f_globals.get('__name__', '?')}:{line}:{frame.f_code.co_name}"
            for frame, line in walk_tb(error.__traceback__)
        ]
        kind = type(error)
        described.append({"kind": f"{kind.__module__}.{kind.__qualname__}", "places": places})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return described


def _error_without_message(logger: Any, name: str, event: Event) -> Event:
    given = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(given, BaseException):
        event["error"] = describe_error(given)
    elif given:
        event["error"] = describe_error((given if isinstance(given, tuple) else sys.exc_info())[1])
    return event


def _line_without_personal_data(logger: Any, name: str, event: Event) -> str:
    line = str(_as_json(logger, name, event))
    for pattern, word in PERSONAL:
        line = pattern.sub(word, line)
    return line


def _without_request(logger: Any, name: str, event: Event) -> Event:
    event.pop("request", None)
    return event


def _page_instead_of_path(record: logging.LogRecord) -> bool:
    """Django's own warnings name the path of the request: the page's name stands in for it."""
    request = getattr(record, "request", None)
    if request is not None:
        match = getattr(request, "resolver_match", None)
        page = match.view_name if match else "unknown page"
        record.msg, record.args = f"{record.levelname.lower()} on {page}", ()
    return True
