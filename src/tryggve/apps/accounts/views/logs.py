"""Who has read personal data, and who has changed what, for one organisation."""

import csv
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from tryggve.apps.accounts import queries, services
from tryggve.apps.accounts.forms import ReaderForm
from tryggve.apps.accounts.models import PersonalDataRead
from tryggve.web.models import Act
from tryggve.web.pages import staff_page
from tryggve.web.service import SAYS
from tryggve.web.tables import Column, Table

ROWS = 50  # on a page
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
GROUND = gettext_noop("Follows up who reads personal data")


@staff_page("accounts.read_access_log")
def reads(request: HttpRequest) -> HttpResponse:
    """The log of reads, of one person if one is chosen."""
    form = ReaderForm(request.GET, readers=queries.readers_of(request.organisation))
    by = form.cleaned_data["by"] if form.is_valid() else None
    page = _page(request, queries.reads_of(request.organisation, by))
    _record(request, gettext_noop("Log of reads"), len(page.object_list))
    known = {"form": form, "page": page, "by": by, "table": _reads_table(page)}
    return render(request, "accounts/reads.html", known)


@staff_page("accounts.read_access_log")
def reads_csv(request: HttpRequest) -> HttpResponse:
    """The same log as a file for a spreadsheet: semicolons and a byte order mark, as in Sweden."""
    form = ReaderForm(request.GET, readers=queries.readers_of(request.organisation))
    by = form.cleaned_data["by"] if form.is_valid() else None
    found = list(queries.reads_of(request.organisation, by))
    _record(request, gettext_noop("Log of reads, as a file"), len(found))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{request.organisation.slug}-reads.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    lines = csv.writer(response, delimiter=";")
    columns = _columns(found)
    lines.writerow([str(column.heading) for column in columns])
    for row in found:
        lines.writerow([_cell(column.value_of(row)) for column in columns])
    return response


@staff_page("accounts.read_access_log")
def acts(request: HttpRequest) -> HttpResponse:
    """What was changed through the program: when, by whom, what, about whom."""
    page = _page(request, queries.acts_of(request.organisation))
    _record(request, gettext_noop("History of changes"), len(page.object_list))
    known = {"page": page, "table": _acts_table(page)}
    return render(request, "accounts/acts.html", known)


def _record(request: HttpRequest, what: str, rows: int) -> None:
    services.record_read(
        by=request.user, organisation=request.organisation, what=what, ground=GROUND, rows=rows
    )


def _page(request: HttpRequest, found: Any) -> Page:
    return Paginator(found, ROWS).get_page(request.GET.get("page"))


def _columns(rows: Iterable[PersonalDataRead]) -> list[Column]:
    concerned = queries.whom_they_concern(rows)
    return [
        Column(gettext_lazy("When"), "at"),
        Column(gettext_lazy("Who"), lambda row: str(row.by)),
        Column(gettext_lazy("What"), lambda row: gettext(row.what)),
        Column(gettext_lazy("Rows"), "rows", is_number=True),
        Column(gettext_lazy("Why"), lambda row: gettext(row.ground)),
        Column(gettext_lazy("About"), lambda row: concerned[row.pk] or _number(row)),
    ]


def _number(row: PersonalDataRead) -> str:
    """What was read, by its kind and number, where it is not about one person."""
    return f"{row.object_type} {row.object_id}".strip() or "–"


def _reads_table(page: Iterable[PersonalDataRead]) -> Table:
    return Table(
        caption=gettext_lazy("Reads of personal data"),
        columns=_columns(page),
        rows=page,
        empty=gettext_lazy(
            "Each time somebody opens a page with personal data, a line comes here."
        ),
    )


def _acts_table(page: Iterable[Act]) -> Table:
    concerned = queries.whom_they_concern(page)
    return Table(
        caption=gettext_lazy("Changes"),
        columns=[
            Column(gettext_lazy("When"), "at"),
            Column(gettext_lazy("Who"), lambda act: str(act.by) if act.by else "–"),
            Column(gettext_lazy("What"), lambda act: str(SAYS.get(act.service, act.service))),
            Column(gettext_lazy("About whom"), lambda act: concerned[act.pk] or "–"),
            Column(gettext_lazy("Reference"), "reference"),
        ],
        rows=page,
        empty=gettext_lazy("Each change comes here with who made it."),
    )


def _cell(value: Any) -> str:
    """Text that no spreadsheet takes for a formula; a moment to the second in local time."""
    if hasattr(value, "astimezone"):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M:%S")
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
