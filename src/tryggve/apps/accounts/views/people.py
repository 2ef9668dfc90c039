"""Who belongs to an organisation, with which roles."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from tryggve.apps.accounts import queries, services
from tryggve.apps.accounts.forms import EndMembershipForm, MembershipForm
from tryggve.apps.accounts.models import Membership
from tryggve.apps.accounts.queries import Person
from tryggve.web.pages import staff_page
from tryggve.web.tables import Column, Link, Table

GROUND = gettext_noop("Looks after the organisation's people")


@staff_page("accounts.manage_people")
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a role today or from a day to come."""
    found = queries.people_of(request.organisation)
    services.record_read(
        by=request.user,
        organisation=request.organisation,
        what=gettext_noop("List of people"),
        ground=GROUND,
        rows=len(found),
    )
    return render(request, "accounts/people.html", {"table": _people_table(request, found)})


@staff_page("accounts.manage_people")
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's roles, earlier ones too, and a form for a further role."""
    found = _person_or_404(request, pk)
    form = MembershipForm(request.POST or None)
    added = form.passed_to(
        services.add_membership,
        by=request.user,
        organisation=request.organisation,
        user=found.user,
    )
    if added:
        messages.success(request, _("The role is given."))
        return redirect("accounts:person", request.organisation.slug, pk)
    services.record_read(
        by=request.user,
        organisation=request.organisation,
        what=gettext_noop("A person's roles"),
        ground=GROUND,
        about=found.user,
    )
    known = {"person": found, "form": form, "way": _way(request, str(found.user))}
    return render(request, "accounts/person.html", known)


@staff_page("accounts.manage_people")
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role, at once or after a day to come."""
    membership = request.organisation.memberships.select_related("user").filter(pk=pk).first()
    if membership is None or membership.is_over:
        raise Http404
    form = EndMembershipForm(request.POST or None)
    ended = form.passed_to(
        services.end_membership,
        by=request.user,
        organisation=request.organisation,
        membership=membership,
    )
    if ended:
        messages.success(request, _("The role is ended."))
        return redirect("accounts:person", request.organisation.slug, membership.user_id)
    known = {"membership": membership, "form": form, "way": _way(request, _("End a role"))}
    return render(request, "accounts/end_membership.html", known)


def _person_or_404(request: HttpRequest, pk: int) -> Person:
    found = queries.person_of(request.organisation, pk)
    if found is None:
        raise Http404
    return found


def _way(request: HttpRequest, here: str) -> list[tuple[str, str]]:
    return [(_("People"), reverse("accounts:people", args=[request.organisation.slug])), (here, "")]


def _people_table(request: HttpRequest, found: list[Person]) -> Table:
    slug = request.organisation.slug
    return Table(
        caption=gettext_lazy("People with a role"),
        columns=[
            Column(
                gettext_lazy("Name"),
                lambda each: Link(
                    str(each.user), reverse("accounts:person", args=[slug, each.user.pk])
                ),
            ),
            Column(gettext_lazy("E-mail"), lambda each: each.user.email),
            Column(gettext_lazy("Roles"), "roles"),
            Column(gettext_lazy("Since"), lambda each: _first(each.memberships)),
            Column(gettext_lazy("Second factor"), lambda each: _yes(each.has_second_factor)),
            Column(
                gettext_lazy("Last signed in"),
                lambda each: each.user.last_login or gettext_lazy("Not yet"),
            ),
        ],
        rows=found,
        empty=gettext_lazy("Nobody has a role yet. Invite somebody to begin."),
    )


def _first(memberships: list[Membership]) -> object:
    return min(membership.valid_from for membership in memberships)


def _yes(holds: bool) -> object:
    return gettext_lazy("Yes") if holds else gettext_lazy("No")
