"""What is shown when something fails: what happened, what to do, and a reference number."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_bidi

from tryggve.web.logs import current_reference


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Made without the database, the session and the context processors: those may be broken."""
    known = {
        "LANGUAGE_CODE": get_language() or "sv",
        "LANGUAGE_BIDI": get_language_bidi(),
        "reference": getattr(request, "reference", "") or current_reference(),
    }
    return HttpResponse(render_to_string("errors/500.html", known), status=500)
