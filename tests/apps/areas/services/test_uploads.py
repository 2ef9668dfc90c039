"""Own areas from a file: drafted, confirmed, replaced and ended, with their history."""

from datetime import date, timedelta

import pytest
import shapely
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tests.area_factories import (
    LinkFactory,
    ResponsibilityFactory,
    SurveyAreaFactory,
    make_small_sweden,
    square,
)
from tests.area_files import X, Y, chequer, feature, geojson, places_csv, two_areas
from tests.factories import MembershipFactory
from tryggve.apps.accounts.models import Role
from tryggve.apps.areas import queries
from tryggve.apps.areas.models import (
    Area,
    AreaParent,
    AreaUpload,
    AreaUploadDraft,
    DraftArea,
    Evidence,
    Kind,
    Responsibility,
)
from tryggve.apps.areas.services import discard_draft, end_area, read_upload, store_upload
from tryggve.geography import reference
from tryggve.geography.boundaries import municipality_borders
from tryggve.web.models import Act
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
CHANGE = date(2026, 7, 1)
DAY_BEFORE = CHANGE - timedelta(days=1)
ADD, REPLACE = AreaUploadDraft.Mode.ADD, AreaUploadDraft.Mode.REPLACE


@pytest.fixture
def small():
    return make_small_sweden()


@pytest.fixture
def member(small):
    member = MembershipFactory(role=Role.SAFETY_COORDINATOR)
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)
    return member


def read(member, content, **changes):
    given = {
        "file_name": "omraden.geojson",
        "kind": Kind.SURVEY_AREA,
        "mode": ADD,
        "valid_from": START,
    }
    return read_upload(
        by=member.user, organisation=member.organisation, content=content, **given | changes
    )


def store(member, draft):
    return store_upload(by=member.user, organisation=member.organisation, draft=draft)


def upload(member, content, **changes):
    return store(member, read(member, content, **changes))


def counted():
    models = (Area, AreaParent, AreaUpload, AreaUploadDraft, DraftArea, Responsibility, Act)
    return [model.objects.count() for model in models]


def refused(action, *arguments, **named):
    """Every problem, once it is sure that nothing at all was kept."""
    before = counted()
    with pytest.raises(InputError) as error:
        action(*arguments, **named)
    assert counted() == before
    return [(str(problem), problem.row) for problem in error.value.problems]


def on(member, day, kind=Kind.SURVEY_AREA):
    areas = queries.areas_on(member.organisation, day).filter(owner=member.organisation, kind=kind)
    return {area.code: area.name for area in areas}


def municipality_of(area, day):
    return [each.name for each in queries.path_to(area, day) if each.kind == Kind.MUNICIPALITY]


def test_a_file_waits_as_a_draft_and_nothing_else_changes(small, member):
    areas, links = Area.objects.count(), AreaParent.objects.count()

    draft = read(member, two_areas())

    assert (Area.objects.count(), AreaParent.objects.count()) == (areas, links)
    assert (draft.kind, draft.mode, draft.valid_from) == (Kind.SURVEY_AREA, ADD, START)
    assert draft.expires > timezone.now() + timedelta(hours=47)
    assert [
        (row.row, row.code, row.name, row.municipality, row.method, row.is_certain)
        for row in draft.areas.all()
    ] == [
        (1, "N", "Norra", small.lessebo, "generalised_border", True),
        (2, "S", "Södra", small.lessebo, "generalised_border", True),
    ]


def test_a_confirmed_draft_becomes_areas_in_their_municipality(small, member):
    stored = upload(member, two_areas())

    assert (stored.organisation, stored.by, stored.kind, stored.number, stored.file_name) == (
        member.organisation,
        member.user,
        Kind.SURVEY_AREA,
        2,
        "omraden.geojson",
    )
    norra = Area.objects.get(code="N")
    assert (norra.name, norra.owner, norra.upload, norra.evidence) == (
        "Norra",
        member.organisation,
        stored,
        Evidence.ENTERED,
    )
    assert (norra.valid_from, norra.valid_to) == (START, None)
    assert norra.geometry.symmetric_difference(chequer(0, 1)).area < 1
    assert municipality_of(norra, START) == ["Lessebo"]
    assert AreaUploadDraft.objects.count() == 0


def test_what_was_done_is_written_down(small, member):
    stored = upload(member, two_areas())

    acts = Act.objects.order_by("pk").values_list("service", "by", "object_id")
    assert [act for act in acts if "store_upload" in act[0]] == [
        ("areas.services.uploads.store_upload", member.user.pk, str(stored.pk))
    ]


def test_places_come_as_points_and_may_tell_their_municipality(small, member):
    upload(member, places_csv(("T", "Torget", X, Y)), kind=Kind.PLACE, file_name="platser.csv")

    torget = Area.objects.get(code="T")
    assert (torget.kind, torget.geometry) == (Kind.PLACE, shapely.Point(X, Y))
    assert municipality_of(torget, START) == ["Lessebo"]


def postal_code_of(municipality):
    known = reference.postal_codes()
    return str(known.codes[known.municipality_codes == municipality][0])


def test_a_postal_code_goes_before_the_position_near_a_border(small, member):
    border = municipality_borders().geometry("0761").boundary.interpolate(0)
    at = square(border.x - 1_000, border.y - 1_000, 50)

    draft = read(member, geojson(feature("G", "Gränsen", at, postnummer=postal_code_of("0761"))))

    row = draft.areas.get()
    assert (row.municipality, row.method, row.is_certain) == (small.lessebo, "postcode", True)


def test_a_position_that_is_sure_goes_before_a_postal_code_that_disagrees(small, member):
    content = geojson(feature("N", "Norra", chequer(), postnummer=postal_code_of("1060")))

    row = read(member, content).areas.get()

    assert (row.municipality, row.is_certain) == (small.lessebo, False)


def test_a_postal_code_elsewhere_near_a_border_is_told(small, member):
    border = municipality_borders().geometry("0761").boundary.interpolate(0)
    content = geojson(
        feature("G", "Gränsen", square(border.x, border.y, 50), postnummer=postal_code_of("1060"))
    )

    [(problem, _)] = refused(read, member, content)
    assert "Gränsen ligger i Olofström, inte i Lessebo." in problem


def test_another_organisations_codes_are_no_hindrance(small, member):
    upload(member, two_areas())
    other = MembershipFactory(role=Role.ADMINISTRATOR)
    ResponsibilityFactory(organisation=other.organisation, area=small.lessebo)

    upload(other, two_areas())

    assert on(other, START) == on(member, START) == {"N": "Norra", "S": "Södra"}


def test_codes_that_are_in_use_are_told_when_adding(small, member):
    upload(member, two_areas())

    assert refused(read, member, two_areas(), file_name="nya.geojson") == [
        (
            "nya.geojson, rad 1, fält code: Ni har redan ett område med koden N: Norra. "
            "Välj en annan kod, eller ersätt alla områden av slaget.",
            1,
        ),
        (
            "nya.geojson, rad 2, fält code: Ni har redan ett område med koden S: Södra. "
            "Välj en annan kod, eller ersätt alla områden av slaget.",
            2,
        ),
    ]


def test_a_code_that_came_into_use_after_the_reading_is_told(small, member):
    waiting = read(member, two_areas())
    upload(member, geojson(feature("S", "Annat", chequer(5, 5))))

    assert [row for _, row in refused(store, member, waiting)] == [2]


def test_a_code_is_free_again_when_its_area_has_ended(small, member):
    upload(member, two_areas())
    for area in Area.objects.filter(owner=member.organisation):
        end(member, area, DAY_BEFORE)

    upload(member, two_areas(), valid_from=CHANGE)

    assert on(member, DAY_BEFORE) == on(member, CHANGE) == {"N": "Norra", "S": "Södra"}


def test_replacing_begins_new_rows_and_ends_old_ones(small, member):
    upload(member, two_areas())
    kept, gone = Area.objects.get(code="N"), Area.objects.get(code="S")

    upload(
        member,
        geojson(
            feature("N", "Norra", chequer(0, 1)),
            feature("SV", "Sydväst", square(X, Y, 50)),
            feature("SO", "Sydost", square(X + 50, Y, 50)),
        ),
        mode=REPLACE,
        valid_from=CHANGE,
    )

    assert on(member, DAY_BEFORE) == {"N": "Norra", "S": "Södra"}
    assert on(member, CHANGE) == {"N": "Norra", "SV": "Sydväst", "SO": "Sydost"}
    assert Area.objects.get(code="N") == kept
    gone.refresh_from_db()
    assert gone.valid_to == DAY_BEFORE
    assert municipality_of(gone, DAY_BEFORE) == ["Lessebo"]
    assert municipality_of(Area.objects.get(code="SV"), CHANGE) == ["Lessebo"]


@pytest.mark.parametrize(
    ("name", "geometry"), [("Norr om ån", chequer(0, 1)), ("Norra", chequer(0, 2))]
)
def test_a_new_name_or_border_is_a_new_row_that_follows_the_old(small, member, name, geometry):
    upload(member, geojson(feature("N", "Norra", chequer(0, 1))))
    old = Area.objects.get(code="N")
    ResponsibilityFactory(organisation=member.organisation, area=old, task="maintenance")

    upload(member, geojson(feature("N", name, geometry)), mode=REPLACE, valid_from=CHANGE)

    new = Area.objects.get(code="N", valid_to=None)
    assert (new.name, new.valid_from) == (name, CHANGE)
    assert queries.versions_of(new) == [new, old]
    assert municipality_of(new, CHANGE) == municipality_of(old, DAY_BEFORE) == ["Lessebo"]
    assert AreaParent.objects.filter(child=new).count() == 1
    tasks = Responsibility.objects.filter(task="maintenance")
    assert [row.area for row in tasks.current(DAY_BEFORE)] == [old]
    assert [row.area for row in tasks.current(CHANGE)] == [new]


def test_an_area_that_is_drawn_in_another_municipality_moves_there(small, member):
    ResponsibilityFactory(organisation=member.organisation, area=small.olofstrom)
    upload(member, geojson(feature("N", "Norra", chequer())))
    middle = municipality_borders().geometry("1060").representative_point()

    upload(
        member,
        geojson(feature("N", "Norra", square(middle.x, middle.y, 100))),
        mode=REPLACE,
        valid_from=CHANGE,
    )

    old, new = Area.objects.filter(code="N").order_by("pk")
    assert municipality_of(old, DAY_BEFORE) == ["Lessebo"]
    assert municipality_of(new, CHANGE) == ["Olofström"]


def test_replacing_on_the_same_day_leaves_one_answer_and_the_trace(small, member):
    upload(member, two_areas())
    upload(member, geojson(feature("N", "Rättat namn", chequer(0, 1))), mode=REPLACE)

    assert on(member, START) == {"N": "Rättat namn"}
    withdrawn = Area.objects.filter(owner=member.organisation).exclude(valid_to=None)
    assert [area.never_held for area in withdrawn] == [True, True]


def test_replacing_from_an_earlier_day_goes_before_what_was_to_come(small, member):
    upload(member, two_areas())
    upload(member, geojson(feature("N", "Senare", chequer(0, 1))), mode=REPLACE, valid_from=CHANGE)

    between = date(2026, 4, 1)
    upload(
        member, geojson(feature("N", "Emellan", chequer(0, 1))), mode=REPLACE, valid_from=between
    )

    for day, expected in (
        (START, {"N": "Norra", "S": "Södra"}),
        (between, {"N": "Emellan"}),
        (CHANGE, {"N": "Emellan"}),
    ):
        assert on(member, day) == expected


def test_replacing_leaves_other_kinds_alone(small, member):
    upload(member, two_areas())
    upload(member, places_csv(("T", "Torget", X, Y)), kind=Kind.PLACE)

    upload(
        member, places_csv(("B", "Bron", X, Y)), kind=Kind.PLACE, mode=REPLACE, valid_from=CHANGE
    )

    assert on(member, CHANGE) == {"N": "Norra", "S": "Södra"}
    assert on(member, CHANGE, Kind.PLACE) == {"B": "Bron"}


def test_the_same_file_again_changes_nothing(small, member):
    upload(member, two_areas())
    before = list(Area.objects.order_by("pk").values())

    upload(member, two_areas(), mode=REPLACE, valid_from=CHANGE)

    assert list(Area.objects.order_by("pk").values()) == before


def test_an_area_in_another_municipality_is_told_with_its_row(small, member):
    elsewhere = municipality_borders().geometry("1060").representative_point()
    content = geojson(
        feature("N", "Norra", chequer()),
        feature("O", "Långt borta", square(elsewhere.x, elsewhere.y, 100)),
    )

    assert refused(read, member, content) == [
        (
            "omraden.geojson, rad 2, fält geometry: Långt borta ligger i Olofström, inte i "
            "Lessebo. Ta bort det ur filen, eller rätta dess läge eller dess kommunkod.",
            2,
        )
    ]


def test_a_code_of_another_municipality_is_told(small, member):
    content = geojson(feature("N", "Norra", chequer(), kommunkod="1060"))

    [(problem, _)] = refused(read, member, content)
    assert problem.startswith(
        "omraden.geojson, rad 1, fält geometry: Norra har koden för Olofström men ligger i Lessebo."
    )


def test_near_the_border_an_area_counts_to_the_own_municipality_uncertainly(small, member):
    border = municipality_borders().geometry("0761").boundary
    corner = border.interpolate(0)
    beside = (
        shapely.Point(corner.x, corner.y)
        .buffer(1_500)
        .difference(municipality_borders().geometry("0761").buffer(200))
    )
    outside = beside.representative_point()
    content = geojson(feature("G", "Gränsen", square(outside.x, outside.y, 50)))

    draft = read(member, content)

    assert [(row.municipality, row.is_certain) for row in draft.areas.all()] == [
        (small.lessebo, False)
    ]
    store(member, draft)
    link = AreaParent.objects.get(child__code="G")
    assert link.note == "Near the border of the municipality, so not certain."


def test_an_organisation_that_answers_for_nothing_is_told_whom_to_ask(small):
    stranger = MembershipFactory(role=Role.SAFETY_COORDINATOR)

    assert refused(read, stranger, two_areas()) == [
        (
            "Din organisation ansvarar inte för någon kommun ännu. Be den som driver "
            "installationen att lägga till vad den ansvarar för.",
            None,
        )
    ]


def test_the_municipality_is_the_one_of_the_day(small, member):
    Responsibility.objects.update(valid_to=DAY_BEFORE)

    assert read(member, two_areas()).areas.count() == 2
    assert len(refused(read, member, two_areas(), valid_from=CHANGE)) == 1


@pytest.mark.parametrize("role", [Role.REPORTER, Role.ANALYST, Role.EDITOR, Role.COUNCIL_MEMBER])
def test_only_some_roles_may_upload(small, role):
    member = MembershipFactory(role=role)
    ResponsibilityFactory(organisation=member.organisation, area=small.lessebo)

    with pytest.raises(PermissionDenied):
        read(member, two_areas())


def test_a_draft_of_another_organisation_does_not_exist(small, member):
    draft = read(member, two_areas())
    other = MembershipFactory(role=Role.ADMINISTRATOR)

    for act in (store_upload, discard_draft):
        with pytest.raises(AreaUploadDraft.DoesNotExist):
            act(by=other.user, organisation=other.organisation, draft=draft)
    assert AreaUploadDraft.objects.get() == draft


def test_a_draft_is_stored_once(small, member):
    draft = read(member, two_areas())
    store(member, draft)

    with pytest.raises(AreaUploadDraft.DoesNotExist):
        store(member, draft)
    assert AreaUpload.objects.count() == 1


def test_a_draft_that_has_expired_is_gone_and_the_next_reading_sweeps_it_away(small, member):
    draft = read(member, two_areas())
    AreaUploadDraft.objects.update(expires=timezone.now() - timedelta(seconds=1))

    with pytest.raises(AreaUploadDraft.DoesNotExist):
        store(member, draft)
    fresh = read(member, two_areas())
    assert list(AreaUploadDraft.objects.all()) == [fresh]


def test_a_draft_can_be_thrown_away(small, member):
    draft = read(member, two_areas())

    discard_draft(by=member.user, organisation=member.organisation, draft=draft)

    assert (AreaUploadDraft.objects.count(), DraftArea.objects.count()) == (0, 0)
    assert on(member, START) == {}


def end(member, area, last_day):
    return end_area(by=member.user, organisation=member.organisation, area=area, last_day=last_day)


def test_an_area_ends_with_its_links_and_responsibilities(small, member):
    upload(member, two_areas())
    norra = Area.objects.get(code="N")
    ResponsibilityFactory(organisation=member.organisation, area=norra)

    end(member, norra, DAY_BEFORE)

    assert on(member, DAY_BEFORE) == {"N": "Norra", "S": "Södra"}
    assert on(member, CHANGE) == {"S": "Södra"}
    assert AreaParent.objects.get(child=norra).valid_to == DAY_BEFORE
    assert Responsibility.objects.get(area=norra).valid_to == DAY_BEFORE


def test_an_area_cannot_end_twice_or_before_it_began(small, member):
    upload(member, two_areas())
    norra = Area.objects.get(code="N")

    assert refused(end, member, norra, START - timedelta(days=1)) == [
        (
            "fält last_day: Den sista dagen ligger före den första, 1 januari 2026. "
            "Välj en senare dag.",
            None,
        )
    ]
    end(member, norra, START)
    assert refused(end, member, norra, CHANGE) == [
        ("fält last_day: Norra har redan upphört.", None)
    ]


def test_only_ones_own_areas_can_end(small, member):
    theirs = SurveyAreaFactory(owner=MembershipFactory().organisation)
    LinkFactory(child=theirs, parent=small.lessebo)

    for area in (theirs, small.lessebo):
        with pytest.raises(Area.DoesNotExist):
            end(member, area, CHANGE)
