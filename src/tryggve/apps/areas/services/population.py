"""Population from files of Statistics Sweden: read into a draft, looked at, then stored."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.areas.models import (
    Area,
    Kind,
    PopulationCount,
    PopulationDraft,
    PopulationSource,
)
from tryggve.sources.scb import PopulationTable, read_population
from tryggve.web.service import service
from tryggve.wording.problems import InputError, Problem
from tryggve.wording.text import say

BATCH = 5_000
PROBLEMS_SHOWN = 100
COUNTED_KINDS = (Kind.COUNTY, Kind.MUNICIPALITY, Kind.LOCALITY)


@dataclass(frozen=True)
class ReadPopulation:
    """A table of population and the areas that its codes mean."""

    table: PopulationTable
    area_of: Mapping[str, Area]
    file_name: str
    sha256: str

    @property
    def name(self) -> str:
        """What the source is called: its title, or the file's name where it has none."""
        return (self.table.title or self.file_name)[:300]

    @property
    def days(self) -> list[date]:
        return sorted({row.reference_date for row in self.table.rows})

    @property
    def totals(self) -> dict[str, int]:
        """People on the latest day, by the code of the area."""
        latest, totals = self.days[-1], defaultdict(int)
        for row in self.table.rows:
            if row.reference_date == latest:
                totals[row.area_code] += row.count
        return dict(totals)


def read_for(organisation: Organisation | None, content: bytes, file_name: str) -> ReadPopulation:
    """What a file holds, in the areas that everyone sees and those of the organisation.

    InputError with every problem: in the file itself, codes that no area has, and a file that was
    imported before.
    """
    table = read_population(content, file_name)
    area_of = _areas_by_code(organisation, {row.area_code for row in table.rows})
    sha256 = hashlib.sha256(content).hexdigest()
    problems = list(_unknown_codes(table, area_of, file_name))
    same = PopulationSource.objects.filter(owner=organisation, sha256=sha256).first()
    if same is not None:
        problems.append(
            Problem(
                say("This file was imported on {day}.", day=same.created.date()),
                say("Choose another file."),
                file=file_name,
            )
        )
    if problems:
        raise InputError(problems)
    return ReadPopulation(table, area_of, file_name, sha256)


@service("areas.import_population")
def read_population_file(
    *, by: User, organisation: Organisation, content: bytes, file_name: str
) -> PopulationDraft:
    """Read a file into a draft that waits to be looked at and confirmed. Nothing else changes."""
    read_for(organisation, content, file_name)
    PopulationDraft.objects.expired().delete()
    return PopulationDraft.objects.create(
        organisation=organisation, by=by, file_name=file_name[-200:], content=content
    )


@service("areas.import_population")
def store_population(
    *, by: User, organisation: Organisation, draft: PopulationDraft
) -> PopulationSource:
    """Store the counts of a draft, for the organisation alone. The draft goes away.

    A file with several days becomes a source for each; the latest is given back.
    """
    locked = PopulationDraft.objects.of(organisation).select_for_update().get(pk=draft.pk)
    read = read_for(organisation, bytes(locked.content), locked.file_name)
    locked.delete()
    return _store(read, organisation)


@service("areas.import_population")
def discard_population_draft(
    *, by: User, organisation: Organisation, draft: PopulationDraft
) -> None:
    """Throw a draft away: nothing of it was stored."""
    PopulationDraft.objects.of(organisation).get(pk=draft.pk).delete()


@service("areas.manage_reference")
def import_reference_population(*, by: User, content: bytes, file_name: str) -> PopulationSource:
    """Store the counts of a file for everyone: only the operator of the installation may."""
    return _store(read_for(None, content, file_name), None)


def _areas_by_code(organisation: Organisation | None, codes: set[str]) -> dict[str, Area]:
    """The area of each code; an area of the organisation's own goes before one of everyone's."""
    open_rows = Area.objects.filter(valid_to=None).without_geometry()
    common = open_rows.filter(owner=None, kind__in=COUNTED_KINDS)
    found = {area.code: area for area in common if area.code in codes}
    if organisation is not None:
        own = open_rows.filter(owner=organisation)
        found |= {area.code: area for area in own if area.code in codes}
    return found


def _unknown_codes(
    table: PopulationTable, area_of: Mapping[str, Area], file: str
) -> Iterator[Problem]:
    unknown = list(dict.fromkeys(r.area_code for r in table.rows if r.area_code not in area_of))
    for code in unknown[:PROBLEMS_SHOWN]:
        yield Problem(
            say("There is no area with the code {code}.", code=code),
            say("Upload your areas with these codes first, or choose other areas."),
            file=file,
            field=code,
        )
    if len(unknown) > PROBLEMS_SHOWN:
        count = len(unknown) - PROBLEMS_SHOWN
        yield Problem(say("{count} more codes are unknown.", count=count), file=file)


def _store(read: ReadPopulation, organisation: Organisation | None) -> PopulationSource:
    sources = {
        day: PopulationSource.objects.create(
            owner=organisation,
            name=read.name,
            reference_date=day,
            file_name=read.file_name[-200:],
            sha256=read.sha256,
        )
        for day in read.days
    }
    PopulationCount.objects.bulk_create(
        [
            PopulationCount(
                source=sources[row.reference_date],
                area=read.area_of[row.area_code],
                sex=row.sex,
                age_from=row.age_from,
                age_to=row.age_to,
                count=row.count,
            )
            for row in read.table.rows
        ],
        BATCH,
    )
    return sources[read.days[-1]]
