"""Pages that belong to no app: the start page, and what is shown when something fails."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tryggve.web.pages import public_page, signed_in_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html")


@signed_in_page
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "site/start.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
