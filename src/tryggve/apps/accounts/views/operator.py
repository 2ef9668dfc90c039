"""The operator's pages: which organisations there are, and who is to look after them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggve.apps.accounts import queries, services
from tryggve.apps.accounts.forms import CreateOrganisationForm, InviteAdministratorForm
from tryggve.web.pages import staff_page
from tryggve.web.tables import Column, Link, Table


@staff_page("accounts.create_organisation")
def organisations(request: HttpRequest) -> HttpResponse:
    table = Table(
        caption=gettext_lazy("Organisations"),
        columns=[
            Column(
                gettext_lazy("Name"),
                lambda each: Link(each.name, reverse("accounts:organisation", args=[each.slug])),
            ),
            Column(gettext_lazy("Kind"), lambda each: each.get_kind_display()),
            Column(gettext_lazy("Administrators"), "administrators", is_number=True),
            Column(gettext_lazy("Invited administrators"), "invited", is_number=True),
            Column(gettext_lazy("Created"), "created"),
        ],
        rows=queries.all_organisations(),
        empty=gettext_lazy("There is no organisation yet. Create one to begin."),
    )
    return render(request, "accounts/organisations.html", {"table": table})


@staff_page("accounts.create_organisation")
def create_organisation(request: HttpRequest) -> HttpResponse:
    form = CreateOrganisationForm(request.POST or None)
    if form.passed_to(services.create_organisation, by=request.user):
        organisation = queries.organisation_of_name(form.cleaned_data["name"])
        messages.success(request, _("The organisation is created. Invite its administrator."))
        return redirect("accounts:organisation", organisation.slug)
    known = {"form": form, "way": _way(_("Create an organisation"))}
    return render(request, "accounts/create_organisation.html", known)


@staff_page("accounts.invite_administrator")
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation as the operator sees it, without its content. Invite an administrator."""
    found = queries.all_organisations().filter(slug=slug).first()
    if found is None:
        raise Http404
    form = InviteAdministratorForm(request.POST or None)
    if form.passed_to(services.invite_administrator, by=request.user, organisation=found):
        messages.success(
            request,
            _("An invitation is on its way to {email}.").format(email=form.cleaned_data["email"]),
        )
        return redirect("accounts:organisation", slug)
    known = {"form": form, "seen": found, "way": _way(found.name)}
    return render(request, "accounts/organisation.html", known)


def _way(here: str) -> list[tuple[str, str]]:
    return [(_("Organisations"), reverse("accounts:organisations")), (here, "")]
