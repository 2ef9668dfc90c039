"""What is done with every request: a reference number, and the language to speak."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from tryggve.web.logs import new_reference
from tryggve.wording.text import speaking

Answer = Callable[[HttpRequest], HttpResponse]


class Reference:
    """Give the request a number that its log lines and its error page carry."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reference = new_reference()
        request.reference = reference  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(reference=reference):
            return self.get_response(request)


class Speaking:
    """Let the pure packages speak the language of the page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with speaking(get_language() or "sv"):
            return self.get_response(request)
