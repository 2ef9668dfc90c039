"""`tryggve round letters` and what follows: the printer's files, posted, and what comes back."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

from tests.factories import MembershipFactory
from tests.sampled_world import (
    agreed,
    batch_to_print,
    in_the_field,
    planned,
    posted,
    prepared,
)
from tryggve.apps.surveys import printing
from tryggve.apps.surveys.models import MailBatch, Mailing, MailItem, SampledPerson
from tryggve.apps.surveys.queries import batches_of
from tryggve.cli.round import app
from tryggve.paper.batches import files_of
from tryggve.wording.problems import InputError

pytestmark = pytest.mark.django_db(databases=["default", "register"])
BY = "lead@lessebo.example"


@pytest.fixture
def who():
    lead = MembershipFactory(role="survey_lead", organisation__slug="lessebo", user__email=BY)
    return {"by": lead.user, "organisation": lead.organisation}


@pytest.fixture
def round(who):
    found = in_the_field(who, each=4)
    agreed(who, found)
    return found


@pytest.fixture
def small_batches(monkeypatch):
    """Three items in a batch: with eight people, three batches."""
    monkeypatch.setattr("tryggve.apps.surveys.services.mail_items.SIZE", 3)


def act(verb, *words):
    given = [verb, "lessebo", "hosten", *words, *([] if verb == "forms" else ["--by", BY])]
    done = CliRunner().invoke(app, [str(word) for word in given], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(*words):
    with pytest.raises(InputError) as error:
        act(*words)
    return error.value.problems[0]


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_from_letters_in_hand_to_those_that_came_back(who, round, small_batches, tmp_path):
    out = tmp_path / "out"
    act("letters", "--day", "2026-08-03", "--out", out, "--workers", 1)
    assert sorted(contents(out)) == sorted(
        ["hosten-1-manifest.json", "hosten-1-SHA256SUMS"]
        + [f"hosten-1-{n:04}-{kind}.pdf" for n in (1, 2, 3) for kind in ("letters", "forms")]
    )
    subprocess.run(["sha256sum", "--check", "--quiet", "hosten-1-SHA256SUMS"], cwd=out, check=True)
    assert json.loads((out / "hosten-1-manifest.json").read_text())["items"] == 8
    act("forms", "--out", tmp_path)
    assert len(list(tmp_path.glob("hosten-*-layout.json"))) == 1
    items = [each.item for each in batch_to_print(who, Mailing.objects.get()).recipients]
    act("send", "--posted", "2026-08-03", "--cost", "14.50")
    assert str(Mailing.objects.get().cost_each) == "14.50"
    codes = tmp_path / "codes.txt"
    codes.write_text("\n".join(items[:2]))
    act("returned", codes, "--reason", "moved")
    assert MailItem.objects.filter(reason="moved").count() == 2
    card = act("letters", "--kind", "card", "--day", "2026-08-20", "--out", out, "--workers", 1)
    assert "6" in card


def test_a_mailing_that_was_broken_off_goes_on_with_the_same_files(
    who, round, small_batches, tmp_path, monkeypatch
):
    whole, half = tmp_path / "whole", tmp_path / "half"
    act("letters", "--day", "2026-08-03", "--out", whole, "--workers", 1)
    mailing = Mailing.objects.get()
    MailBatch.objects.update(printed=None)
    made = []

    def killed(batch):
        if made:
            raise KeyboardInterrupt
        made.append(batch)
        return files_of(batch)

    monkeypatch.setattr(printing, "files_of", killed)
    with ThreadPoolExecutor(1) as executor, pytest.raises(KeyboardInterrupt):
        list(printing.print_mailing(
            by=who["by"], mailing=mailing, folder=half, executor=executor, at_once=1
        ))  # fmt: skip
    assert len(contents(half)) == 2
    (half / "hosten-1-0002-letters.pdf.part").write_bytes(b"%PDF half a file")
    monkeypatch.setattr(printing, "files_of", files_of)
    with ThreadPoolExecutor(1) as executor:
        list(printing.print_mailing(
            by=who["by"], mailing=mailing, folder=half, executor=executor, at_once=2
        ))  # fmt: skip
    pdfs = {name: content for name, content in contents(whole).items() if name.endswith(".pdf")}
    assert contents(half) == pdfs
    changed = half / "hosten-1-0001-letters.pdf"
    changed.write_bytes(b"something else")
    act("letters", "--out", half, "--workers", 1)
    assert changed.read_bytes() == pdfs[changed.name]


def test_what_lies_there_whole_is_not_made_again(who, round, tmp_path, monkeypatch):
    act("letters", "--day", "2026-08-03", "--out", tmp_path, "--workers", 1)
    monkeypatch.setattr(printing, "to_print", None)
    act("letters", "--out", tmp_path, "--workers", 1)


def test_a_file_of_letters_is_for_its_owner_alone(who, round, tmp_path):
    act("letters", "--day", "2026-08-03", "--out", tmp_path, "--workers", 1)
    (letters,) = tmp_path.glob("*-letters.pdf")
    assert letters.stat().st_mode & 0o077 == 0


def test_a_code_of_no_letter_leaves_all_of_the_file_alone(who, round, tmp_path):
    act("letters", "--day", "2026-08-03", "--out", tmp_path, "--workers", 1)
    (batch,) = batches_of(Mailing.objects.get())
    item = batch_to_print(who, batch.mailing).recipients[0].item
    codes = tmp_path / "codes.txt"
    codes.write_text(f"{item}\nABC\n")
    assert refused("returned", codes).row == 2
    assert not MailItem.objects.filter(returned__isnull=False).exists()


def test_what_cannot_be_is_said(who, round, tmp_path):
    assert refused("letters", "--out", tmp_path).field == "day"
    assert refused("letters", "--day", "2026-08-03", "--kind", "fax").field == "kind"
    assert "waits" in refused("send", "--posted", "2026-08-03").what.message
    assert not Mailing.objects.exists()


def test_a_cluster_that_is_not_there_is_said_and_nothing_is_prepared(who, round, monkeypatch):
    monkeypatch.setattr("tryggve.cli.round_mail.ANSWERS_WITHIN", 1)
    given = ("letters", "--day", "2026-08-03", "--cluster")
    assert "does not answer" in refused(*given, "tcp://127.0.0.1:1").what.message
    assert "does not answer" in refused(*given, "no address").what.message
    monkeypatch.setitem(sys.modules, "distributed", None)  # as where it is not installed
    assert "distributed" in refused(*given, "tcp://127.0.0.1:1").what.message
    assert not Mailing.objects.exists()


def test_agreement_and_flags(who, tmp_path):
    round = in_the_field(who, each=4)
    act("agreement", "--firm", "Exempel", "--reference", "A 1", "--signed", "2026-01-01",
        "--until", "2026-12-31")  # fmt: skip
    assert round.agreements.get().firm == "Exempel"
    file = tmp_path / "flags.csv"
    file.write_text("personnummer\n19811218-9876\n")
    assert "0" in act("flags", file)
    assert SampledPerson.objects.count() == 8
    file.write_text("19811218-9876\n19811218-9875\n")
    assert refused("flags", file).row == 2
    assert round.flag_checks.count() == 1


def test_status_tells_how_the_fieldwork_goes_and_writes_its_report(who, round, tmp_path):
    report = tmp_path / "report.pdf"
    said = CliRunner().invoke(app, ["status", "lessebo", "hosten", "--report", str(report)])
    assert "0 of 8 who were drawn have answered" in said.output
    assert report.read_bytes().startswith(b"%PDF")


def test_status_refuses_a_report_before_anybody_is_drawn(who, tmp_path):
    planned(who, name="tom", title="Tom")
    report = tmp_path / "report.pdf"
    with pytest.raises(InputError):
        CliRunner().invoke(
            app, ["status", "lessebo", "tom", "--report", str(report)], catch_exceptions=False
        )
    assert not report.exists()


def test_answers_of_made_up_people_are_simulated_after_the_letter(who, round):
    simulate = ["simulate", "lessebo", "hosten", "--until", "2026-09-30"]
    with pytest.raises(InputError):
        CliRunner().invoke(app, simulate, catch_exceptions=False)
    posted(who, prepared(who, round))
    said = CliRunner().invoke(app, simulate, catch_exceptions=False).output
    assert f"Simulated: {round.responses.count()} have begun" in said
    assert round.responses.exists()
