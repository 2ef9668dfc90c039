"""The sheet of an area, made of what its page shows."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas import queries, tables
from tryggve.apps.areas.maps import drawn_parts, maps_of_area
from tryggve.apps.areas.models import Area, Responsibility
from tryggve.documents import area_sheet as document

GENERALISED = gettext_noop("Statistics Sweden (SCB)")


def sheet_of(area: Area, organisation: Organisation, *, language: str) -> bytes:
    """The sheet of an area as PDF, on the day nearest to today on which its row holds."""
    on = area.day_to_show()
    parts = drawn_parts(area, organisation, on)
    widths = [document.picture_width(len(parts))]
    [picture] = maps_of_area(area, organisation, language=language, on=on, widths=widths)
    border = queries.borders_of([area], on)[area.pk]
    people = queries.populations(parts, organisation)
    answering = queries.responsible_for(area, on=on)
    sheet = document.AreaSheet(
        name=area.name,
        kind=area.get_kind_display(),
        code=area.code,
        valid_from=area.valid_from,
        valid_to=area.valid_to,
        path=tuple(each.name for each in queries.path_to(area, on)),
        responsible=tuple(_responsible(row) for row in answering),
        picture=picture,
        population=_population(queries.population_of(area, organisation)),
        parts=tuple(
            document.Part(
                part.get_kind_display(), people[part.pk].total if part.pk in people else None
            )
            for part in parts
        ),
        border_source=_(GENERALISED) if border.is_generalised else area.source or area.name,
        borders_are_generalised=border.is_generalised,
        made=timezone.localdate(),
        simulated=any(each.is_simulated for each in (area, *parts)),
    )
    return document.area_sheet(sheet, language=language)


def _responsible(row: Responsibility) -> document.Responsible:
    organisation = row.organisation
    return document.Responsible(
        task=row.get_task_display(),
        organisation=organisation.name,
        phone=organisation.contact_phone,
        email=organisation.contact_email,
    )


def _population(population: queries.Population | None) -> document.Population | None:
    if population is None:
        return None
    sources = population.sources
    return document.Population(
        total=population.total,
        source="; ".join(_(source.name) for source in sources if not source.is_modelled)
        or _("modelled"),
        on=max(source.reference_date for source in sources),
        groups=tuple(
            document.AgeGroup(group.age_from, group.age_to, group.women, group.men)
            for group in population.groups
        ),
        modelled=next((tables.source_name(s) for s in sources if s.is_modelled), ""),
    )
