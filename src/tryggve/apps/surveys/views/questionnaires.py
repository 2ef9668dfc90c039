"""Questionnaires: the list, a new one, one of them, its languages, what differs, its files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries, services
from tryggve.apps.surveys.forms.questionnaires import AddForm, ApprovalForm, chosen_questionnaire
from tryggve.apps.surveys.models import QuestionnaireVersion
from tryggve.apps.surveys.questionnaire_files import kinds_of, language_of_files
from tryggve.apps.surveys.tables import questionnaires as tables
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.questionnaire.versions import difference
from tryggve.web.pages import paginated, staff_page
from tryggve.web.uploads import problems_table, tell_in_form
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import current_language


@staff_page("surveys.view_questionnaires")
def questionnaires(request: HttpRequest) -> HttpResponse:
    """The organisation's questionnaires in all their versions."""
    page = paginated(request, queries.usable_questionnaires(request.organisation))
    known = {
        "page": page,
        "table": tables.questionnaires_table(list(page), request.organisation),
        "may_add": _may(request, "surveys.add_questionnaires"),
        "may_write_help": _may(request, "surveys.write_help"),
    }
    return render(request, "surveys/questionnaires.html", known)


@staff_page("surveys.add_questionnaires")
def add(request: HttpRequest) -> HttpResponse:
    """Add the standard questionnaire, or a file; what is wrong in it is told line by line."""
    form = AddForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            version = services.add_questionnaire(
                by=request.user,
                organisation=request.organisation,
                questionnaire=chosen_questionnaire(**form.cleaned_data),
            )
        except InputError as error:
            problems = tell_in_form(form, error)
        else:
            messages.success(request, _("The questionnaire is added."))
            return redirect(_address(request, version))
    known = {
        "form": form,
        "problems": problems_table(problems) if problems else None,
        "back": _list(request)[1],
        "way": [_list(request), (_("Add a questionnaire"), "")],
    }
    return render(request, "surveys/add_questionnaire.html", known)


@staff_page("surveys.view_questionnaires")
def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version asks, in which languages, and what is worked out from it."""
    version = _version(request, pk)
    read = version.read()
    others = queries.usable_questionnaires(request.organisation).filter(name=version.name)
    known = {
        "version": version,
        "title": tables.title_of(version),
        "spoken": tables.spoken_of(read),
        "adds_to": read.adds_to,
        "number": len(read.variables),
        "blocks": [tables.block_table(block, read) for block in read.blocks],
        "languages_of_it": tables.languages_table(
            version,
            request.organisation,
            may_approve=_may(request, "surveys.add_questionnaires"),
        ),
        "indicators": tables.indicators_table(read),
        "files": [
            (kind.said, reverse("surveys:questionnaire_file", args=[
                request.organisation.slug, pk, name]))
            for name, kind in kinds_of(read).items()
        ] if language_of_files(read, current_language()) else [],
        "others": list(others.exclude(pk=pk)),
        "way": [_list(request), (tables.title_of(version), "")],
    }  # fmt: skip
    return render(request, "surveys/questionnaire.html", known)


@staff_page("surveys.add_questionnaires")
def approve(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Record that a named reviewer has read a language through."""
    version = _version(request, pk)
    if language not in version.read().languages:
        raise Http404
    form = ApprovalForm(request.POST or None)
    approved = form.passed_to(
        services.approve_language,
        by=request.user,
        organisation=request.organisation,
        questionnaire=version,
        language=language,
    )
    if approved:
        messages.success(request, _("The approval is recorded."))
        return redirect(_address(request, version))
    known = {
        "form": form,
        "language_name": LANGUAGES[language].name,
        "back": _address(request, version),
        "way": _way(request, version, _("Approve a language")),
    }
    return render(request, "surveys/approve_language.html", known)


@staff_page("surveys.view_questionnaires")
def differs(request: HttpRequest, pk: int, earlier: int) -> HttpResponse:
    """What is changed between two versions, and which indicators can still be compared."""
    version, before = _version(request, pk), _version(request, earlier)
    if version.name != before.name:
        raise Http404
    found = difference(before.read(), version.read())
    known = {
        "version": version,
        "before": before,
        "series": tables.series_table(found, before.read(), version.read()),
        "changes": tables.changes_table(found),
        "way": _way(request, version, _("What differs")),
    }
    return render(request, "surveys/questionnaire_difference.html", known)


@staff_page("surveys.view_questionnaires")
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A file made from a version, in the page's language if it is written in it."""
    version = _version(request, pk)
    read = version.read()
    tag = language_of_files(read, current_language())
    kind = kinds_of(read).get(name)
    if kind is None or tag is None:
        raise Http404
    named = f"{version.name}-{version.version}-{name}"
    try:
        content = kind.write(read, tag, timezone.localdate())
    except InputError as error:  # a form that is too long
        messages.error(request, str(error))
        return redirect(_address(request, version))
    return HttpResponse(
        content,
        content_type=kind.content_type,
        headers={"Content-Disposition": f'attachment; filename="{named}"'},
    )


def _version(request: HttpRequest, pk: int) -> QuestionnaireVersion:
    return get_object_or_404(queries.usable_questionnaires(request.organisation), pk=pk)


def _may(request: HttpRequest, permission: str) -> bool:
    return bool(request.user.has_perm(permission, request.organisation))


def _address(request: HttpRequest, version: QuestionnaireVersion) -> str:
    return reverse("surveys:questionnaire", args=[request.organisation.slug, version.pk])


def _list(request: HttpRequest) -> tuple[str, str]:
    return _("Questionnaires"), reverse("surveys:questionnaires", args=[request.organisation.slug])


def _way(request: HttpRequest, version: QuestionnaireVersion, last: str) -> list[tuple[str, str]]:
    title = f"{tables.title_of(version)} {version.version}"
    return [_list(request), (title, _address(request, version)), (last, "")]
