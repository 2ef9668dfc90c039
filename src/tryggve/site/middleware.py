"""Which language a page of staff is shown in: the person's own, and never Arabic."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import translate_url
from django.utils.translation import get_language

from tryggve.site.context import STAFF_LANGUAGES, in_every_language

Answer = Callable[[HttpRequest], HttpResponse]


class StaffLanguage:
    """Residents' pages follow their address. Staff's follow what the person has chosen.

    Whoever is not signed in reads a page of staff in the address's language, if it is in that.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method not in {"GET", "HEAD"} or in_every_language(view):
            return None
        shown = get_language() or settings.LANGUAGE_CODE
        path = request.get_full_path()
        if not any(translate_url(path, language) != path for language in STAFF_LANGUAGES):
            return None  # a file or a line of text: the same in every language
        wanted = shown if shown in STAFF_LANGUAGES else settings.LANGUAGE_CODE
        if request.user.is_authenticated:
            wanted = request.user.language
        return None if wanted == shown else HttpResponseRedirect(translate_url(path, wanted))
