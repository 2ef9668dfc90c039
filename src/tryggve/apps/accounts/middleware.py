"""Whether a second factor is still to be set up, which organisation a page is about, who is here.

Each is asked once the page is known, in the order in which the settings list them.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.accounts.queries import has_second_factor

Answer = Callable[[HttpRequest], HttpResponse]

SEEN = "seen"  # key of the session: when its device was last noted, in seconds
NOTED_EVERY = 10 * 60  # seconds: often enough to tell devices apart, seldom enough to cost nothing

# What somebody may open who still has to set up a second factor: the way to do so, and out.
BEFORE_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "choose_language",
    }
)
# What is no page: alike for everybody, so who asks is not even looked up.
NO_PAGES = frozenset({"health", "organisation_logo", "organisation_style"})


class SecondFactor:
    """Whoever has a role that asks for a second factor sets one up before anything else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.lacks_second_factor = False  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseRedirect | None:
        name = name_of_page(request)
        if not settings.TRYGGVE.second_factor_required or name in NO_PAGES:
            return None
        user = request.user
        if not user.is_authenticated or not user.role_asks_for_second_factor:
            return None
        if has_second_factor(user):
            return None
        request.lacks_second_factor = True  # type: ignore[attr-defined]
        return None if name in BEFORE_SECOND_FACTOR else redirect("mfa_index")


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
        organisation = Organisation.objects.filter(slug=slug).defer("logo").first()
        if organisation is None or not request.user.roles_in(organisation):
            raise Http404
        request.organisation = organisation  # type: ignore[attr-defined]


class LastSeen:
    """Note now and then that a signed-in device is in use, for the person's list of devices."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        if name_of_page(request) in NO_PAGES or not request.user.is_authenticated:
            return
        if time.time() - float(request.session.get(SEEN, 0)) > NOTED_EVERY:
            request.session[SEEN] = time.time()
            UserSession.objects.filter(session_key=request.session.session_key).update(
                last_seen_at=timezone.now()
            )


def name_of_page(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match is not None else ""
