"""After too many wrong passwords sign-in is locked for a while: how that is counted and told."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone


def username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """By which address failures are counted (AXES_USERNAME_CALLABLE)."""
    given = credentials or {}
    found = given.get("email") or given.get("login") or request.POST.get("login") or ""
    return str(found).strip().lower()


def client_ip(request: HttpRequest) -> str | None:
    """The address on the network, behind as many proxies as are configured, if it is known."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return None


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page that says for how long, and whom to turn to (AXES_LOCKOUT_CALLABLE)."""
    until = _locked_until(username(request, credentials), client_ip(request))
    minutes = max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
    known = {"until": until, "minutes": minutes}
    return render(request, "accounts/locked_out.html", known, status=429)


def _locked_until(username: str, ip: str | None) -> datetime:
    last = AccessAttempt.objects.filter(username=username, ip_address=ip).first()
    return (last.attempt_time if last else timezone.now()) + get_cool_off()
