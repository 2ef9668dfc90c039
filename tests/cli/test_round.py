"""`tryggve round`: from a plan in a file to an approved sample, as whoever works at the machine."""

import json

import pytest
import yaml
from typer.testing import CliRunner

from tests.factories import MembershipFactory
from tests.forms import form
from tests.sampled_world import GROUNDS, SIZES, decided
from tryggve.apps.surveys import services
from tryggve.apps.surveys.models import Round
from tryggve.cli.round import app
from tryggve.wording.problems import InputError

pytestmark = [
    pytest.mark.django_db(databases=["default", "register"]),
    pytest.mark.usefixtures("same_draws"),
]
BY = "lead@lessebo.example"
SECOND = "analyst@lessebo.example"
PLAN = {
    "name": "hosten",
    "title": "Hösten 2026",
    "year": 2026,
    "questionnaire": "single 1",
    "languages": {"sv": "Ett prov"},
    "grounds": {"authority": GROUNDS["authority"], "secrecy": "x", "erasure": "y"},
    "frame_day": "2026-07-01",
    "days": {"letter": "2026-08-03"},
    "strata": "strata.csv",
    "expected_response": 53,
    "sample": {"allocation": "equal", "total": 200},
}
ASSESSED = {"text": "Hela registret behövs.", "reference": "A 1", "day": "2026-05-01"}


@pytest.fixture
def lead():
    lead = MembershipFactory(role="survey_lead", organisation__slug="lessebo", user__email=BY)
    MembershipFactory(role="analyst", organisation=lead.organisation, user__email=SECOND)
    services.add_questionnaire(
        by=lead.user, organisation=lead.organisation, questionnaire=form("single")
    )
    return lead


@pytest.fixture
def plan(lead, tmp_path):
    """Writes a plan and its strata: `plan(year=2027)`."""

    def write(**more):
        strata = ["Kod;Namn;Befolkning", *(f"{code};{code};{n}" for code, n in SIZES.items())]
        (tmp_path / "strata.csv").write_text("\n".join(strata))
        file = tmp_path / "plan.yaml"
        file.write_text(yaml.safe_dump(json.loads(json.dumps(PLAN | more)), allow_unicode=True))
        return str(file)

    return write


def run(*words):
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*words):
    with pytest.raises(InputError) as error:
        CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    return error.value.problems


def act(verb, *words, by=BY):
    return run(verb, "lessebo", "hosten", *words, "--by", by)


def test_by_order_of_a_supplier(plan, tmp_path):
    run("create", plan(), "--organisation", "lessebo", "--by", BY)
    out = tmp_path / "order"
    act("order", "--out", out)
    assert (out / "hosten-order.pdf").read_bytes().startswith(b"%PDF")
    assert "norr;norr;3000;100" in (out / "hosten-order.csv").read_text("utf-8-sig")
    run("made-up", "lessebo", "hosten", "--out", out)
    act("counts", out / "påhittat-befolkning.csv")
    layout = ("--layout", out / "påhittat-layout.yaml", "--made-up")
    act("import", out / "påhittat-urval.csv", *layout)
    assert "200" in act("import", out / "påhittat-urval.csv", *layout)  # once more, and no more
    act("approve", by=SECOND)
    round = Round.objects.get()
    assert round.state == "sampled"
    assert round.people.count() == 200
    assert round.draws.get().is_simulated
    assert "[>]" in run("status", "lessebo", "hosten")


def test_from_the_whole_register(plan, tmp_path):
    sample = PLAN["sample"] | {"way": "whole_frame", "assessment": ASSESSED}
    run("create", plan(sample=sample), "--organisation", "lessebo", "--by", BY)
    run("made-up", "lessebo", "hosten", "--out", tmp_path)
    act("load", tmp_path / "påhittat-register.csv", "--layout", tmp_path / "påhittat-layout.yaml")
    act("order", "--out", tmp_path)
    assert "200" in act("draw")
    act("throw-away")
    act("draw")
    act("approve", by=SECOND)
    act("load", tmp_path / "påhittat-register.csv", "--layout", tmp_path / "påhittat-layout.yaml")
    assert "10" in act("draw", "--supplement", "norr=10")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"languages": None}, "languages"),
        ({"grounds": {"authority": "x"}}, "grounds.secrecy"),
        ({"days": {"party": "2026-08-03"}}, "days.party.[key]"),
        ({"sample": {"way": "by_hand"}}, "sample.way"),
        ({"questionnaire": "okänd 1"}, "questionnaire"),
        ({"strata": "saknas.csv"}, ""),
        ({"sample": {"way": "whole_frame"}}, "assessment"),
    ],
)
def test_a_plan_that_cannot_be_leaves_nothing(plan, more, field):
    found = refused("create", plan(**more), "--organisation", "lessebo", "--by", BY)
    assert field in {each.field for each in found}
    assert not Round.objects.exists()


@pytest.mark.parametrize("content", ["- a\n", "a: [", ""])
def test_a_plan_that_is_no_yaml(lead, tmp_path, content):
    file = tmp_path / "plan.yaml"
    file.write_text(content)
    assert refused("create", file, "--organisation", "lessebo", "--by", BY)
    assert refused("create", tmp_path / "none.yaml", "--organisation", "lessebo", "--by", BY)


def test_who_may_not_and_what_is_not_there_is_said(plan, lead):
    assert refused("create", plan(), "--organisation", "lessebo", "--by", SECOND)
    assert refused("status", "lessebo", "hosten")
    decided({"by": lead.user, "organisation": lead.organisation})
    assert refused("approve", "lessebo", "hosten", "--by", SECOND)
    assert refused("draw", "lessebo", "hosten", "--by", BY, "--supplement", "norr")


SIGNED = {"name": "Förnamn Efternamn", "title": "Chef", "organisation": "Polisen"}


def test_the_plan_says_who_signs_the_letters(plan):
    letters = {"signatures": [SIGNED], "replies_to": ["Undersökningen", "Svarspost 1"]}
    run("create", plan(letters=letters), "--organisation", "lessebo", "--by", BY)
    letterhead = Round.objects.get().letterheads.get()
    assert (letterhead.signatures, letterhead.replies_to) == ([SIGNED], letters["replies_to"])


def test_a_signature_without_a_title_is_told_with_its_place(plan):
    half = {name: SIGNED[name] for name in ("name", "organisation")}
    (problem,) = refused(
        "create", plan(letters={"signatures": [half]}), "--organisation", "lessebo", "--by", BY
    )
    assert problem.field == "letters.signatures.0.title"
    assert not Round.objects.exists()


def test_from_the_command_line_a_round_is_opened_closed_and_its_link_destroyed(plan, tmp_path):
    out = tmp_path / "out"
    run("create", plan(letters={"signatures": [SIGNED]}), "--organisation", "lessebo", "--by", BY)
    act("order", "--out", out)
    run("made-up", "lessebo", "hosten", "--out", out)
    act("counts", out / "påhittat-befolkning.csv")
    act("import", out / "påhittat-urval.csv", "--layout", out / "påhittat-layout.yaml", "--made-up")
    act("approve", by=SECOND)
    act("open")
    act("agreement", "--work", "print", "--firm", "Tryckeriet", "--reference", "A 1",
        "--signed", "2026-01-01", "--until", "2099-01-01")  # fmt: skip
    act("letters", "--day", "2026-08-03", "--out", out, "--workers", 1)
    act("send", "--posted", "2026-08-03")
    run("simulate", "lessebo", "hosten")
    act("close")
    asked = ("--body", "Polisen", "--decided", "2026-06-01", "--number", "A 7",
             "--backups-until", "2027-03-01")  # fmt: skip
    assert refused("destroy-link", "lessebo", "hosten", "--by", BY, *asked)
    act("destroy-link", *asked, "--seen-to")
    assert refused("destroy-link", "lessebo", "hosten", "--by", BY, "--carry-out")
    assert refused("destroy-link", "lessebo", "hosten", "--by", BY)  # nothing is said
    assert Round.objects.get().state == "reception_closed"
