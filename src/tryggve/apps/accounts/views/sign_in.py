"""Coming in: by an invitation or by a link that was sent. Neither acts until a button is pressed.

A token is taken out of the address at once: the letter's link is answered with a redirection to a
page whose address holds none, so it stands neither in the browser's history of pages nor in a
Referer. The session remembers which invitation or link was opened.
"""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.socialaccount import views as social
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from tryggve.apps.accounts import queries, services
from tryggve.apps.accounts.forms import AcceptForm, LinkForm
from tryggve.apps.accounts.models import STAFF_LANGUAGES, User
from tryggve.apps.accounts.tokens import hash_of
from tryggve.web.pages import public_page, signed_in_page
from tryggve.web.workflow import ChangeNotAllowed
from tryggve.wording.problems import InputError

INVITATION = "invitation"
SIGN_IN_LINK = "sign_in_link"


@public_page
@require_safe
@never_cache
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The letter's link: remember which invitation it is, and forget the token."""
    request.session[INVITATION] = hash_of(token)
    return _without_token("accounts:accept_invitation")


@public_page
@never_cache
@sensitive_post_parameters("password")
def accept_invitation(request: HttpRequest) -> HttpResponse:
    """Who invites to what, and a button; for a new person the name and a password."""
    invitation = queries.invitation_of_hash(request.session.get(INVITATION, ""))
    if invitation is None or invitation.status != "invited":
        return _gone(request, "accounts/invitation_gone.html", {"invitation": invitation})
    known = {"invitation": invitation, "organisation": None, "inviting": invitation.organisation}
    if queries.account_of(invitation.email) is not None:
        return _accept_as_known(request, known)
    form = AcceptForm(request.POST or None, role=invitation.role, initial={"name": invitation.name})
    try:
        accepted = form.passed_to(
            services.accept_invitation,
            organisation=invitation.organisation,
            invitation=invitation,
            language=_staff_language(),
        )
    except ChangeNotAllowed:  # accepted or withdrawn while the page was open
        return _gone(request, "accounts/invitation_gone.html", {"invitation": invitation})
    if not accepted:
        providers = get_adapter(request).list_providers(request)
        return render(
            request,
            "accounts/accept_invitation.html",
            {**known, "form": form, "providers": providers},
        )
    del request.session[INVITATION]
    return _sign_in(request, queries.account_of(invitation.email))


@public_page
@never_cache
def request_sign_in_link(request: HttpRequest) -> HttpResponse:
    """Ask for a link. The answer is the same whoever asks and whatever address is given."""
    form = LinkForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/request_sign_in_link.html", {"form": form})
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="sign_in_link", key=email.lower()):
        return render(request, "429.html", status=429)
    services.send_sign_in_link(email=email, language=_staff_language())
    return redirect("accounts:sign_in_link_sent")


@public_page
@require_safe
def sign_in_link_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/sign_in_link_sent.html")


@public_page
@require_safe
@never_cache
def open_sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """The letter's link: remember which one it is, and forget the token. Nobody is signed in."""
    request.session[SIGN_IN_LINK] = hash_of(token)
    return _without_token("accounts:use_sign_in_link")


@public_page
@never_cache
def use_sign_in_link(request: HttpRequest) -> HttpResponse:
    """One button; pressing it signs in and uses the link up."""
    link = queries.usable_sign_in_link(request.session.get(SIGN_IN_LINK, ""))
    if link is None:
        return _gone(request, "accounts/sign_in_link_gone.html", {})
    if request.method != "POST":
        return render(request, "accounts/use_sign_in_link.html", {"link": link})
    try:
        user = services.use_sign_in_link(link=link)
    except PermissionDenied:
        return _gone(request, "accounts/sign_in_link_gone.html", {})
    del request.session[SIGN_IN_LINK]
    return _sign_in(request, user)


@signed_in_page
def connections(request: HttpRequest) -> HttpResponse:
    """Which identity providers one signs in with, where any are configured."""
    if not get_adapter(request).list_providers(request):
        raise Http404
    return social.connections(request)


@public_page
def not_in_use(request: HttpRequest, **kwargs: str) -> HttpResponse:
    """A page of the sign-in library that has no place here."""
    raise Http404


def _accept_as_known(request: HttpRequest, known: dict[str, Any]) -> HttpResponse:
    """Somebody who has an account joins with one button, and signs in as they always do."""
    invitation = known["invitation"]
    if request.method != "POST":
        return render(request, "accounts/accept_as_known.html", known)
    try:
        user = services.accept_invitation(
            organisation=invitation.organisation, invitation=invitation
        )
    except (InputError, ChangeNotAllowed) as error:
        messages.error(request, str(error))
        return render(request, "accounts/accept_as_known.html", known)
    del request.session[INVITATION]
    messages.success(
        request,
        _("You have joined {organisation}.").format(organisation=invitation.organisation),
    )
    return redirect("start" if request.user == user else "account_login")


def _sign_in(request: HttpRequest, user: User) -> HttpResponse:
    """Through allauth, which asks for the second factor of whoever has one."""
    return perform_login(request, user, email_verification="none")


def _without_token(name: str) -> HttpResponse:
    response = redirect(name)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _gone(request: HttpRequest, template: str, known: dict[str, Any]) -> HttpResponse:
    return render(request, template, known, status=404)


def _staff_language() -> str:
    language = get_language() or "sv"
    return language if language in dict(STAFF_LANGUAGES) else "sv"
