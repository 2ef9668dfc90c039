"""tryggve round create to status: plan a round, have its people drawn, and see how it goes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from tryggve.cli.files import content_of, opened
from tryggve.cli.noun import noun
from tryggve.cli.rounds import By, File, Folder, Name, Organisation, begin, round_of, written_to
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.wording.problems import refuse
from tryggve.wording.text import Text, say

app = noun()

LayoutFile = Annotated[
    Path, typer.Option("--layout", help="What stands where in the file: a YAML file.")
]
Supplement = Annotated[
    list[str] | None,
    typer.Option(help="A supplement: STRATUM=NUMBER more; can be given several times."),
]
MadeUp = Annotated[bool, typer.Option("--made-up", help="The people are made up.")]


@app.command()
def create(
    plan: Annotated[Path, typer.Argument(help="The plan: a YAML file.")],
    organisation: Annotated[str, typer.Option(help="Whose round it is.")],
    by: By,
    home: Home = None,
) -> None:
    """Plan a round from a file: what it asks, whom, when, on what grounds, from which strata."""
    configure(home)
    start_django()
    from tryggve.apps.surveys.plans import plan_from, read_plan
    from tryggve.cli import who

    with who.allowed():
        made = plan_from(
            by=who.person(by), organisation=who.organisation(organisation), plan=read_plan(plan)
        )
    tell(say("{round} is planned, with {count} strata.", round=made.title,
             count=made.strata.count()))  # fmt: skip
    _tell_steps(made)


@app.command()
def order(
    organisation: Organisation, name: Name, by: By, out: Folder = Path(), home: Home = None
) -> None:
    """Decide the design, unless it is decided, and write the order to the register's supplier."""
    round, acting = begin(home, organisation, name, by)
    from django.utils import timezone

    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.orders import order_as_csv, order_of
    from tryggve.cli import language, who
    from tryggve.documents.sampling_order import sampling_order

    with who.allowed():
        if not (hasattr(round, "design") and round.design.decided):
            services.decide_design(**acting, round=round)
    page = sampling_order(order_of(round), language=language(), made=timezone.localdate())
    written_to(out / f"{round.name}-order.pdf", page)
    written_to(out / f"{round.name}-order.csv", order_as_csv(round))


@app.command("counts")
def put_counts(
    organisation: Organisation, name: Name, file: File, by: By, home: Home = None
) -> None:
    """Import the supplier's population counts by stratum, sex and age."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.frame_counts import ages_of, read_counts
    from tryggve.cli import who

    counts = read_counts(
        content_of(file),
        names=list(round.strata.values_list("code", flat=True)),
        ages=ages_of(round),
        file=file.name,
    )
    with who.allowed():
        people = services.put_counts(**acting, round=round, counts=counts)
    tell(say("Counts of {people} people are saved.", people=people))


@app.command("import")
def import_sample(
    organisation: Organisation,
    name: Name,
    file: File,
    by: By,
    layout: LayoutFile,
    supplement: Supplement = None,
    made_up: MadeUp = False,
    home: Home = None,
) -> None:
    """Import the sample that the supplier has drawn: all of it or nothing."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed(), opened(file) as content:
        draw = services.import_sample(
            **acting,
            round=round,
            file=content,
            file_name=file.name,
            layout=_layout(layout),
            supplement=_numbers(supplement),
            is_simulated=made_up,
        )
    _tell_draw(draw)


@app.command()
def load(
    organisation: Organisation,
    name: Name,
    file: File,
    by: By,
    layout: LayoutFile,
    made_up: MadeUp = False,
    home: Home = None,
) -> None:
    """Load a whole register to draw from: all of it or nothing."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed(), opened(file) as content:
        frame = services.load_frame(
            **acting,
            round=round,
            file=content,
            file_name=file.name,
            layout=_layout(layout),
            is_simulated=made_up,
        )
    tell(
        say(
            "{people} people are loaded; {protected} with a protected identity were left out "
            "unread.",
            people=frame.findings["people"],
            protected=frame.findings["protected"],
        )
    )


@app.command()
def draw(
    organisation: Organisation,
    name: Name,
    by: By,
    supplement: Supplement = None,
    home: Home = None,
) -> None:
    """Draw the sample from the register that is loaded."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed():
        drawn = services.draw_from_frame(**acting, round=round, supplement=_numbers(supplement))
    _tell_draw(drawn)


@app.command()
def approve(
    organisation: Organisation,
    name: Name,
    by: By,
    reason: Annotated[
        str, typer.Option(help="Why it can be used, where a check asks to look.")
    ] = "",
    home: Home = None,
) -> None:
    """Approve the sample that waits; somebody else than who made it does."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed():
        services.approve_draw(**acting, draw=_waiting(round), reason=reason)
    tell(say("The sample is approved."))


@app.command()
def throw_away(organisation: Organisation, name: Name, by: By, home: Home = None) -> None:
    """Throw away the sample that waits, with names and addresses."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.cli import who

    with who.allowed():
        services.throw_away_draw(**acting, draw=_waiting(round))
    tell(say("The sample is thrown away, with names and addresses."))


@app.command()
def status(
    organisation: Organisation,
    name: Name,
    report: Annotated[
        Path | None, typer.Option(help="Write the report of the fieldwork to this file (PDF).")
    ] = None,
    home: Home = None,
) -> None:
    """What is done in a round, what is next, what blocks it, and how its fieldwork goes."""
    configure(home)
    start_django()
    round = round_of(organisation, name)
    tell(say("{round}: {state}", round=round.title, state=str(round.get_state_display())))
    _tell_steps(round)
    _tell_fieldwork(round, report)


def _tell_fieldwork(round: Any, report: Path | None) -> None:
    from django.utils import timezone
    from django.utils.translation import get_language

    from tryggve.apps.surveys.fieldwork.monitor import monitor_of
    from tryggve.apps.surveys.fieldwork.report import report_of
    from tryggve.apps.surveys.fieldwork.words import sentences
    from tryggve.documents.fieldwork_report import fieldwork_report

    language = get_language() or "sv"
    monitor = monitor_of(round, on=timezone.localdate()) if round.is_drawn else None
    if monitor is None:
        if report is not None:
            raise refuse(say("Nobody has been drawn and approved yet."))
        return
    for sentence in sentences(monitor, language):
        tell(sentence)
    if report is not None:
        made = report_of(monitor, round.organisation, language=language)
        written_to(report, fieldwork_report(made, language=language))


def _waiting(round: Any) -> Any:
    draw = round.draws.filter(approved=None).first()
    if draw is None:
        raise refuse(say("No sample waits to be approved."))
    return draw


def _tell_steps(round: Any) -> None:
    from tryggve.apps.surveys.steps import DONE, NEXT, steps_of

    marks = {DONE: "x", NEXT: ">"}
    for step in steps_of(round):
        tell(Text(f"[{marks.get(step.state, ' ')}] {{step}}", {"step": step.title}))


def _tell_draw(draw: Any) -> None:
    from tryggve.apps.surveys.reports import findings_of
    from tryggve.stats.drawing.checks.report import Severity

    tell(say("{people} people are drawn. The sample waits to be approved by a second person.",
             people=draw.people.count()))  # fmt: skip
    for finding in findings_of(draw.report):
        if finding.severity in {Severity.STOP, Severity.LOOK}:
            tell(Text("{severity}: {what} {mend}", {
                "severity": finding.severity.value, "what": finding.what, "mend": finding.mend,
            }))  # fmt: skip


def _layout(file: Path) -> Any:
    import yaml

    from tryggve.sources.register.layout import read_layout

    try:
        given = yaml.safe_load(content_of(file))
    except yaml.YAMLError:
        given = None
    if not isinstance(given, Mapping):
        raise refuse(say("The file is no YAML with keys and values."), file=str(file))
    return read_layout(given, file=file.name)


def _numbers(supplement: list[str] | None) -> dict[str, int]:
    found = {}
    for each in supplement or []:
        code, _sign, number = each.rpartition("=")
        if not code or not number.isdigit():
            raise refuse(
                say("{value} is not known here.", value=each),
                say("Write the stratum and the number: 0862-1=50."),
                field="supplement",
            )
        found[code] = int(number)
    return found
