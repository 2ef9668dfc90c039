"""Who may open a page: every view says so with one of these decorators, and a test asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
ROWS = 50  # how many rows of a list stand on one page


def public_page(view: View) -> View:
    """Anyone may open it."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def residents_page(view: View) -> View:
    """Anyone may open it, in every language. Other pages are for staff: in Swedish and English."""
    view.in_every_language = True  # type: ignore[attr-defined]
    return public_page(view)


def signed_in_page(view: View) -> View:
    """Anyone who is signed in may open it."""
    protected = login_required(view)
    protected.access = "signed in"  # type: ignore[attr-defined]
    return protected


def staff_page(permission: str) -> Callable[[View], View]:
    """Those who hold the permission in the organisation that the address names.

    The address holds `<slug:organisation>`; who is no member there gets "not found" (from the
    accounts middleware), who is a member without the permission gets "not allowed".
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, organisation: str = "", **kwargs: Any) -> Any:
            current = request.organisation  # type: ignore[attr-defined]
            if not request.user.has_perm(permission, current):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        answer.access = permission  # type: ignore[attr-defined]
        return answer

    return decorate


def operator_page(permission: str) -> Callable[[View], View]:
    """Those who hold the permission for the installation: its operators."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not request.user.has_perm(permission):  # type: ignore[union-attr]
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        answer.access = permission  # type: ignore[attr-defined]
        return answer

    return decorate


def paginated(request: HttpRequest, rows: Any, per_page: int = ROWS) -> Page[Any]:
    """The part of a list that the address asks for with ?page=; the nearest if there is none."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))
