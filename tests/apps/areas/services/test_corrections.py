"""Corrections of where an area lies: who may, what is kept, what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.area_factories import (
    AreaFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
    make_small_sweden,
)
from tests.factories import MembershipFactory, UserFactory
from tryggve.apps.accounts.models import Role
from tryggve.apps.areas import tree
from tryggve.apps.areas.models import Area, AreaParent, Evidence, Kind
from tryggve.apps.areas.services import correct_parent, correct_parent_as_operator
from tryggve.web.models import Act
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db

CHANGE = date(2026, 3, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def coordinator(small):
    """A coordinator of the municipality that answers for Lessebo."""
    member = MembershipFactory(role=Role.SAFETY_COORDINATOR)
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)
    return member


@pytest.fixture
def vaxjo(small):
    return AreaFactory(
        kind=Kind.LOCAL_POLICE_AREA, code="syd-vaxjo", name="Växjö", parent=small.police_area
    )


def correct(member, area, **changes):
    given = {"source": "https://polisen.example/vaxjo", "valid_from": CHANGE} | changes
    return correct_parent(by=member.user, organisation=member.organisation, area=area, **given)


def local_police_areas(area, on):
    return [each.name for each in tree.ancestors([area], on) if each.kind == Kind.LOCAL_POLICE_AREA]


def refused(member, area, **changes):
    links = AreaParent.objects.count()
    with pytest.raises(InputError) as error:
        correct(member, area, **changes)
    assert AreaParent.objects.count() == links
    return [(str(problem.what), problem.field) for problem in error.value.problems]


def test_the_old_link_ends_and_the_new_one_tells_its_evidence(small, coordinator, vaxjo):
    link = correct(coordinator, small.lessebo, parent=vaxjo, note=" Enligt beslut. ")

    assert (link.child, link.parent, link.valid_from, link.valid_to) == (
        small.lessebo,
        vaxjo,
        CHANGE,
        None,
    )
    assert (link.evidence, link.source, link.note) == (
        Evidence.ENTERED,
        "https://polisen.example/vaxjo",
        "Enligt beslut.",
    )
    old = AreaParent.objects.get(child=small.lessebo, parent=small.nybro)
    assert (old.valid_to, old.evidence) == (DAY_BEFORE, Evidence.STATED)
    assert local_police_areas(small.lessebo, DAY_BEFORE) == ["Nybro"]
    assert local_police_areas(small.lessebo, CHANGE) == ["Växjö"]


def test_the_county_is_left_as_it_was(small, coordinator, vaxjo):
    correct(coordinator, small.lessebo, parent=vaxjo)

    link = AreaParent.objects.get(child=small.lessebo, parent=small.county)
    assert link.valid_to is None


def test_who_corrected_what_is_written_down(small, coordinator, vaxjo):
    link = correct(coordinator, small.lessebo, parent=vaxjo)

    act = Act.objects.get()
    assert (act.service, act.by, act.organisation, act.object_type, act.object_id) == (
        "areas.services.corrections.correct_parent",
        coordinator.user,
        coordinator.organisation,
        "areas.areaparent",
        str(link.pk),
    )


def test_the_same_place_can_be_confirmed_with_a_source(small, coordinator):
    correct(coordinator, small.lessebo, parent=small.nybro)

    links = AreaParent.objects.filter(child=small.lessebo, parent=small.nybro).order_by("pk")
    assert [(link.evidence, link.valid_to) for link in links] == [
        (Evidence.STATED, DAY_BEFORE),
        (Evidence.ENTERED, None),
    ]


def test_a_correction_of_the_same_day_leaves_one_answer(small, coordinator, vaxjo):
    correct(coordinator, small.lessebo, parent=vaxjo)
    correct(coordinator, small.lessebo, parent=small.nybro)

    assert local_police_areas(small.lessebo, CHANGE) == ["Nybro"]
    withdrawn = AreaParent.objects.get(child=small.lessebo, parent=vaxjo)
    assert withdrawn.never_held is True


def test_a_correction_from_an_earlier_day_goes_before_a_later_one(small, coordinator, vaxjo):
    correct(coordinator, small.lessebo, parent=vaxjo)
    earlier = CHANGE - timedelta(days=60)
    correct(coordinator, small.lessebo, parent=small.nybro, valid_from=earlier)

    for on in (earlier, DAY_BEFORE, CHANGE):
        assert local_police_areas(small.lessebo, on) == ["Nybro"]


def test_an_area_that_is_not_there_can_be_named(small, coordinator):
    link = correct(coordinator, small.lessebo, new_parent=" Östra Småland ")

    assert (link.parent.name, link.parent.code, link.parent.kind) == (
        "Östra Småland",
        "ostra-smaland",
        Kind.LOCAL_POLICE_AREA,
    )
    assert (link.parent.owner, link.parent.evidence) == (None, Evidence.ENTERED)
    assert list(tree.ancestors([link.parent], CHANGE)) == []


def test_a_name_that_is_there_already_is_not_made_twice(small, coordinator, vaxjo):
    link = correct(coordinator, small.lessebo, new_parent="VÄXJÖ")

    assert link.parent == vaxjo


def test_a_new_area_gets_a_code_that_none_has_had(small, coordinator):
    AreaFactory(kind=Kind.LOCAL_POLICE_AREA, code="ostra", name="Annat", valid_to=DAY_BEFORE)

    assert correct(coordinator, small.lessebo, new_parent="Östra").parent.code == "ostra-2"


def test_whoever_answers_for_a_larger_area_may_correct_what_lies_in_it(small, vaxjo):
    police = MembershipFactory(role=Role.ADMINISTRATOR)
    ResponsibilityFactory(organisation=police.organisation, area=small.region, task="policing")

    assert correct(police, small.lessebo, parent=vaxjo).parent == vaxjo


@pytest.mark.parametrize("ends", [None, DAY_BEFORE])
def test_who_does_not_answer_for_the_area_is_refused(small, vaxjo, ends):
    other = MembershipFactory(role=Role.ADMINISTRATOR)
    ResponsibilityFactory(organisation=other.organisation, area=small.olofstrom)
    if ends:
        ResponsibilityFactory(organisation=other.organisation, area=small.lessebo, valid_to=ends)

    assert refused(other, small.lessebo, parent=vaxjo) == [
        ("Din organisation ansvarar inte för Lessebo.", "")
    ]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.COUNCIL_MEMBER, Role.EDITOR, Role.ANALYST])
def test_only_some_roles_may_correct(small, vaxjo, role):
    member = MembershipFactory(role=role)
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)

    with pytest.raises(PermissionDenied):
        correct(member, small.lessebo, parent=vaxjo)


def test_the_operator_may_correct_any_area(small, vaxjo):
    operator = UserFactory(is_operator=True)

    link = correct_parent_as_operator(
        by=operator, area=small.olofstrom, parent=vaxjo, source="Beslut"
    )

    assert link.parent == vaxjo
    with pytest.raises(PermissionDenied):
        correct_parent_as_operator(
            by=UserFactory(), area=small.olofstrom, parent=vaxjo, source="Beslut"
        )


def test_all_problems_are_told_at_once(small, coordinator, vaxjo):
    Area.objects.filter(pk=small.lessebo.pk).update(valid_from=CHANGE)
    small.lessebo.refresh_from_db()

    assert refused(
        coordinator, small.lessebo, parent=small.county, source=" ", valid_from=DAY_BEFORE
    ) == [
        ("Kronobergs län är av fel slag.", "parent"),
        ("Lessebo gäller inte den 28 februari 2026.", "valid_from"),
        ("Källan saknas.", "source"),
    ]


def test_one_area_and_only_one_must_be_meant(small, coordinator, vaxjo):
    unclear = [("Det är oklart vilket område som menas.", "parent")]
    assert refused(coordinator, small.lessebo) == unclear
    assert refused(coordinator, small.lessebo, parent=vaxjo, new_parent="Öster") == unclear


def test_a_parent_must_hold_on_the_day(small, coordinator):
    ended = AreaFactory(
        kind=Kind.LOCAL_POLICE_AREA, code="gammalt", name="Gammalt", valid_to=DAY_BEFORE
    )

    assert refused(coordinator, small.lessebo, parent=ended) == [
        ("Gammalt gäller inte den 1 mars 2026.", "parent")
    ]


def test_what_an_organisation_put_in_is_no_parent_of_what_everyone_sees(small, coordinator):
    own = AreaFactory(kind=Kind.LOCAL_POLICE_AREA, name="Eget", owner=coordinator.organisation)

    assert refused(coordinator, small.lessebo, parent=own) == [("Eget är av fel slag.", "parent")]


def test_official_links_and_own_areas_are_not_corrected_here(small, coordinator):
    cannot = [("Var det här området ligger kan inte rättas här.", "")]
    own = SurveyAreaFactory(owner=coordinator.organisation, parent=small.lessebo)

    assert refused(coordinator, small.hovmantorp, parent=small.olofstrom) == cannot
    assert refused(coordinator, own, parent=small.olofstrom) == cannot
