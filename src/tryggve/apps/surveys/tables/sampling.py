"""The tables that the pages about steps, strata and samples hold."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tryggve.apps.surveys.allocating import Precision
from tryggve.apps.surveys.models import Draw, Round, RoundDay, Stratum
from tryggve.apps.surveys.reports import findings_of
from tryggve.apps.surveys.steps import DONE, NEXT, Step
from tryggve.stats.drawing.checks.report import Check, Severity
from tryggve.web.tables import Column, Link, Status, Table, Withheld

CHECKS = {
    Check.DUPLICATES: gettext_lazy("Everybody stands once"),
    Check.MISSING: gettext_lazy("Nothing is missing"),
    Check.STRATUM: gettext_lazy("The strata are those of the design"),
    Check.CATEGORIES: gettext_lazy("Sex and area are as in the counts"),
    Check.ALLOCATION: gettext_lazy("As many as decided"),
    Check.POPULATION: gettext_lazy("The counts are those of the design"),
    Check.AGE_RANGE: gettext_lazy("Ages"),
    Check.SEX: gettext_lazy("Women and men, as chance makes them"),
    Check.AGE: gettext_lazy("Age groups, as chance makes them"),
    Check.AREA: gettext_lazy("Areas, as chance makes them"),
}
SEVERITIES = {
    Severity.STOP: (gettext_lazy("Stops the sample"), "wrong"),
    Severity.LOOK: (gettext_lazy("Look at it"), "care"),
    Severity.FINE: (gettext_lazy("As it should be"), "done"),
    Severity.UNTESTED: (gettext_lazy("Not tested"), ""),
}


def steps_table(round: Round, steps: Sequence[Step]) -> Table:
    """What is done, what is next, and what it takes."""
    return Table(
        caption=_("What is next"),
        columns=[
            Column(_("Step"), lambda step: _title(round, step)),
            Column(_("State"), _state),
            Column(_("What must be done before"), _lacks),
        ],
        rows=steps,
        empty="",
        id="steps",
    )


def _title(round: Round, step: Step) -> str | Link:
    if not step.page:
        return str(step.title)
    return Link(str(step.title), reverse(step.page, args=[round.organisation.slug, round.pk]))


def _state(step: Step) -> Status:
    if step.state == DONE:
        return Status(_("Done"), "done")
    return Status(_("Next"), "under-way") if step.state == NEXT else Status(_("Later"), "new")


def _lacks(step: Step) -> str:
    return "; ".join(str(each) for each in step.lacks) if step.state != DONE else ""


def calendar_table(days: Sequence[RoundDay]) -> Table:
    return Table(
        caption=_("Calendar"),
        columns=[
            Column(_("What happens"), lambda each: each.get_event_display()),
            Column(_("Day"), "day"),
        ],
        rows=days,
        empty=_("The days of the round will stand here. Make its calendar to begin."),
        id="calendar",
    )


def strata_table(strata: Sequence[Stratum]) -> Table:
    return Table(
        caption=_("Strata"),
        columns=[
            Column(_("Stratum"), "name"),
            Column(_("Code"), "code"),
            Column(_("Paid by"), lambda each: each.payer.name if each.payer else "–"),
            Column(_("Population"), _population, is_number=True),
            Column(_("Expected response"), lambda each: 100 * each.response, unit="%",
                   is_number=True, decimals=0),
            Column(_("Drawn"), _drawn, is_number=True),
        ],
        rows=strata,
        empty=_("The parts that people are drawn from will stand here: your survey areas."),
        id="strata",
    )  # fmt: skip


def _population(stratum: Stratum) -> object:
    return stratum.population or Withheld(_("Nobody knows yet how many they are."))


def _drawn(stratum: Stratum) -> object:
    return Withheld(_("Not decided yet.")) if stratum.drawn is None else stratum.drawn


def precision_table(strata: Sequence[Stratum], precision: Sequence[Precision]) -> Table:
    """What each stratum can be expected to tell, before money is spent."""
    return Table(
        caption=_("How sure the figures will be"),
        columns=[
            Column(_("Stratum"), lambda pair: pair[0].name),
            Column(_("Population"), lambda pair: pair[0].population, is_number=True),
            Column(_("Drawn"), lambda pair: pair[1].drawn, is_number=True),
            Column(_("Expected answers"), lambda pair: pair[1].answers, is_number=True),
            Column(_("Margin of error"), _margin, unit=_("points"), is_number=True, decimals=1),
            Column(_("Smallest change seen"), _change, unit=_("points"), is_number=True,
                   decimals=0),
        ],
        rows=list(zip(strata, precision, strict=True)),
        empty="",
        note=_(
            "Both of a share of 25 per cent, at 95 per cent. A change between two such rounds is "
            "seen with a chance of 80 per cent. Not the error from those who do not answer."
        ),
        id="precision",
    )  # fmt: skip


def _margin(pair: tuple[Stratum, Precision]) -> object:
    found = pair[1].half_width
    return 100 * found if found == found else Withheld(_("Nobody is drawn there."))


def _change(pair: tuple[Stratum, Precision]) -> object:
    found = pair[1].change
    return Withheld(_("No change at all would be seen.")) if found is None else 100 * found


def draws_table(round: Round, draws: Sequence[Draw]) -> Table:
    return Table(
        caption=_("Draws"),
        columns=[
            Column(_("Draw"), lambda draw: _draw_link(round, draw)),
            Column(_("People"), "number_of_people", is_number=True),
            Column(_("Made"), "made"),
            Column(_("State"), draw_state),
        ],
        rows=draws,
        empty=_("The sample will stand here, with the report on it, once people are drawn."),
        is_simulated=any(draw.is_simulated for draw in draws),
        id="draws",
    )


def _draw_link(round: Round, draw: Draw) -> Link:
    said = _("The sample") if draw.number == 1 else _("Supplement %(number)s") % {
        "number": draw.number - 1
    }  # fmt: skip
    address = reverse("surveys:draw", args=[round.organisation.slug, round.pk, draw.number])
    return Link(said, address)


def draw_state(draw: Draw) -> Status:
    if draw.approved:
        return Status(_("Approved"), "done")
    return Status(_("Waits to be approved"), "under-way")


def findings_table(draw: Draw) -> Table:
    """What each check found in a draw."""
    return Table(
        caption=_("The checks"),
        columns=[
            Column(_("Check"), lambda each: CHECKS[each.check]),
            Column(_("What was found"), lambda each: Status(*SEVERITIES[each.severity])),
            Column(_("In words"), lambda each: f"{each.what} {each.mend}".strip()),
        ],
        rows=findings_of(draw.report),
        empty="",
        note=_(
            "A sample that is drawn as it should be gives an alarm by chance once in 20 times, and "
            "is stopped by chance once in 1,000."
        ),
        is_simulated=draw.is_simulated,
        id="findings",
    )


def numbers_table(draw: Draw) -> Table:
    """What was found in the file that the draw comes from."""
    found = draw.findings
    return Table(
        caption=_("The file"),
        columns=[
            Column(_("What"), lambda row: row[0]),
            Column(_("People"), lambda row: row[1], is_number=True),
        ],
        rows=[
            (_("Read"), found["people"]),
            (_("With a protected identity: left out unread"), found["protected"]),
            (_("Without a whole address: drawn, but reached by no letter"),
             found["without_address"]),
            (_("In none of the strata: left out"), found["not_placed"]),
        ],
        empty="",
        is_simulated=draw.is_simulated,
        id="numbers",
    )  # fmt: skip
