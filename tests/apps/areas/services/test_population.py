"""Population from a file: drafted, confirmed, and only what is right."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.area_factories import SurveyAreaFactory, make_small_sweden
from tests.area_files import population_csv
from tests.factories import MembershipFactory, UserFactory
from tryggve.apps.accounts.models import Role
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import PopulationCount, PopulationDraft, PopulationSource
from tryggve.apps.areas.services import (
    discard_population_draft,
    import_reference_population,
    read_population_file,
    store_population,
)
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def member(small):
    return MembershipFactory(role=Role.ANALYST)


def read(member, content, file_name="folk.csv"):
    return read_population_file(
        by=member.user, organisation=member.organisation, content=content, file_name=file_name
    )


def store(member, draft):
    return store_population(by=member.user, organisation=member.organisation, draft=draft)


def refused(action, *arguments, **named):
    models = (PopulationSource, PopulationCount, PopulationDraft)
    before = [model.objects.count() for model in models]
    with pytest.raises(InputError) as error:
        action(*arguments, **named)
    assert [model.objects.count() for model in models] == before
    return [str(problem) for problem in error.value.problems]


def test_a_file_waits_as_a_draft_until_it_is_confirmed(small, member):
    draft = read(member, population_csv("0761 Lessebo"))

    assert PopulationSource.objects.count() == 0
    assert draft.expires > timezone.now() + timedelta(hours=47)

    source = store(member, draft)

    assert (source.owner, source.reference_date, source.is_modelled, source.file_name) == (
        member.organisation,
        date(2025, 12, 31),
        False,
        "folk.csv",
    )
    cells = source.counts.order_by("age_from", "sex")
    assert [(c.area, c.sex, c.age_from, c.age_to, c.count) for c in cells] == [
        (small.lessebo, sex, age_from, age_to, 10)
        for age_from, age_to in ((0, 15), (16, 24), (25, 84), (85, None))
        for sex in ("men", "women")
    ]
    assert PopulationDraft.objects.count() == 0


def test_an_import_belongs_to_the_organisation_alone(small, member):
    store(member, read(member, population_csv("0761 Lessebo")))
    other = MembershipFactory().organisation

    assert queries.population_of(small.lessebo, member.organisation).total == 80
    assert queries.population_of(small.lessebo, other) is None


def test_several_years_become_a_source_each(small, member):
    content = (
        '"region","ålder","kön","Folkmängd 2024","Folkmängd 2025"\r\n'
        '"0761 Lessebo","totalt","män","40","41"\r\n'
        '"0761 Lessebo","totalt","kvinnor","42","43"\r\n'
    ).encode()

    latest = store(member, read(member, content))

    assert latest.reference_date == date(2025, 12, 31)
    by_day = {
        source.reference_date.year: sum(cell.count for cell in source.counts.all())
        for source in PopulationSource.objects.all()
    }
    assert by_day == {2024: 82, 2025: 84}


def test_codes_may_be_those_of_ones_own_areas(small, member):
    own = SurveyAreaFactory(code="0761A0010", owner=member.organisation)
    SurveyAreaFactory(code="0761A0020", owner=MembershipFactory().organisation)

    source = store(member, read(member, population_csv("0761A0010_DeSO2025")))

    assert {cell.area for cell in source.counts.all()} == {own}
    [problem] = refused(read, member, population_csv("0761A0020"))
    assert problem == (
        "folk.csv, fält 0761A0020: Inget område har koden 0761A0020. Ladda först upp era områden "
        "med de koderna, eller välj andra områden."
    )


def test_unknown_codes_are_all_told(small, member):
    content = population_csv("0761 Lessebo", "9998 Ingenstans", "9999 Nergens")

    problems = refused(read, member, content)

    assert [problem.split(": ")[1][:30] for problem in problems] == [
        "Inget område har koden 9998. L",
        "Inget område har koden 9999. L",
    ]


def test_of_very_many_unknown_codes_a_hundred_are_told_and_the_others_counted(small, member):
    content = population_csv(*[f"9999A{number:04} Ingenstans" for number in range(130)])

    problems = refused(read, member, content)

    assert len(problems) == 101
    assert problems[-1] == "folk.csv: Ytterligare 30 koder är okända."


def test_the_same_file_is_not_imported_twice(small, member):
    content = population_csv("0761 Lessebo")
    waiting = read(member, content)
    store(member, read(member, content))

    told = refused(read, member, content)
    assert len(told) == 1
    assert told[0].startswith("folk.csv: Den här filen importerades den ")
    assert refused(store, member, waiting) == told


def test_what_the_reader_refuses_is_told_and_nothing_kept(small, member):
    content = population_csv("0761 Lessebo").replace(b'"10"', b'"tio"', 1)

    [problem] = refused(read, member, content)
    assert problem.startswith("folk.csv, rad 2, fält Folkmängd 2025: ")


def test_only_some_roles_may_import(small):
    for role in (Role.SAFETY_COORDINATOR, Role.REPORTER, Role.EDITOR):
        with pytest.raises(PermissionDenied):
            read(MembershipFactory(role=role), population_csv("0761 Lessebo"))


def test_another_organisations_draft_does_not_exist(small, member):
    draft = read(member, population_csv("0761 Lessebo"))
    other = MembershipFactory(role=Role.ANALYST)

    for act in (store_population, discard_population_draft):
        with pytest.raises(PopulationDraft.DoesNotExist):
            act(by=other.user, organisation=other.organisation, draft=draft)


def test_drafts_expire_and_can_be_thrown_away(small, member):
    read(member, population_csv("0761 Lessebo"))
    PopulationDraft.objects.update(expires=timezone.now())

    draft = read(member, population_csv("0761 Lessebo", each=3))

    assert list(PopulationDraft.objects.all()) == [draft]
    discard_population_draft(by=member.user, organisation=member.organisation, draft=draft)
    assert PopulationDraft.objects.count() == 0


def test_what_the_operator_imports_is_for_everyone(small, member):
    source = import_reference_population(
        by=UserFactory(is_operator=True),
        content=population_csv("0761 Lessebo", "1060 Olofström"),
        file_name="folk.csv",
    )

    assert source.owner is None
    assert queries.population_of(small.olofstrom, member.organisation).total == 80


def test_only_the_operator_imports_for_everyone(small, member):
    with pytest.raises(PermissionDenied):
        import_reference_population(
            by=member.user, content=population_csv("0761 Lessebo"), file_name="folk.csv"
        )


def test_the_operator_cannot_name_an_organisations_own_areas(small, member):
    SurveyAreaFactory(code="0761A0010", owner=member.organisation)

    told = refused(
        import_reference_population,
        by=UserFactory(is_operator=True),
        content=population_csv("0761A0010"),
        file_name="folk.csv",
    )
    assert len(told) == 1
