"""The tables of a round's fieldwork, on its page and in its weekly report."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tryggve.apps.surveys.fieldwork.areas import AreaCourse, Course
from tryggve.apps.surveys.fieldwork.monitor import Cost, Group, Monitor
from tryggve.apps.surveys.models import Response, SampledPerson
from tryggve.charts import picture
from tryggve.questionnaire.languages import LANGUAGES
from tryggve.stats.nonresponse.outcomes import Disposition
from tryggve.stats.nonresponse.rates import DEFINITIONS, RateName
from tryggve.web.tables import Column, Status, Table, Withheld
from tryggve.wording import formats

COURSES = {
    Course.BEHIND: (gettext_lazy("Behind"), "care"),
    Course.AS_PLANNED: (gettext_lazy("As planned"), "done"),
    Course.AHEAD: (gettext_lazy("Ahead"), "done"),
}
BECAME = {
    Disposition.COMPLETE: gettext_lazy("Has answered"),
    Disposition.PARTIAL: gettext_lazy("Partial: counts though it was not sent"),
    Disposition.BREAK_OFF: gettext_lazy("Broken off: does not count"),
    Disposition.REFUSAL: gettext_lazy("Does not wish to take part"),
    Disposition.NON_CONTACT: gettext_lazy("Away all the time"),
    Disposition.OTHER: gettext_lazy("Could not answer"),
    Disposition.RETURNED: gettext_lazy("No letter reached them"),
    Disposition.NO_REPLY: gettext_lazy("Nothing has been heard"),
    Disposition.DECEASED: gettext_lazy("Has died"),
    Disposition.EMIGRATED: gettext_lazy("Lives abroad"),
    Disposition.OUT_OF_SCOPE: gettext_lazy("Outside the population"),
}


def areas_table(monitor: Monitor) -> Table:
    """How each area goes beside its plan."""
    return Table(
        caption=_("Answers in each area"),
        columns=[
            Column(_("Area"), lambda each: each.stratum.name),
            Column(_("Drawn"), "drawn", is_number=True),
            Column(_("Answers"), "answered", is_number=True),
            Column(_("Share"), lambda each: 100 * each.rate, unit="%", is_number=True, decimals=0),
            Column(_("Planned"), lambda each: round(each.planned), is_number=True),
            Column(_("Expected"), lambda each: round(each.expected.answers), is_number=True),
            Column(_("Between"), _between, is_number=True),
            Column(_("Course"), lambda each: Status(*COURSES[each.course])),
        ],
        rows=monitor.areas,
        empty=_("The areas will stand here once it is known when the letter is posted."),
        note=_(
            "Planned and expected are answers at the close. An area is behind or ahead where the "
            "whole interval of its forecast is."
        ),
        is_simulated=monitor.is_simulated,
        id="areas",
    )


def margins_table(monitor: Monitor) -> Table:
    """How sure each area's figures will be, and what one more reminder would bring."""

    def margin(name: str) -> Callable[[AreaCourse], object]:
        return lambda each: _points(getattr(each, name))

    points = {"is_number": True, "decimals": 1}
    return Table(
        caption=_("How sure each area's figures will be, and with one more reminder"),
        columns=[
            Column(_("Area"), lambda each: each.stratum.name),
            Column(_("Planned margin"), margin("planned_half_width"), **points),
            Column(_("Expected"), margin("half_width"), **points),
            Column(_("Left to remind"), "left", is_number=True),
            Column(_("Further answers"), lambda each: round(each.reminded), is_number=True),
            Column(_("Margin then"), margin("reminded_half_width"), **points),
        ],
        rows=monitor.areas,
        empty="",
        note=_(
            "Margins of error in percentage points, of a share of 25 per cent, at 95 per cent. One "
            "more reminder to all who have neither answered nor been heard of is taken to bring an "
            "answer from one in ten of them: a planning value of ours."
        ),
        is_simulated=monitor.is_simulated,
        id="margins",
    )


def groups_table(monitor: Monitor) -> Table:
    """Women and men, and age groups."""
    sexes = [(SampledPerson.Sex(key).label, each) for key, each in monitor.by("sex").items()]
    ages = [(key.replace("-", "–"), each) for key, each in monitor.by("age_group").items()]
    return Table(
        caption=_("Women and men, and age groups"),
        columns=[
            Column(_("Who"), lambda row: row[0]),
            Column(_("Drawn"), lambda row: row[1].drawn, is_number=True),
            Column(_("Have answered"), lambda row: row[1].answered, is_number=True),
            Column(_("Share"), lambda row: _share(row[1]), unit="%", is_number=True, decimals=1),
        ],
        rows=[*sexes, *ages],
        empty="",
        is_simulated=monitor.is_simulated,
        id="groups",
    )


def answers_table(monitor: Monitor) -> Table:
    """How the answers came, and in which languages."""
    modes = [(Response.Mode(key).label, n) for key, n in monitor.answers_by("mode").items()]
    languages = [(LANGUAGES[key].name, n) for key, n in monitor.answers_by("language").items()]
    return Table(
        caption=_("How the answers came, and in which languages"),
        columns=[
            Column(_("How"), lambda row: row[0]),
            Column(_("Answers"), lambda row: row[1], is_number=True),
            Column(_("Share"), lambda row: 100 * row[1] / monitor.answered, unit="%",
                   is_number=True, decimals=1),
        ],
        rows=[*modes, *languages],
        empty=_("Answers will stand here by how they came."),
        is_simulated=monitor.is_simulated,
        id="answers",
    )  # fmt: skip


def became_table(monitor: Monitor) -> Table:
    """What has become of everybody who was drawn."""
    return Table(
        caption=_("What has become of those who were drawn"),
        columns=[
            Column(_("What"), lambda row: BECAME[row[0]]),
            Column(_("People"), lambda row: row[1], is_number=True),
        ],
        rows=list(monitor.became().items()),
        empty="",
        is_simulated=monitor.is_simulated,
        id="became",
    )


def rates_table(monitor: Monitor) -> Table:
    """The response rates, each with what it is a share of."""

    def share(row: tuple[RateName, float]) -> object:
        rate = 100 * row[1]
        return rate if rate == rate else Withheld(_("It is a share of nobody."))

    return Table(
        caption=_("Response rates"),
        columns=[
            Column(_("Rate"), lambda row: row[0].words),
            Column(_("Share"), share, unit="%", is_number=True, decimals=1),
            Column(_("Of whom"), lambda row: DEFINITIONS[row[0]][1].words),
        ],
        rows=list(monitor.rates().items()),
        empty="",
        is_simulated=monitor.is_simulated,
        id="rates",
    )


def costs_table(monitor: Monitor) -> Table:
    """What was posted, and what it cost."""

    def known(kronor: Decimal | None) -> float | Withheld:
        return Withheld(_("Nobody has told what it cost.")) if kronor is None else float(kronor)

    def what(cost: Cost) -> str:
        return f"{cost.mailing.number}. {cost.mailing.get_kind_display()}"

    return Table(
        caption=_("What was posted, and what it cost"),
        columns=[
            Column(_("Mailing"), what),
            Column(_("Posted"), lambda cost: cost.mailing.posted),
            Column(_("Items"), "items", is_number=True),
            Column(_("Each"), lambda cost: known(cost.each), unit="kr", is_number=True,
                   decimals=2),
            Column(_("In all"), lambda cost: known(cost.in_all), unit="kr", is_number=True,
                   decimals=0),
        ],
        rows=monitor.costs,
        empty=_("Mailings will stand here once they are posted."),
        is_simulated=monitor.is_simulated,
        id="costs",
    )  # fmt: skip


def as_printed(table: Table) -> picture.Table:
    """A table of a page, as a document has it."""
    return picture.Table(
        [
            picture.Column(
                f"{column.heading}, {column.unit}" if column.unit else str(column.heading),
                column.is_number,
            )
            for column in table.columns
        ],
        [[str(cell.text) for cell in line] for line in table.lines],
    )


def _between(area: AreaCourse) -> str:
    low, high = (
        formats.number(round(end), get_language() or "sv")
        for end in (area.expected.low, area.expected.high)
    )
    return f"{low}–{high}"


def _points(half_width: float) -> object:
    known = half_width == half_width
    return 100 * half_width if known else Withheld(_("Nobody has answered there."))


def _share(group: Group) -> float:
    return 100 * group.rate
