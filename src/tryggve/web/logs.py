"""One line of JSON for each thing that happened, without personal data.

A line never holds an address on the network, a user agent, a query string or a path (paths can
hold tokens): the name of the page stands for them, and a reference number ties the lines of one
request together. The same number is shown on error pages.
"""

import logging
import secrets
import sys
from typing import Any

import structlog

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no characters that look like others


def new_reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def current_reference() -> str:
    """The number of the request that is being answered, or an empty string."""
    return str(structlog.contextvars.get_contextvars().get("reference", ""))


def configure(settings: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: everything goes through structlog to standard error."""
    shared = [
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
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    handler.addFilter(_page_instead_of_path)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings["level"])
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _without_request(logger: Any, name: str, event: dict[str, Any]) -> dict[str, Any]:
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
