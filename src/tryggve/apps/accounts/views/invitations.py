"""Who is invited to an organisation, and what became of it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST

from tryggve.apps.accounts import queries, services
from tryggve.apps.accounts.forms import InviteForm
from tryggve.apps.accounts.models import Invitation
from tryggve.apps.accounts.views.people import GROUND
from tryggve.web.pages import staff_page
from tryggve.web.tables import Column, Link, Table
from tryggve.web.workflow import ChangeNotAllowed


@staff_page("accounts.manage_people")
def invitations(request: HttpRequest) -> HttpResponse:
    """All invitations with their state."""
    found = list(queries.invitations_of(request.organisation))
    services.record_read(
        by=request.user,
        organisation=request.organisation,
        what=gettext_noop("List of invitations"),
        ground=GROUND,
        rows=len(found),
    )
    known = {"table": _table(request, found), "way": _way(request)}
    return render(request, "accounts/invitations.html", known)


@staff_page("accounts.manage_people")
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.passed_to(services.invite, by=request.user, organisation=request.organisation):
        messages.success(
            request,
            _("An invitation is on its way to {email}.").format(email=form.cleaned_data["email"]),
        )
        return redirect("accounts:invitations", request.organisation.slug)
    return render(request, "accounts/invite.html", {"form": form, "way": _way(request)})


@staff_page("accounts.manage_people")
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """One invitation, with what may be done about it."""
    found = _invitation_or_404(request, pk)
    services.record_read(
        by=request.user,
        organisation=request.organisation,
        what=gettext_noop("An invitation"),
        ground=GROUND,
        about=found,
    )
    allowed = Invitation.CHANGES.allowed[found.status]
    known = {
        "invitation": found,
        "may_renew": "invited" in allowed,
        "may_withdraw": "withdrawn" in allowed,
        "way": _way(request),
    }
    return render(request, "accounts/invitation.html", known)


@staff_page("accounts.manage_people")
@require_POST
def renew_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.renew_invitation, _("A new e-mail is on its way."))


@staff_page("accounts.manage_people")
@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    return _change(request, pk, services.withdraw_invitation, _("The invitation is withdrawn."))


def _change(
    request: HttpRequest, pk: int, service: Callable[..., Invitation], done: str
) -> HttpResponse:
    found = _invitation_or_404(request, pk)
    try:
        service(by=request.user, organisation=request.organisation, invitation=found)
    except ChangeNotAllowed:
        state = queries.invitation_of(request.organisation, pk).get_status_display().lower()
        messages.error(
            request, _("Nothing was changed: the invitation is {state}.").format(state=state)
        )
    else:
        messages.success(request, done)
    return redirect("accounts:invitation", request.organisation.slug, pk)


def _invitation_or_404(request: HttpRequest, pk: int) -> Invitation:
    found = queries.invitation_of(request.organisation, pk)
    if found is None:
        raise Http404
    return found


def _way(request: HttpRequest) -> list[tuple[str, str]]:
    slug = request.organisation.slug
    here = request.resolver_match.url_name
    way = [(_("People"), reverse("accounts:people", args=[slug]))]
    if here != "invitations":
        way.append((_("Invitations"), reverse("accounts:invitations", args=[slug])))
    last = {"invitations": _("Invitations"), "invite": _("Invite"), "invitation": _("Invitation")}
    return [*way, (last[here], "")]


def _table(request: HttpRequest, found: list[Invitation]) -> Table:
    slug = request.organisation.slug
    return Table(
        caption=gettext_lazy("Invitations"),
        columns=[
            Column(
                gettext_lazy("E-mail"),
                lambda each: Link(each.email, reverse("accounts:invitation", args=[slug, each.pk])),
            ),
            Column(gettext_lazy("Name"), "name"),
            Column(gettext_lazy("Role"), lambda each: each.get_role_display()),
            Column(gettext_lazy("State"), lambda each: each.get_status_display()),
            Column(gettext_lazy("Sent"), "created"),
            Column(gettext_lazy("Valid until"), "expires"),
        ],
        rows=found,
        empty=gettext_lazy("Nobody is invited. Invite somebody to begin."),
    )
