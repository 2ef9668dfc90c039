"""The sample of a round: its design, the order, files of counts and people, draws."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tryggve.apps.surveys import services
from tryggve.apps.surveys.allocating import allocation_of, precision_of
from tryggve.apps.surveys.forms.sampling import (
    AllocateForm,
    ApproveForm,
    CountsForm,
    DrawForm,
    LayoutForm,
    SampleForm,
    WayForm,
)
from tryggve.apps.surveys.frame_counts import ages_of, read_counts
from tryggve.apps.surveys.models import Draw, Round, SampleDesign
from tryggve.apps.surveys.orders import order_as_csv, order_of
from tryggve.apps.surveys.tables import sampling as tables
from tryggve.apps.surveys.views.of_round import (
    address_of,
    bare,
    change,
    change_from_file,
    drawn_round_of,
    file_response,
    list_of_rounds,
    way_to,
)
from tryggve.documents.sampling_order import sampling_order
from tryggve.sources.register.layout import read_layout
from tryggve.web.pages import staff_page
from tryggve.web.uploads import TEXT, UNKNOWN, read_upload


@staff_page("surveys.view_rounds")
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Who draws, how sure the figures will be, and what has been drawn."""
    found = drawn_round_of(request, pk)
    strata = list(found.strata.all())
    is_divided = bool(strata) and all(each.drawn is not None for each in strata)
    draws = list(found.draws.annotate(number_of_people=Count("people")).order_by("number"))
    design = getattr(found, "design", None)
    known = {
        "round": found,
        "design": design,
        "is_whole": design is not None and design.way == SampleDesign.Way.WHOLE_FRAME,
        "frame": found.frames.filter(erased=None).first(),
        "precision": tables.precision_table(strata, precision_of(allocation_of(strata)))
        if is_divided
        else None,
        "draws": tables.draws_table(found, draws),
        "has_counts": found.strata.filter(counts__isnull=False).exists(),
        "may_plan": request.user.has_perm("surveys.plan_rounds", request.organisation),
        "way": way_to(request, found, _("The sample")),
    }
    return render(request, "surveys/sample.html", known)


@staff_page("surveys.plan_rounds")
def way(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who draws."""
    found = drawn_round_of(request, pk)
    return change(
        request,
        found,
        WayForm(request.POST or None, round=found),
        services.choose_way,
        title=_("Who draws the sample"),
        done=_("It is chosen who draws the sample."),
        intro=_(
            "As a rule the supplier of the register draws, and we never hold more than the people "
            "who are asked. To draw ourselves takes the whole register, and a recorded assessment."
        ),
        back="surveys:sample",
    )


@staff_page("surveys.plan_rounds")
def allocate(request: HttpRequest, pk: int) -> HttpResponse:
    """Divide the sample over the strata."""
    found = drawn_round_of(request, pk)
    return change(
        request,
        found,
        AllocateForm(request.POST or None, round=found),
        services.allocate_sample,
        title=_("Divide the sample"),
        done=_("The sample is divided. See how sure the figures will be before you decide."),
        back="surveys:sample",
    )


@staff_page("surveys.plan_rounds")
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the design."""
    return change(
        request,
        drawn_round_of(request, pk),
        bare(request),
        services.decide_design,
        title=_("Decide the design"),
        done=_("The design is decided. The order can be sent."),
        intro=_("From now on the strata and their numbers stand."),
        button=_("Decide the design"),
        back="surveys:sample",
    )


@staff_page("surveys.plan_rounds")
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the decision back while nothing has been drawn."""
    return change(
        request,
        drawn_round_of(request, pk),
        bare(request),
        services.take_design_back,
        title=_("Take the decision back"),
        done=_("The strata and their numbers can be changed again."),
        button=_("Take it back"),
        back="surveys:sample",
    )


@staff_page("surveys.plan_rounds")
def order_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The order as PDF."""
    found = _decided(request, pk)
    content = sampling_order(
        order_of(found), language=get_language() or "sv", made=timezone.localdate()
    )
    return file_response(content, "application/pdf", f"{found.name}-order.pdf")


@staff_page("surveys.plan_rounds")
def order_table(request: HttpRequest, pk: int) -> HttpResponse:
    """The strata and their numbers as CSV."""
    found = _decided(request, pk)
    return file_response(order_as_csv(found), "text/csv; charset=utf-8", f"{found.name}-order.csv")


@staff_page("surveys.plan_rounds")
def counts(request: HttpRequest, pk: int) -> HttpResponse:
    """Import the supplier's population counts."""
    found = drawn_round_of(request, pk)
    form = CountsForm(request.POST or None, request.FILES or None)

    def put(*, by: Any, organisation: Any, round: Round) -> None:
        upload = form.cleaned_data["file"]
        table = read_counts(
            read_upload(upload, kinds={TEXT}),
            names=list(found.strata.values_list("code", flat=True)),
            ages=ages_of(found),
            file=upload.name,
        )
        services.put_counts(by=by, organisation=organisation, round=round, counts=table)

    return change_from_file(
        request,
        found,
        form,
        put,
        title=_("Population counts"),
        done=_("The population counts are saved."),
        intro=_("How many of each sex and age live in each stratum, on the day of the sample."),
        back="surveys:sample",
        way=way_to(request, found, _sample(request, found), _("Population counts")),
    )


@staff_page("surveys.plan_rounds")
def import_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Import what the supplier has drawn."""
    found = drawn_round_of(request, pk)
    form = SampleForm(request.POST or None, request.FILES or None, round=found)

    def put(*, by: Any, organisation: Any, round: Round) -> None:
        given = form.cleaned_data
        upload = given["file"]
        read_upload(upload, kinds={TEXT, UNKNOWN})  # its size; the reader says better what it is
        upload.seek(0)
        services.import_sample(
            by=by,
            organisation=organisation,
            round=round,
            file=upload.file,
            file_name=upload.name,
            layout=read_layout(given["layout"].layout),
            supplement=given.get("supplement"),
            is_simulated=given["is_simulated"],
        )

    return change_from_file(
        request,
        found,
        form,
        put,
        title=_("Import the sample"),
        done=_("The sample is imported. Look at the checks, and have it approved."),
        intro=_(
            "All of the file is taken, or nothing of it. Names and addresses go sealed to the "
            "register; person numbers are not kept."
        ),
        back="surveys:sample",
        way=way_to(request, found, _sample(request, found), _("Import the sample")),
    )


@staff_page("surveys.plan_rounds")
def draw_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw from the register that is loaded."""
    found = drawn_round_of(request, pk)
    return change(
        request,
        found,
        DrawForm(request.POST if request.method == "POST" else None, round=found),
        services.draw_from_frame,
        title=_("Draw the sample"),
        done=_("The sample is drawn. Look at the checks, and have it approved."),
        intro=_(
            "People are drawn by their permanent random numbers, from another part than the last "
            "rounds. Once the sample is approved the register is erased."
        ),
        button=_("Draw"),
        back="surveys:sample",
    )


@staff_page("surveys.view_rounds")
def draw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A draw with its checks; a second person approves it here."""
    found = drawn_round_of(request, pk)
    one = _draw(found, number)
    may_approve = request.user.has_perm("surveys.approve_samples", request.organisation)
    can_approve = may_approve and one.approved is None and one.made_by_id != request.user.pk
    form = ApproveForm(request.POST if can_approve and request.method == "POST" else None)
    who = {"by": request.user, "organisation": request.organisation}
    if form.passed_to(services.approve_draw, draw=one, **who):
        messages.success(request, _("The sample is approved."))
        return redirect(address_of(request, found))
    may_plan = request.user.has_perm("surveys.plan_rounds", request.organisation)
    known = {
        "round": found,
        "draw": one,
        "state": tables.draw_state(one),
        "numbers": tables.numbers_table(one),
        "findings": tables.findings_table(one),
        "people": one.people.count(),
        "form": form if can_approve else None,
        "is_own": one.made_by_id == request.user.pk and one.approved is None,
        "may_throw_away": may_plan and one.approved is None,
        "way": way_to(request, found, _sample(request, found), _("What was drawn")),
    }
    return render(request, "surveys/draw.html", known)


@staff_page("surveys.plan_rounds")
def throw_away(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Throw away a draw that nobody has approved."""
    found = drawn_round_of(request, pk)
    one = _draw(found, number)

    def throw(*, by: Any, organisation: Any, round: Round) -> None:
        services.throw_away_draw(by=by, organisation=organisation, draw=one)

    return change(
        request,
        found,
        bare(request),
        throw,
        title=_("Throw the sample away"),
        done=_("The sample is thrown away, with names and addresses."),
        button=_("Throw it away"),
        back="surveys:sample",
    )


@staff_page("surveys.plan_rounds")
def layout(request: HttpRequest) -> HttpResponse:
    """Write down how a supplier's files are laid out."""
    form = LayoutForm(request.POST or None)
    kept = [(each.name, each.changed) for each in request.organisation.register_layouts.all()]

    def keep(*, name: str, layout: dict[str, Any], **who: Any) -> None:
        services.keep_layout(name=name, layout=read_layout(layout), **who)

    if form.passed_to(keep, by=request.user, organisation=request.organisation):
        messages.success(request, _("The layout is saved."))
        return redirect(list_of_rounds(request)[1])
    known = {
        "form": form,
        "kept": kept,
        "back": list_of_rounds(request)[1],
        "way": [list_of_rounds(request), (_("Layouts of files"), "")],
    }
    return render(request, "surveys/layout.html", known)


def _decided(request: HttpRequest, pk: int) -> Round:
    found = drawn_round_of(request, pk)
    get_object_or_404(SampleDesign, round=found, decided__isnull=False)
    return found


def _draw(found: Round, number: int) -> Draw:
    return get_object_or_404(found.draws.select_related("made_by", "approved_by"), number=number)


def _sample(request: HttpRequest, found: Round) -> tuple[str, str]:
    return _("The sample"), address_of(request, found, "surveys:sample")
