"""A round's mailings: prepared, fetched as files, posted. Agreements, and protected identities."""

import hashlib
from itertools import chain
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.forms.mail import AgreementForm, FlagsForm, PostForm, PrepareForm
from tryggve.apps.surveys.insertions import files_made, insertion_of, zipped
from tryggve.apps.surveys.mail_texts import is_simulated
from tryggve.apps.surveys.models import MailBatch, Mailing, Round
from tryggve.apps.surveys.tables import mail as tables
from tryggve.apps.surveys.views.of_round import (
    address_of,
    bare,
    change,
    change_from_file,
    drawn_round_of,
    file_response,
    way_to,
)
from tryggve.documents.insertion_specification import insertion_specification
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.sources.register.flags import read_flags
from tryggve.web.forms import Form
from tryggve.web.pages import staff_page
from tryggve.web.uploads import TEXT, read_upload
from tryggve.wording.problems import InputError

MAIL = "surveys:mail"


@staff_page("surveys.view_rounds")
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about a round's letters: mailings, forms, agreements, protected identities."""
    found = drawn_round_of(request, pk)
    forms = [
        (each.layout_id, LANGUAGES[each.language].name)
        for each in found.paper_forms.defer("pdf", "layout")
    ]
    mailings = list(queries.mailings_of(found))
    known = {
        "round": found,
        "mailings": tables.mailings_table(found, mailings, is_simulated=is_simulated(found)),
        "agreements": tables.agreements_table(list(found.agreements.all())),
        "flag_checks": tables.flag_checks_table(list(found.flag_checks.all())),
        "paper_forms": tables.paper_forms_table(found, forms),
        "waits": any(each.posted is None for each in mailings),
        "may_plan": request.user.has_perm("surveys.plan_rounds", request.organisation),
        "way": way_to(request, found, _("Letters and cards")),
    }
    return render(request, "surveys/mail.html", known)


@staff_page("surveys.plan_rounds")
def prepare_mailing(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who gets the next mailing."""
    found = drawn_round_of(request, pk)
    form = PrepareForm(request.POST or None, round=found)
    prepared: list[Mailing] = []

    def keep(**given: Any) -> None:
        prepared.append(services.prepare_mailing(**given))

    if form.passed_to(keep, by=request.user, organisation=request.organisation, round=found):
        messages.success(request, _("The mailing is prepared. Its files can be fetched."))
        return redirect(_address(request, prepared[0]))
    known = {
        "round": found,
        "form": form,
        "title": _("Prepare a mailing"),
        "intro": _(
            "Whoever has answered, declined, moved or died is left out, as it is known at this "
            "minute. Everybody else gets a code of their own."
        ),
        "button": _("Prepare"),
        "back": address_of(request, found, MAIL),
        "way": _way(request, found, _("Prepare a mailing")),
    }
    return render(request, "surveys/change.html", known)


@staff_page("surveys.plan_rounds")
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down an agreement with a firm."""
    found = drawn_round_of(request, pk)
    return change(
        request,
        found,
        AgreementForm(request.POST or None),
        services.note_agreement,
        title=_("Agreement with a firm"),
        done=_("The agreement is written down."),
        intro=_(
            "Whoever prints letters or scans forms handles personal data for you. That takes a "
            "written agreement."
        ),
        back=MAIL,
        way=_way(request, found, _("Agreement with a firm")),
    )


@staff_page("surveys.plan_rounds")
def flags(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove who has got a protected identity since the sample was drawn."""
    found = drawn_round_of(request, pk)
    form = FlagsForm(request.POST or None, request.FILES or None)

    def remove(*, by: Any, organisation: Any, round: Round) -> None:
        upload = form.cleaned_data["file"]
        content = read_upload(upload, kinds={TEXT})
        identities = read_flags(
            content, by_reference=form.cleaned_data["by_reference"], file=upload.name
        )
        services.remove_protected(
            by=by,
            organisation=organisation,
            round=round,
            identities=identities,
            file_name=upload.name,
            sha256=hashlib.sha256(content).hexdigest(),
        )

    return change_from_file(
        request,
        found,
        form,
        remove,
        title=_("Protected identities"),
        done=_("The sample was held against the file."),
        intro=_(
            "Whoever in the sample is in this file is removed at once, also from letters that have "
            "not been posted. Only how many they were is kept."
        ),
        back=MAIL,
        way=_way(request, found, _("Protected identities")),
    )


@staff_page("surveys.view_rounds")
def mailing(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One mailing with its files."""
    one = _mailing(request, pk, number)
    found = one.round
    may_plan = request.user.has_perm("surveys.plan_rounds", request.organisation)
    may_print = may_plan and one.posted is None
    batches = list(queries.batches_of(one))
    simulated = is_simulated(found)
    known = {
        "round": found,
        "mailing": one,
        "state": tables.mailing_state(one),
        "items": sum(batch.size for batch in batches),
        "contents": queries.contents_of(one),
        "excluded": tables.excluded_table(one.excluded),
        "batches": tables.batches_table(batches, may_print=may_print, is_simulated=simulated),
        "has_manifest": any(batch.printed for batch in batches),
        "manifest_names": list(queries.manifest_names(one)),
        "may_print": may_print,
        "way": _way(request, found, f"{one.number}. {one.get_kind_display()}"),
    }
    return render(request, "surveys/mailing.html", known)


@staff_page("surveys.plan_rounds")
def batch_file(request: HttpRequest, pk: int, number: int, batch: int, what: str) -> HttpResponse:
    """The letters, the cards or the forms of one batch, for the printer."""
    one = _mailing(request, pk, number)
    chosen = get_object_or_404(queries.batches_of(one), number=batch)
    files = _made(request, chosen)
    wanted = [name for name in files if name.endswith("-forms.pdf") == (what == "forms")]
    if not wanted:
        raise Http404
    return file_response(files[wanted[0]], "application/pdf", wanted[0])


@staff_page("surveys.plan_rounds")
def all_files(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """All files of a mailing in one, sent as they are made."""
    one = _mailing(request, pk, number)
    if one.posted:
        raise Http404
    pieces = zipped(by=request.user, mailing=one)
    first = next(pieces)  # who may not, is told before anything is sent
    name = f"{one.round.name}-{one.number}.zip"
    return StreamingHttpResponse(
        chain([first], pieces),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff_page("surveys.view_rounds")
def insertion(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What the printer is told, as PDF."""
    one = _mailing(request, pk, number)
    content = insertion_specification(
        insertion_of(one), language=get_language() or "sv", made=timezone.localdate()
    )
    return file_response(content, "application/pdf", f"{one.round.name}-{one.number}-printer.pdf")


@staff_page("surveys.view_rounds")
def manifest_file(request: HttpRequest, pk: int, number: int, name: str) -> HttpResponse:
    """The manifest of the files that have been made, or their checksums."""
    files = queries.manifest_of(_mailing(request, pk, number))
    if name not in files:
        raise Http404
    kind = "application/json" if name.endswith(".json") else "text/plain; charset=utf-8"
    return file_response(files[name], kind, name)


@staff_page("surveys.plan_rounds")
def post_mailing(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Note that a mailing is posted."""
    return _change_mailing(
        request,
        _mailing(request, pk, number),
        PostForm(request.POST or None),
        services.post_mailing,
        title=_("Note that it is posted"),
        done=_("The mailing is noted as posted."),
        intro=_(
            "Its addresses and codes are destroyed: nothing of it can be printed again. Do it once "
            "the last batch is in the post."
        ),
    )


@staff_page("surveys.plan_rounds")
def throw_away_mailing(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Throw away a mailing that has not been posted."""
    return _change_mailing(
        request,
        _mailing(request, pk, number),
        bare(request),
        services.throw_away_mailing,
        title=_("Throw the mailing away"),
        done=_("The mailing is thrown away. The codes in its letters lead nowhere."),
        button=_("Throw it away"),
    )


@staff_page("surveys.view_rounds")
def paper_form(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A form as it is printed, without codes, or where its boxes stand."""
    found = drawn_round_of(request, pk)
    layout_id, _dot, kind = name.partition(".")
    form = get_object_or_404(found.paper_forms, layout_id=layout_id)
    file_name = f"{found.name}-form-{name}"
    if kind == "pdf":
        return file_response(bytes(form.pdf), "application/pdf", file_name)
    if kind == "json":
        return file_response(form.layout.encode(), "application/json", file_name)
    raise Http404


def _mailing(request: HttpRequest, pk: int, number: int) -> Mailing:
    found = drawn_round_of(request, pk)
    one: Mailing = get_object_or_404(found.mailings, number=number)
    one.round = found
    return one


def _made(request: HttpRequest, batch: MailBatch) -> dict[str, bytes]:
    try:
        return files_made(by=request.user, batch=batch)
    except InputError as error:  # posted since the page was shown
        raise Http404 from error


def _address(request: HttpRequest, one: Mailing) -> str:
    return reverse("surveys:mailing", args=[request.organisation.slug, one.round_id, one.number])


def _way(request: HttpRequest, found: Round, *parts: tuple[str, str] | str) -> Any:
    return way_to(
        request, found, (_("Letters and cards"), address_of(request, found, MAIL)), *parts
    )


def _change_mailing(
    request: HttpRequest, one: Mailing, form: Form, service: Any, **said: str
) -> HttpResponse:
    """The page of one change of a mailing."""

    def keep(*, round: Round, **given: Any) -> None:
        service(mailing=one, **given)

    way = _way(request, one.round, said["title"])
    return change(request, one.round, form, keep, back=MAIL, way=way, **said)
