"""One's own page: name and language, how one signs in, where one is signed in."""

from allauth.socialaccount.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from tryggve.apps.accounts import queries, services
from tryggve.apps.accounts.forms import MeForm
from tryggve.web.pages import signed_in_page


@signed_in_page
def me(request: HttpRequest) -> HttpResponse:
    """Everything the program knows about the person who is signed in."""
    form = MeForm(request.POST or None, initial=model_to_dict(request.user, MeForm.Meta.fields))
    if form.passed_to(services.change_me, by=request.user):
        with override(request.user.language):
            messages.success(request, _("Saved."))
            return redirect("accounts:me")
    known = {
        "form": form,
        "memberships": queries.current_memberships_of(request.user),
        "has_second_factor": queries.has_second_factor(request.user),
        "has_providers": bool(get_adapter(request).list_providers(request)),
        "way": [(_("Start"), reverse("start")), (_("My account"), "")],
    }
    return render(request, "accounts/me.html", known)


@signed_in_page
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one of one's own other devices."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    services.end_session(by=request.user, session=session)
    messages.success(request, _("The device is signed out."))
    return redirect("usersessions_list")
