"""How the fieldwork of a round goes: the whole for who asks, its own areas for who takes part."""

from collections.abc import Callable
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.surveys import queries
from tryggve.apps.surveys.fieldwork.monitor import Monitor, monitor_of
from tryggve.apps.surveys.fieldwork.report import (
    likeness_in_words,
    picture_of,
    report_of,
    tables_of,
)
from tryggve.apps.surveys.fieldwork.words import how_reckoned, sentences
from tryggve.apps.surveys.forms.fieldwork import DayForm
from tryggve.apps.surveys.models import Round, Stratum
from tryggve.apps.surveys.tables import rounds as tables
from tryggve.apps.surveys.views.of_round import drawn_round_of, file_response, way_to
from tryggve.documents.fieldwork_report import fieldwork_report
from tryggve.web.pages import paginated, staff_page

NARROW = 300  # pixels, of the picture on a small screen
Chosen = Callable[[Stratum], bool] | None


@staff_page("surveys.view_rounds")
def fieldwork(request: HttpRequest, pk: int) -> HttpResponse:
    """How the whole round goes."""
    found = drawn_round_of(request, pk)
    way = way_to(request, found, _("Fieldwork"))
    return _page(request, found, None, way=way, file="surveys:fieldwork_file")


@staff_page("surveys.view_rounds")
def fieldwork_file(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The same as a report, as it was at the end of a day."""
    return _file(request, drawn_round_of(request, pk), None, day)


@staff_page("surveys.follow_rounds")
def followed(request: HttpRequest) -> HttpResponse:
    """How rounds of others go in the organisation's own areas."""
    page = paginated(request, queries.followed_strata(request.organisation))
    table = tables.followed_table(request.organisation, list(page))
    return render(request, "surveys/followed.html", {"page": page, "table": table})


@staff_page("surveys.follow_rounds")
def followed_round(request: HttpRequest, pk: int) -> HttpResponse:
    """How a round of others goes in the organisation's own areas."""
    found, chosen = _followed(request, pk)
    list_of_them = reverse("surveys:followed", args=[request.organisation.slug])
    way = [(_("Follow the survey"), list_of_them), (found.title, "")]
    return _page(request, found, chosen, way=way, file="surveys:followed_file")


@staff_page("surveys.follow_rounds")
def followed_file(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The same as a report, as it was at the end of a day."""
    found, chosen = _followed(request, pk)
    return _file(request, found, chosen, day)


def _followed(request: HttpRequest, pk: int) -> tuple[Round, Chosen]:
    """A round that the organisation takes part in, and which of its strata are theirs."""
    strata = queries.followed_strata(request.organisation).filter(round=pk)
    own = set(strata.values_list("pk", flat=True))
    if not own:
        raise Http404
    round = get_object_or_404(Round.objects.select_related("organisation"), pk=pk)
    return round, lambda stratum: stratum.pk in own


def _page(
    request: HttpRequest, round: Round, chosen: Chosen, *, way: list[tuple[str, str]], file: str
) -> HttpResponse:
    form = DayForm(request.GET or None)
    on = form.day_shown
    language = get_language() or "sv"
    monitor = monitor_of(round, on=on, chosen=chosen)
    known = {"round": round, "form": form, "on": on, "way": way, "monitor": monitor}
    if monitor is not None:
        known |= _shown(monitor, language) | {
            "file": reverse(file, args=[request.organisation.slug, round.pk, on.isoformat()]),
            "is_drawn_simulated": monitor.is_simulated,
        }
    return render(request, "surveys/fieldwork.html", known)


def _shown(monitor: Monitor, language: str) -> dict[str, object]:
    return {
        "sentences": sentences(monitor, language),
        "wide": picture_of(monitor, language=language),
        "narrow": picture_of(monitor, language=language, width=NARROW),
        "tables": tables_of(monitor),
        "likeness": likeness_in_words(monitor, language),
        "how": how_reckoned(monitor),
    }


def _file(request: HttpRequest, round: Round, chosen: Chosen, day: str) -> HttpResponse:
    monitor = monitor_of(round, on=_past(day), chosen=chosen)
    if monitor is None:
        raise Http404
    language = get_language() or "sv"
    report = report_of(monitor, request.organisation, language=language)
    content = fieldwork_report(report, language=language)
    return file_response(content, "application/pdf", f"{round.name}-{day}.pdf")


def _past(day: str) -> date:
    """A day that is no later than today, or "not found"."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    if found > timezone.localdate() or found < timezone.localdate() - timedelta(20 * 366):
        raise Http404
    return found
