"""A sample is imported or drawn: all of it or nothing, checked, approved by a second person."""

import io

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied

from tests.factories import MembershipFactory
from tests.sampled_world import (
    SIZES,
    approved,
    as_file,
    decided,
    drawn_by_supplier,
    imported,
    planned,
    put_counts,
    register_of,
    second_person,
)
from tryggve.apps.register import queries as register
from tryggve.apps.register.models import SampledPerson as RegisteredPerson
from tryggve.apps.register.models import SealedPart
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import FrameCount, SampleDesign, SampledPerson
from tryggve.apps.surveys.reports import findings_of
from tryggve.demo.register import LAYOUT
from tryggve.sources.register.layout import PlacedBy
from tryggve.wording.problems import InputError

pytestmark = [
    pytest.mark.django_db(databases=["default", "register"], transaction=False),
    pytest.mark.usefixtures("same_draws"),
]
WHOLE = SampleDesign.Way.WHOLE_FRAME
HUNDRED = dict.fromkeys(SIZES, 100)


def give(who, round, sample, **more):
    return services.import_sample(
        **who, round=round, file=as_file(sample), file_name="urval.csv", layout=LAYOUT, **more
    )


def load(who, round, register, name="register.csv"):
    return services.load_frame(
        **who, round=round, file=as_file(register), file_name=name, layout=LAYOUT
    )


def refused(function, *given, **more):
    with pytest.raises(InputError) as error:
        function(*given, **more)
    return error.value.problems


@pytest.fixture
def round(who):
    return decided(who)


@pytest.fixture
def whole(who):
    """A round that draws from a register of its own."""
    return decided(who, way=WHOLE, name="hela")


def test_a_sample_is_imported_under_pseudonyms(who, round):
    draw = imported(who, round)
    people = list(round.people.all())
    assert len(people) == 200
    assert {each.stratum for each in people} == set(SIZES)
    assert {each.draw_id for each in people} == {draw.pk}
    assert {each.design_weight for each in people} == {None}
    found = register.find(
        **who, round_name=round.register_name, identifier=str(people[0].pseudonym), ground="A test"
    )
    assert set(found) == {"name", "care_of", "street", "postal_code", "place", "country"}
    assert found["name"]


def test_the_main_database_holds_nothing_of_who_they_are(who, round):
    imported(who, round)
    register_rows = register_of()
    held = str(list(SampledPerson.objects.values())) + str(list(round.draws.values()))
    for column in ("Personnummer", "Efternamn", "Gatuadress"):
        assert not [each for each in register_rows[column].unique() if each and each in held]


def test_approved_by_a_second_person_it_is_frozen_and_weighed(who, round):
    draw = imported(who, round)
    approved(who["organisation"], draw)
    round.refresh_from_db()
    assert round.state == "sampled"
    weights = dict(round.people.values_list("stratum", "design_weight").distinct())
    assert weights == {"norr": 30.0, "soder": 20.0}
    assert refused(services.throw_away_draw, **who, draw=draw)


def test_nobody_approves_what_they_made(who, round):
    draw = imported(who, round)
    assert refused(services.approve_draw, **who, draw=draw)
    round.refresh_from_db()
    assert round.state == "planned"


@pytest.mark.parametrize("role", ["clerk", "safety_coordinator", "reporter"])
def test_only_some_may_approve(who, round, role):
    draw = imported(who, round)
    other = MembershipFactory(organisation=who["organisation"], role=role).user
    with pytest.raises(PermissionDenied):
        services.approve_draw(by=other, organisation=who["organisation"], draw=draw)


def test_the_same_file_again_is_the_same_draw(who, round):
    first = imported(who, round)
    assert imported(who, round) == first
    assert round.people.count() == 200
    assert RegisteredPerson.objects.count() == 200


def test_a_sample_that_a_check_stops_cannot_be_approved(who, round):
    register_rows = register_of()
    put_counts(who, round, register_rows)
    women = register_rows.filter(pl.col("Personnummer").str.slice(10, 1).is_in(list("02468")))
    draw = give(who, round, drawn_by_supplier(women, HUNDRED))
    assert draw.report["severity"] == "stop"
    assert "sex" in {each.check.value for each in findings_of(draw.report)}
    problems = refused(
        services.approve_draw,
        by=second_person(who["organisation"]),
        organisation=who["organisation"],
        draw=draw,
        reason="Det går nog bra.",
    )
    assert len(problems) == 1


def test_what_a_check_asks_to_look_at_needs_a_reason(who, round):
    register_rows = register_of()
    put_counts(who, round, register_rows)
    draw = give(who, round, drawn_by_supplier(register_rows, {"norr": 100, "soder": 99}))
    assert draw.report["severity"] == "look"
    by = {"by": second_person(who["organisation"]), "organisation": who["organisation"]}
    assert refused(services.approve_draw, **by, draw=draw)[0].field == "reason"
    assert services.approve_draw(**by, draw=draw, reason="En avliden.").reason == "En avliden."


def test_a_file_with_mistakes_leaves_nothing(who, round):
    register_rows = register_of()
    put_counts(who, round, register_rows)
    sample = drawn_by_supplier(register_rows, HUNDRED)
    wrong = pl.concat([sample, sample.head(2)]).with_columns(
        Område=pl.when(pl.int_range(pl.len()) == 5).then(pl.lit("väst")).otherwise("Område")
    )
    problems = refused(give, who, round, wrong)
    assert [(each.row, each.field) for each in problems] == [
        (7, "stratum"), (202, "person_number"), (203, "person_number"),
    ]  # fmt: skip
    assert not round.draws.exists()
    assert not SampledPerson.objects.exists()
    assert not RegisteredPerson.objects.exists()


def test_a_draw_is_thrown_away_with_its_people(who, round):
    services.throw_away_draw(**who, draw=imported(who, round))
    assert not round.draws.exists()
    assert not SampledPerson.objects.exists()
    assert not RegisteredPerson.objects.exists()
    assert imported(who, round).people.count() == 200


def test_what_was_broken_off_between_the_databases_is_cleared_away(who, round):
    imported(who, round)
    round.people.all().delete()  # as if the main database had not been written
    round.draws.all().delete()
    imported(who, round, seed=2)
    assert RegisteredPerson.objects.count() == 200


def test_a_supplement_is_of_other_people(who, round):
    approved(who["organisation"], imported(who, round))
    register_rows = register_of()
    first = drawn_by_supplier(register_rows, HUNDRED)
    more = drawn_by_supplier(register_rows, {"norr": 130}).filter(
        ~pl.col("Personnummer").is_in(first["Personnummer"].to_list())
    )
    assert refused(give, who, round, more)
    assert refused(give, who, round, first.head(5), supplement={"norr": 5})[0].row == 2
    draw = give(who, round, more, supplement={"norr": len(more)})
    assert draw.number == 2
    assert refused(give, who, round, more.head(3), supplement={"norr": 3})  # one waits
    approved(who["organisation"], draw)
    weights = dict(round.people.values_list("stratum", "design_weight").distinct())
    assert weights == {"norr": 3_000 / (100 + len(more)), "soder": 20.0}


@pytest.mark.parametrize("missing", ["grounds", "design", "counts"])
def test_nobody_is_drawn_before_all_is_known(who, missing):
    round = planned(who) if missing == "design" else decided(who)
    register_rows = register_of()
    if missing != "counts":
        put_counts(who, round, register_rows)
    if missing == "grounds":
        round.secrecy_ground = ""
        round.save()
    assert refused(give, who, round, drawn_by_supplier(register_rows, HUNDRED))
    assert not RegisteredPerson.objects.exists()


def test_a_round_without_sample_is_not_opened(who, round):
    assert refused(services.open_round, **who, round=round)
    approved(who["organisation"], imported(who, round))
    round.refresh_from_db()
    assert services.open_round(**who, round=round).state == "in_the_field"


def test_another_organisation_never_touches_a_round(who, round):
    other = MembershipFactory(role="survey_lead")
    stranger = {"by": other.user, "organisation": other.organisation}
    draw = imported(who, round)
    sample = drawn_by_supplier(register_of(), HUNDRED)
    assert refused(give, stranger, round, sample)
    assert refused(load, stranger, round, sample)
    assert refused(services.approve_draw, **stranger, draw=draw)
    assert refused(services.throw_away_draw, **stranger, draw=draw)
    assert refused(services.draw_from_frame, **stranger, round=round)
    with pytest.raises(PermissionDenied):
        services.throw_away_draw(by=other.user, organisation=who["organisation"], draw=draw)


def test_a_whole_register_is_loaded_counted_and_drawn_from(who, whole):
    register_rows = register_of()
    frame = load(who, whole, register_rows)
    counted = sum(FrameCount.objects.values_list("people", flat=True))
    assert counted == frame.findings["people"] == 5_000 - frame.findings["protected"]
    draw = services.draw_from_frame(**who, round=whole)
    assert draw.report["severity"] != "stop"
    assert whole.people.count() == 200
    assert RegisteredPerson.objects.count() == 200
    approved(who["organisation"], draw)
    frame.refresh_from_db()
    assert frame.erased is not None
    assert not SealedPart.objects.exists()


def test_what_is_kept_of_a_register_is_sealed_and_has_no_person_number(who, whole):
    register_rows = register_of()
    load(who, whole, register_rows)
    held = b"".join(bytes(part.sealed) for part in SealedPart.objects.all())
    assert b"PAR1" not in held
    for part in register.frame_parts(
        **who, frame_name=whole.frames.get().name.hex, ground="A test"
    ):
        assert "Personnummer" not in part.columns
        written = str(part.select(pl.exclude("number", "birth_date")).rows())
        assert not [each for each in register_rows["Personnummer"][:500] if each in written]


def test_a_register_with_mistakes_leaves_nothing(who, whole):
    register_rows = register_of()
    assert refused(load, who, whole, pl.concat([register_rows, register_rows.tail(1)]))
    assert not whole.frames.exists()
    assert not SealedPart.objects.exists()
    assert not FrameCount.objects.exists()


def test_the_same_register_again_is_not_loaded_twice_and_another_replaces_it(who, whole):
    first = load(who, whole, register_of())
    assert load(who, whole, register_of()) == first
    second = load(who, whole, register_of(seed=2))
    first.refresh_from_db()
    assert first.erased is not None
    assert whole.frames.filter(erased=None).get() == second


def test_a_register_takes_an_assessment(who):
    round = planned(who)
    assert refused(services.choose_way, **who, round=round, way=WHOLE)[0].field == "assessment"
    assert refused(load, who, round, register_of())


def test_nobody_is_asked_two_years_running(who):
    register_rows = register_of()
    asked = []
    for year in (2026, 2027):
        round = decided(who, way=WHOLE, name=f"hela-{year}", year=year)
        load(who, round, register_rows)
        approved(who["organisation"], services.draw_from_frame(**who, round=round))
        pseudonyms = round.people.values_list("pseudonym", flat=True)
        asked.append(
            {
                str(sorted(each.items()))
                for each in register.people_with(
                    **who,
                    round_name=round.register_name,
                    identifiers=[str(pseudonym) for pseudonym in pseudonyms],
                    ground="A test",
                ).values()
            }
        )
    assert len(asked[0]) == len(asked[1]) == 200
    assert asked[0] & asked[1] == set()


def test_a_supplement_from_the_register_goes_on_where_the_draw_ended(who, whole):
    register_rows = register_of()
    load(who, whole, register_rows)
    first = services.draw_from_frame(**who, round=whole)
    approved(who["organisation"], first)
    load(who, whole, register_rows)
    more = services.draw_from_frame(**who, round=whole, supplement={"norr": 50})
    assert more.people.count() == 50
    assert whole.people.values("pseudonym").distinct().count() == 250
    start = dict(zip(more.arcs["names"], more.arcs["start"], strict=True))["norr"]
    arcs = dict(zip(first.arcs["names"], zip(first.arcs["start"], first.arcs["length"],
                                             strict=True), strict=True))["norr"]  # fmt: skip
    assert start == pytest.approx((arcs[0] + arcs[1]) % 1)


def test_where_the_circle_is_full_each_stratum_goes_on_and_it_is_told(who):
    sizes = {"liten": 60, "norr": 3_000}
    open_to_all = register_of(sizes).filter(pl.col("Skyddad") == "")
    everybody = len(open_to_all.filter(pl.col("Område") == "liten"))
    for year, may_repeat in ((2026, False), (2027, True)):
        round = decided(who, way=WHOLE, name=f"hela-{year}", year=year, sizes=sizes, each=30)
        round.strata.filter(code="liten").update(drawn=everybody)
        load(who, round, open_to_all)
        draw = services.draw_from_frame(**who, round=round)
        assert draw.arcs["may_repeat"] is may_repeat
        approved(who["organisation"], draw)


@pytest.mark.parametrize(("severity", "is_same"), [("look", True), ("stop", False)])
def test_only_after_a_stop_others_are_drawn(who, whole, severity, is_same):
    load(who, whole, register_of())
    first = services.draw_from_frame(**who, round=whole)
    first.report["severity"] = severity
    first.save()
    services.throw_away_draw(**who, draw=first)
    again = services.draw_from_frame(**who, round=whole)
    assert (again.arcs == first.arcs) is is_same


def test_more_than_there_are_cannot_be_drawn(who, whole):
    load(who, whole, register_of())
    whole.strata.filter(code="norr").update(drawn=3_001)
    assert refused(services.draw_from_frame, **who, round=whole)


def test_a_placing_by_postal_code(who):
    round = planned(who)
    register_rows = register_of()
    codes = dict(register_rows.select("Område", "Postnummer").unique().iter_rows())
    for code, postal_code in codes.items():
        round.strata.filter(code=code).update(postal_codes=[postal_code])
    services.choose_way(**who, round=round, way="order")
    services.allocate_sample(**who, round=round, allocation="equal", total=200)
    services.decide_design(**who, round=round)
    put_counts(who, round, register_rows)
    layout = LAYOUT.model_copy(update={"placed_by": PlacedBy.POSTAL_CODE})
    sample = drawn_by_supplier(register_rows, HUNDRED)
    draw = services.import_sample(
        **who, round=round, file=as_file(sample), file_name="u.csv", layout=layout
    )
    assert draw.people.filter(stratum="norr").count() == 100


def test_the_findings_tell_how_many_are_protected(who, round):
    register_rows = register_of()
    put_counts(who, round, register_rows)
    sample = drawn_by_supplier(register_rows, HUNDRED)
    flagged = sample.with_columns(
        Skyddad=pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("J")).otherwise("Skyddad")
    )
    draw = give(who, round, flagged)
    assert draw.findings["protected"] == 1
    assert draw.people.count() == 199


def test_an_empty_file(who, round):
    put_counts(who, round, register_of())
    assert refused(
        services.import_sample, **who, round=round, file=io.BytesIO(b""), file_name="u.csv",
        layout=LAYOUT,
    )  # fmt: skip
