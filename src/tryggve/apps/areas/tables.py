"""The tables that the pages about areas hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area, AreaParent, PopulationSource, Responsibility
from tryggve.apps.areas.queries import AgeGroup, Population
from tryggve.apps.areas.queries.drafts import Line
from tryggve.apps.areas.services.population import ReadPopulation
from tryggve.geography.population import MODELLED
from tryggve.web.tables import Column, Link, Table, Withheld
from tryggve.wording.formats import day
from tryggve.wording.text import current_language


def address_of(area: Area, organisation: Organisation) -> str:
    return reverse("areas:area", args=[organisation.slug, area.pk])


def link_to(area: Area, organisation: Organisation) -> Link:
    return Link(area.name, address_of(area, organisation))


def validity(row: Any) -> str:
    """From when to when a row holds, in words."""
    language = current_language()
    if row.never_held:
        return _("Withdrawn on the day it began")
    first = day(row.valid_from, language) if row.valid_from else ""
    last = day(row.valid_to, language) if row.valid_to else ""
    if first and last:
        return _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else _("as long as is known")


def found_table(areas: Sequence[Area], organisation: Organisation) -> Table:
    return Table(
        caption=_("Areas found"),
        columns=[
            Column(_("Area"), lambda area: link_to(area, organisation)),
            Column(_("Kind"), lambda area: area.get_kind_display()),
            Column(_("Code"), "code"),
        ],
        rows=areas,
        empty=_("No area has all these words in its name or code. Try fewer or shorter words."),
        is_simulated=any(area.is_simulated for area in areas),
        id="found",
    )


def parts_table(
    parts: Sequence[Area], people: Mapping[int, Population], organisation: Organisation
) -> Table:
    return _table_of_areas(
        parts, people, organisation, _("Parts"), _("Nothing smaller is known here."), id="parts"
    )


def ours_table(
    areas: Sequence[Area], people: Mapping[int, Population], organisation: Organisation
) -> Table:
    """What an organisation answers for and the survey areas it has drawn."""
    empty = _(
        "The areas that your organisation answers for will stand here. The operator of the "
        "installation adds the first one."
    )
    return _table_of_areas(areas, people, organisation, _("Your areas"), empty, id="ours")


def _table_of_areas(
    areas: Sequence[Area],
    people: Mapping[int, Population],
    organisation: Organisation,
    caption: str,
    empty: str,
    id: str,
) -> Table:
    is_modelled = any(population.is_modelled for population in people.values())
    return Table(
        caption=caption,
        columns=[
            Column(_("Area"), lambda area: link_to(area, organisation)),
            Column(_("Kind"), lambda area: area.get_kind_display()),
            Column(_("Code"), "code"),
            Column(
                _("Residents"),
                lambda area: _people(people.get(area.pk)),
                unit=_("modelled") if is_modelled else _("number"),
                is_number=True,
            ),
        ],
        rows=areas,
        empty=empty,
        is_simulated=any(area.is_simulated for area in areas),
        id=id,
    )


def _people(population: Population | None) -> int | Withheld:
    return population.total if population else Withheld(_("The number of residents is not known."))


def population_table(population: Population) -> Table:
    groups = population.groups
    total = AgeGroup(0, None, sum(g.women for g in groups), sum(g.men for g in groups))
    unit = _("modelled") if population.is_modelled else _("number")
    return Table(
        caption=_("Residents by sex and age"),
        columns=[
            Column(_("Age"), lambda group: _("All") if group is total else ages(group)),
            Column(_("Women"), "women", unit=unit, is_number=True),
            Column(_("Men"), "men", unit=unit, is_number=True),
            Column(_("All"), "all", unit=unit, is_number=True),
        ],
        rows=[*groups, total],
        empty="",
        id="population",
    )


def ages(group: AgeGroup) -> str:
    if group.age_to is None:
        return _("%(age)s or older") % {"age": group.age_from}
    if group.age_to == group.age_from:
        return str(group.age_from)
    return f"{group.age_from}–{group.age_to}"


def source_name(source: PopulationSource) -> str:
    """What a source is called; of what is modelled, the sentence that says how."""
    return str(MODELLED) if source.is_modelled else _(source.name)


def history_table(rows: Sequence[Area], shown: Area, organisation: Organisation) -> Table:
    return Table(
        caption=_("History"),
        columns=[
            Column(
                _("Name"),
                lambda area: area.name if area.pk == shown.pk else link_to(area, organisation),
            ),
            Column(_("Valid"), validity),
            Column(_("Evidence"), lambda area: area.get_evidence_display()),
        ],
        rows=rows,
        empty="",
        id="history",
    )


def links_table(links: Sequence[AreaParent]) -> Table:
    return Table(
        caption=_("Where it has lain"),
        columns=[
            Column(_("Area"), lambda link: link.parent.name),
            Column(_("Kind"), lambda link: link.parent.get_kind_display()),
            Column(_("Valid"), validity),
            Column(_("Evidence"), lambda link: link.get_evidence_display()),
            Column(_("Source"), "source"),
        ],
        rows=links,
        empty=_("Nobody has said yet."),
        id="links",
    )


def responsibility_table(
    rows: Sequence[Responsibility], organisation: Organisation, *, may_change: bool
) -> Table:
    columns = [
        Column(_("Area"), lambda row: link_to(row.area, organisation)),
        Column(_("Task"), lambda row: row.get_task_display()),
        Column(_("Valid"), validity),
    ]
    if may_change:
        columns.append(Column(_("Change"), lambda row: _end_link(row, organisation)))
    return Table(
        caption=_("What we answer for"),
        columns=columns,
        rows=rows,
        empty=_(
            "What your organisation answers for will stand here. The operator of the "
            "installation adds the first area."
        ),
        id="responsibilities",
    )


def _end_link(row: Responsibility, organisation: Organisation) -> Link | str:
    if row.valid_to is not None:
        return ""
    address = reverse("areas:end_responsibility", args=[organisation.slug, row.pk])
    return Link(_("End it for %(area)s") % {"area": row.area.name}, address)


def reference_table(areas: Sequence[Area]) -> Table:
    """Areas that the operator has searched for."""
    return Table(
        caption=_("Areas found"),
        columns=[
            Column(
                _("Area"),
                lambda area: Link(area.name, reverse("areas:reference_area", args=[area.pk])),
            ),
            Column(_("Kind"), lambda area: area.get_kind_display()),
            Column(_("Code"), "code"),
        ],
        rows=areas,
        empty=_("No area has all these words in its name or code. Try fewer or shorter words."),
        id="found",
    )


def all_responsibilities_table(rows: Sequence[Responsibility]) -> Table:
    """Who answers for what, as the operator sees it."""
    return Table(
        caption=_("Who answers for what"),
        columns=[
            Column(_("Organisation"), lambda row: row.organisation.name),
            Column(_("Area"), lambda row: row.area.name),
            Column(_("Kind"), lambda row: row.area.get_kind_display()),
            Column(_("Task"), lambda row: row.get_task_display()),
            Column(_("Valid"), validity),
            Column(
                _("Change"),
                lambda row: Link(
                    _("End it for %(area)s") % {"area": row.area.name},
                    reverse("areas:take_away", args=[row.pk]),
                ),
            ),
        ],
        rows=rows,
        empty=_("Nobody answers for anything yet. Search for an area to begin."),
        id="responsibilities",
    )


def sources_table(sources: Sequence[PopulationSource]) -> Table:
    return Table(
        caption=_("Counts there are"),
        columns=[
            Column(_("Source"), lambda s: _("Modelled") if s.is_modelled else _(s.name)),
            Column(_("Day"), "reference_date"),
            Column(_("Known to"), lambda s: _("everyone") if s.owner_id is None else _("you")),
            Column(_("Kind"), lambda s: _("modelled") if s.is_modelled else _("counted")),
        ],
        rows=sources,
        empty=_("Counts of residents will stand here. Import a table to begin."),
        note=str(MODELLED) if any(source.is_modelled for source in sources) else "",
        id="sources",
    )


FATES = {
    "new": gettext_noop("New"),
    "changed": gettext_noop("Changed"),
    "unchanged": gettext_noop("As before"),
}
METHODS = {
    "code": gettext_noop("by its code"),
    "postcode": gettext_noop("by its postal code"),
    "generalised_border": gettext_noop("by its position"),
}


def draft_table(lines: Sequence[Line]) -> Table:
    """What each row of a draft is and does."""
    return Table(
        caption=_("What was read"),
        columns=[
            Column(_("Name"), lambda line: line.row.name),
            Column(_("Code"), lambda line: line.row.code),
            Column(_("Municipality"), _municipality),
            Column(_("Result"), lambda line: _(FATES[line.fate])),
            Column(
                _("Lies over"), lambda line: ", ".join(area.name for area in line.overlaps) or "–"
            ),
        ],
        rows=lines,
        empty="",
        id="rows",
    )


def _municipality(line: Line) -> str:
    found = _(METHODS.get(line.row.method, METHODS["generalised_border"]))
    certainty = "" if line.row.is_certain else ", " + _("uncertain")
    return f"{line.row.municipality.name}, {found}{certainty}"


def ending_table(areas: Sequence[Area], organisation: Organisation) -> Table:
    return Table(
        caption=_("Areas that end"),
        columns=[
            Column(_("Name"), lambda area: link_to(area, organisation)),
            Column(_("Code"), "code"),
        ],
        rows=areas,
        empty="",
        id="ending",
    )


def population_draft_table(
    areas: Sequence[Area], read: ReadPopulation, now: Mapping[int, Population]
) -> Table:
    """What a file says of each area beside what is known now."""
    return Table(
        caption=_("Residents on %(day)s") % {"day": day(read.days[-1], current_language())},
        columns=[
            Column(_("Area"), "name"),
            Column(_("Kind"), lambda area: area.get_kind_display()),
            Column(_("Code"), "code"),
            Column(_("In the file"), lambda area: read.totals.get(area.code), is_number=True),
            Column(_("Known now"), lambda area: _people(now.get(area.pk)), is_number=True),
        ],
        rows=areas,
        empty="",
        id="rows",
    )
