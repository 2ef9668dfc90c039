"""What anyone may read, and the report that anyone may send."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.public import queries, services
from tryggve.apps.public.forms import FaultForm
from tryggve.apps.public.models import PageFault
from tryggve.apps.public.tables import cookies_table
from tryggve.apps.public.throttle import has_room
from tryggve.web.pages import residents_page


@residents_page
def home(request: HttpRequest) -> HttpResponse:
    """What Tryggve is for residents, and the municipalities that use it."""
    search = request.GET.get("q", "")[:100]
    found = queries.municipalities(search)
    known = {"search": search, "municipalities": found}
    newest = max((each.updated for each in found), default=None)
    return _site_page(request, "public/home.html", known, newest)


@residents_page
def municipality(request: HttpRequest, slug: str) -> HttpResponse:
    """A municipality's page: whom to contact, and what will stand here."""
    organisation = queries.municipality(slug)
    if organisation is None:
        raise Http404
    known = {
        "organisation": organisation,
        "organisation_is_public": True,
        "responsible": queries.responsible_in(organisation),
        "way": [(_("All municipalities"), reverse("home")), (organisation.name, "")],
    }
    return render(request, "public/municipality.html", known)


@residents_page
def about(request: HttpRequest) -> HttpResponse:
    """What the site is, which cookies it sets, and what it stores about a visitor."""
    return _site_page(request, "public/about.html", {"cookies": cookies_table()})


@residents_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the law asks for (2018:1937)."""
    return _site_page(request, "public/accessibility.html", {"publisher": queries.publisher()})


@residents_page
def report_fault(request: HttpRequest) -> HttpResponse:
    """A form to say that a page cannot be used."""
    form = FaultForm(request.POST or None, initial={"page": request.GET.get("page", "")[:200]})
    if request.method == "POST" and form.is_valid():
        if has_room(request):
            fault = services.report_fault(
                page=form.cleaned_data["page"],
                language=get_language(),
                text=form.cleaned_data["text"],
                email=form.cleaned_data["email"],
            )
            return redirect("public:fault_receipt", fault.reference)
        form.add_error(
            None, _("Many reports have come from your network just now. Call or write instead.")
        )
    return _site_page(request, "public/report_fault.html", {"form": form})


@residents_page
def fault_receipt(request: HttpRequest, reference: str) -> HttpResponse:
    if not PageFault.objects.filter(reference=reference).exists():
        raise Http404
    return _site_page(request, "public/fault_receipt.html", {"fault_reference": reference})


def _site_page(
    request: HttpRequest, template: str, known: dict[str, Any], newest: Any = None
) -> HttpResponse:
    """A page of the installation, with who answers for it."""
    return render(request, template, known | {"responsible": queries.responsible_for_site(newest)})
