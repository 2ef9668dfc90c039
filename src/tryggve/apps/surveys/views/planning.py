"""The plan of a round: grounds, population, calendar and strata."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tryggve.apps.surveys import services
from tryggve.apps.surveys.calendars import as_ical
from tryggve.apps.surveys.forms.planning import (
    CalendarForm,
    GroundsForm,
    PopulationForm,
    StrataForm,
)
from tryggve.apps.surveys.strata_file import StratumRow, read_strata, write_strata
from tryggve.apps.surveys.tables import sampling as tables
from tryggve.apps.surveys.views.of_round import (
    address_of,
    change,
    drawn_round_of,
    file_response,
    round_of,
    way_to,
)
from tryggve.web.pages import staff_page
from tryggve.web.uploads import TEXT, problems_table, read_upload, tell_in_form
from tryggve.wording.problems import InputError, Problem


@staff_page("surveys.plan_rounds")
def grounds(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down who is responsible, and on what grounds."""
    found = round_of(request, pk)
    return change(
        request,
        found,
        GroundsForm(request.POST or None, round=found),
        services.write_grounds,
        title=_("Who is responsible"),
        done=_("It is written down who is responsible, and on what grounds."),
        intro=_(
            "Nobody is drawn before it is known who is responsible, on what ground the answers are "
            "secret, and on what ground the names, the forms and the link are destroyed."
        ),
    )


@staff_page("surveys.plan_rounds")
def population(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who is asked."""
    found = drawn_round_of(request, pk)
    return change(
        request,
        found,
        PopulationForm(request.POST or None, round=found),
        services.choose_population,
        title=_("Who is asked"),
        done=_("It is chosen who is asked."),
    )


@staff_page("surveys.plan_rounds")
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The days of a round."""
    found = round_of(request, pk)
    return change(
        request,
        found,
        CalendarForm(request.POST or None, round=found),
        services.set_days,
        title=_("Calendar"),
        done=_("The calendar is saved."),
        intro=_(
            "Until you save your own, the days are a suggestion: the first letter in week 32, a "
            "card after two weeks, letter and form again after four, eight weeks in all."
        ),
    )


@staff_page("surveys.view_rounds")
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The days for a calendar program."""
    found = round_of(request, pk)
    content = as_ical(found, request.build_absolute_uri(address_of(request, found)))
    return file_response(content, "text/calendar; charset=utf-8", f"{found.name}.ics")


@staff_page("surveys.plan_rounds")
def strata(request: HttpRequest, pk: int) -> HttpResponse:
    """The strata, and a file to put in others."""
    found = drawn_round_of(request, pk)
    form = StrataForm(request.POST or None, request.FILES or None)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            rows = _strata_in(form)
            services.put_strata(
                by=request.user, organisation=request.organisation, round=found, rows=rows
            )
        except InputError as error:
            problems = tell_in_form(form, error)
        else:
            messages.success(request, _("The strata are saved."))
            return redirect(address_of(request, found, "surveys:strata"))
    known = {
        "round": found,
        "form": form,
        "problems": problems_table(problems) if problems else None,
        "table": tables.strata_table(list(found.strata.select_related("payer"))),
        "back": address_of(request, found),
        "way": way_to(request, found, _("Strata")),
    }
    return render(request, "surveys/strata.html", known)


@staff_page("surveys.plan_rounds")
@require_POST
def strata_from_areas(request: HttpRequest, pk: int) -> HttpResponse:
    """A stratum for each survey area, and for each municipality that has none."""
    found = drawn_round_of(request, pk)
    try:
        services.put_strata(
            by=request.user,
            organisation=request.organisation,
            round=found,
            rows=services.strata_of_areas(found),
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The strata are your areas."))
    return redirect(address_of(request, found, "surveys:strata"))


@staff_page("surveys.view_rounds")
def strata_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The strata as a file to change and put in again."""
    found = drawn_round_of(request, pk)
    content = write_strata(found.strata.select_related("payer")).encode()
    return file_response(content, "text/csv; charset=utf-8", f"{found.name}-strata.csv")


def _strata_in(form: StrataForm) -> list[StratumRow]:
    upload = form.cleaned_data["file"]
    return read_strata(read_upload(upload, kinds={TEXT}), file=upload.name)
