"""The end of a round's link to its people: asked for, carried out by another, and the protocol."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.surveys import services
from tryggve.apps.surveys.forms.closing import AskForm, CarryOutForm
from tryggve.apps.surveys.link import what_blocks
from tryggve.apps.surveys.models import LinkDestruction, Round
from tryggve.apps.surveys.protocols import protocol_of
from tryggve.apps.surveys.tables import closing as tables
from tryggve.apps.surveys.views.of_round import (
    address_of,
    bare,
    change,
    drawn_round_of,
    file_response,
    way_to,
)
from tryggve.documents.destruction_protocol import destruction_protocol
from tryggve.web.pages import staff_page

PAGE = "surveys:destruction"


@staff_page("surveys.view_rounds")
def destruction(request: HttpRequest, pk: int) -> HttpResponse:
    """What must be done before, who has asked for it, and what was destroyed."""
    found = drawn_round_of(request, pk)
    asked = LinkDestruction.objects.filter(round=found).first()
    if asked is None:
        return _ask(request, found)
    if asked.carried_out is None:
        return _carry_out(request, found, asked)
    known = {
        "round": found,
        "asked": asked,
        "table": tables.protocol_table(asked),
        "way": way_to(request, found, _title()),
    }
    return render(request, "surveys/destroyed.html", known)


@staff_page("surveys.plan_rounds")
def take_destruction_back(request: HttpRequest, pk: int) -> HttpResponse:
    """As if it had not been asked for."""
    found = drawn_round_of(request, pk)
    get_object_or_404(LinkDestruction, round=found, carried_out=None)
    return change(
        request,
        found,
        bare(request),
        services.take_destruction_back,
        title=_("Take it back"),
        done=_("The link is kept. It can be asked for again."),
        button=_("Take it back"),
        back=PAGE,
    )


@staff_page("surveys.view_rounds")
def protocol(request: HttpRequest, pk: int) -> HttpResponse:
    """What was destroyed, as a document."""
    asked = get_object_or_404(
        LinkDestruction.objects.select_related("round__organisation"),
        round=drawn_round_of(request, pk),
        carried_out__isnull=False,
    )
    content = destruction_protocol(protocol_of(asked), language=get_language() or "sv")
    return file_response(content, "application/pdf", f"{asked.round.name}-protokoll.pdf")


def _ask(request: HttpRequest, found: Round) -> HttpResponse:
    if not found.is_linked:
        raise Http404
    blocks = list(what_blocks(found))
    may_ask = request.user.has_perm("surveys.plan_rounds", request.organisation) and not blocks
    form = AskForm(request.POST or None)
    who = {"by": request.user, "organisation": request.organisation}
    if may_ask and form.passed_to(services.ask_to_destroy_link, round=found, **who):
        messages.success(request, _("It is asked for. Another person must carry it out."))
        return redirect(address_of(request, found, PAGE))
    known = {
        "round": found,
        "form": form if may_ask else None,
        "blocks": blocks,
        "back": address_of(request, found),
        "way": way_to(request, found, _title()),
    }
    return render(request, "surveys/ask_to_destroy.html", known)


def _carry_out(request: HttpRequest, found: Round, asked: LinkDestruction) -> HttpResponse:
    is_own = asked.asked_by_id == request.user.pk
    may_destroy = request.user.has_perm("surveys.destroy_links", request.organisation)
    form = CarryOutForm(request.POST or None, round=found)
    who: dict[str, Any] = {"by": request.user, "organisation": request.organisation}
    if may_destroy and not is_own and form.passed_to(services.destroy_link, round=found, **who):
        messages.success(request, _("The link is destroyed."))
        return redirect(address_of(request, found, PAGE))
    known = {
        "round": found,
        "asked": asked,
        "table": tables.asked_table(asked),
        "form": form if may_destroy and not is_own else None,
        "is_own": is_own,
        "may_take_back": request.user.has_perm("surveys.plan_rounds", request.organisation),
        "back": address_of(request, found),
        "way": way_to(request, found, _title()),
    }
    return render(request, "surveys/carry_out_destruction.html", known)


def _title() -> str:
    return _("Destroy the link to the people")
