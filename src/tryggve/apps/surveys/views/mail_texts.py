"""What letters and cards say, for each who pays: written beside a picture of how it will look."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys import services
from tryggve.apps.surveys.forms.mail import LetterheadForm, MailTextForm
from tryggve.apps.surveys.mail_texts import (
    LANGUAGE,
    around,
    day_of_posting,
    is_simulated,
    piece_of,
    specimen,
)
from tryggve.apps.surveys.models import MailText, Round
from tryggve.apps.surveys.tables.mail import ALL, Sending, texts_table
from tryggve.apps.surveys.views.of_round import (
    address_of,
    drawn_round_of,
    file_response,
    way_to,
)
from tryggve.documents.page import SIMULATED
from tryggve.paper.mail import Piece
from tryggve.paper.reply_envelope import reply_envelope as envelope_for
from tryggve.typeset.page_picture import page_picture
from tryggve.web.forms import Form
from tryggve.web.pages import staff_page
from tryggve.wording.problems import InputError

WIDTH = 900  # pixels of a picture of a page
TEXTS = "surveys:mail_texts"
AROUND = "around"  # in an address: what stands around all texts; its picture is the letter's


@staff_page("surveys.view_rounds")
def mail_texts(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose letters say what."""
    found = drawn_round_of(request, pk)
    numbers = dict(found.strata.values_list("payer").annotate(Count("pk")).order_by())
    payers = Organisation.objects.filter(pk__in=[each for each in numbers if each])
    senders = [
        Sending(None, sum(numbers.values())),
        *(Sending(each, numbers[each.pk]) for each in payers.order_by("name")),
    ]
    written = {
        *(
            (slug or ALL, kind)
            for slug, kind in found.mail_texts.values_list("payer__slug", "kind")
        ),
        *((slug or ALL, "") for slug in found.letterheads.values_list("payer__slug", flat=True)),
    }
    known = {
        "round": found,
        "table": texts_table(found, senders, own=written),
        "way": _way(request, found, _("What the letters say")),
    }
    return render(request, "surveys/mail_texts.html", known)


@staff_page("surveys.plan_rounds")
def mail_text(request: HttpRequest, pk: int, payer: str, kind: str) -> HttpResponse:
    """Write what one kind of letter or card says."""
    found, whose = _whose(request, pk, payer)
    kind = _kind(kind)
    form = MailTextForm(request.POST or None, round=found, payer=whose, kind=kind)
    given = {"round": found, "payer": whose, "kind": kind}
    if "standard" in request.POST:
        services.drop_mail_text(by=request.user, organisation=request.organisation, **given)
        messages.success(request, _("The standard text stands again."))
        return redirect(address_of(request, found, TEXTS))
    if form.passed_to(
        services.write_mail_text, by=request.user, organisation=request.organisation, **given
    ):
        messages.success(request, _("The text is saved."))
        return redirect(address_of(request, found, TEXTS))
    is_own = found.mail_texts.filter(payer=whose, kind=kind).exists()
    title = str(MailText.Kind(kind).label)
    return _editor(request, found, whose, kind, form, title=title, is_own=is_own)


@staff_page("surveys.plan_rounds")
def letterhead(request: HttpRequest, pk: int, payer: str) -> HttpResponse:
    """Write what stands around the text of every letter and card."""
    found, whose = _whose(request, pk, payer)
    form = LetterheadForm(request.POST or None, round=found, payer=whose)
    if form.passed_to(
        services.write_letterhead,
        by=request.user,
        organisation=request.organisation,
        round=found,
        payer=whose,
    ):
        messages.success(request, _("Signatures and addresses are saved."))
        return redirect(address_of(request, found, TEXTS))
    return _editor(
        request, found, whose, AROUND, form, title=_("Signatures and addresses"), is_own=False
    )


@staff_page("surveys.plan_rounds")
@require_POST
def specimen_file(request: HttpRequest, pk: int, payer: str, kind: str) -> HttpResponse:
    """What is written in the form, as the PDF that somebody would get; nothing is saved."""
    found, whose = _whose(request, pk, payer)
    try:
        piece = _as_written(request, found, whose, kind)
    except InputError as error:
        messages.error(request, str(error))
        return redirect(_editor_address(request, found, whose, kind))
    response = file_response(specimen(piece), "application/pdf", f"{found.name}-{kind}.pdf")
    response["Content-Disposition"] = "inline"
    return response


@staff_page("surveys.plan_rounds")
@require_POST
def specimen_picture(request: HttpRequest, pk: int, payer: str, kind: str) -> HttpResponse:
    """The same as a picture, or what is wrong with it."""
    found, whose = _whose(request, pk, payer)
    try:
        piece = _as_written(request, found, whose, kind)
    except InputError as error:
        return JsonResponse({"problem": str(error)}, status=422)
    return HttpResponse(page_picture(specimen(piece), width=WIDTH), content_type="image/png")


@staff_page("surveys.view_rounds")
def web_copy(request: HttpRequest, pk: int, payer: str, kind: str) -> HttpResponse:
    """The letter as it is saved, without address and code: tagged, for the web."""
    found, whose = _whose(request, pk, payer)
    kind = _kind(kind)
    piece = piece_of(found, whose, kind, day=day_of_posting(found, kind))
    return file_response(piece.pdf, "application/pdf", f"{found.name}-{kind}.pdf")


@staff_page("surveys.view_rounds")
def reply_envelope(request: HttpRequest, pk: int, payer: str) -> HttpResponse:
    """What the printer puts on the reply envelope."""
    found, whose = _whose(request, pk, payer)
    content = envelope_for(
        list(around(found, whose).replies_to),
        language=LANGUAGE,
        made=day_of_posting(found, MailText.Kind.LETTER),
        simulated=SIMULATED.spoken_in(LANGUAGE) if is_simulated(found) else None,
    )
    return file_response(content, "application/pdf", f"{found.name}-reply-envelope.pdf")


def _whose(request: HttpRequest, pk: int, payer: str) -> tuple[Round, Organisation | None]:
    found = drawn_round_of(request, pk)
    if payer == ALL:
        return found, None
    payers = Organisation.objects.filter(strata_paid_for__round=found).distinct()
    return found, get_object_or_404(payers, slug=payer)


def _kind(kind: str) -> str:
    if kind not in MailText.Kind.values:
        raise Http404
    return kind


def _as_written(request: HttpRequest, found: Round, whose: Organisation | None, kind: str) -> Piece:
    """The letter with what the form holds. InputError for what does not fit or lacks something."""
    if kind == AROUND:
        form: Form = LetterheadForm(request.POST, round=found, payer=whose)
        form.full_clean()
        letter = MailText.Kind.LETTER
        frame = around(found, whose, form.cleaned_data)
        return piece_of(found, whose, letter, day=day_of_posting(found, letter), frame=frame)
    kind = _kind(kind)
    form = MailTextForm(request.POST, round=found, payer=whose, kind=kind)
    form.full_clean()
    text = form.cleaned_data.get("heading", ""), form.cleaned_data.get("body", "")
    return piece_of(found, whose, kind, day=day_of_posting(found, kind), text=text)


def _editor(
    request: HttpRequest,
    found: Round,
    whose: Organisation | None,
    kind: str,
    form: Form,
    *,
    title: str,
    is_own: bool,
) -> HttpResponse:
    place = [request.organisation.slug, found.pk, whose.slug if whose else ALL, kind]
    known = {
        "round": found,
        "form": form,
        "title": title,
        "whose": whose.name if whose else _("All"),
        "is_own": is_own,
        "kind": kind,
        "specimen": reverse("surveys:specimen_file", args=place),
        "picture": reverse("surveys:specimen_picture", args=place),
        "web_copy": "" if kind == AROUND else reverse("surveys:web_copy", args=place),
        "back": address_of(request, found, TEXTS),
        "way": _way(
            request, found, (_("What the letters say"), address_of(request, found, TEXTS)), title
        ),
    }
    return render(request, "surveys/mail_text.html", known)


def _editor_address(
    request: HttpRequest, found: Round, whose: Organisation | None, kind: str
) -> str:
    place: list[Any] = [request.organisation.slug, found.pk, whose.slug if whose else ALL]
    if kind == AROUND:
        return reverse("surveys:letterhead", args=place)
    return reverse("surveys:mail_text", args=[*place, kind])


def _way(request: HttpRequest, found: Round, *parts: tuple[str, str] | str) -> Any:
    mail = _("Letters and cards"), address_of(request, found, "surveys:mail")
    return way_to(request, found, mail, *parts)
