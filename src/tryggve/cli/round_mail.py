"""tryggve round letters, forms, send, flags, returned: what is posted to the people of a round."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from tryggve.cli.files import content_of
from tryggve.cli.noun import noun
from tryggve.cli.rounds import By, File, Folder, Name, Organisation, begin, started, written_to
from tryggve.cli.start import Home, tell
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

app = noun()

ANSWERS_WITHIN = 10  # seconds, that a cluster has

Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day, as 2026-08-03.")]


@app.command()
def agreement(
    organisation: Organisation,
    name: Name,
    firm: Annotated[str, typer.Option(help="The firm.")],
    reference: Annotated[str, typer.Option(help="The number of the agreement.")],
    signed: Day,
    until: Day,
    by: By,
    work: Annotated[str, typer.Option(help="print or scan")] = "print",
    home: Home = None,
) -> None:
    """Write down an agreement with a firm that prints letters or scans forms."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.models import FirmAgreement
    from tryggve.cli import who

    with who.allowed():
        services.note_agreement(
            **acting,
            round=round,
            work=who.choice(work, FirmAgreement.Work, "work"),
            firm=firm,
            reference=reference,
            signed=signed.date(),
            until=until.date(),
        )
    tell(say("The agreement with {firm} is written down.", firm=firm))


@app.command()
def flags(
    organisation: Organisation,
    name: Name,
    file: File,
    by: By,
    by_reference: Annotated[
        bool, typer.Option("--by-reference", help="The file has the supplier's references.")
    ] = False,
    home: Home = None,
) -> None:
    """Remove who has got a protected identity since the sample was drawn."""
    round, acting = begin(home, organisation, name, by)
    import hashlib

    from tryggve.apps.surveys import services
    from tryggve.cli import who
    from tryggve.sources.register.flags import read_flags

    content = content_of(file)
    with who.allowed():
        check = services.remove_protected(
            **acting,
            round=round,
            identities=read_flags(content, by_reference=by_reference, file=file.name),
            file_name=file.name,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    tell(say("{removed} people were removed from the sample.", removed=check.removed))


@app.command()
def letters(
    organisation: Organisation,
    name: Name,
    by: By,
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of posting, for a new mailing."),
    ] = None,
    kind: Annotated[str, typer.Option(help="letter, card, reminder or extra")] = "letter",
    form: Annotated[bool, typer.Option(help="Whether a form goes along.")] = True,
    out: Folder = Path(),
    workers: Annotated[int, typer.Option(min=1, help="Processes that set the pages.")] = (
        os.cpu_count() or 1
    ),
    cluster: Annotated[
        str, typer.Option(help="The address of a dask cluster to set the pages on.")
    ] = "",
    home: Home = None,
) -> None:
    """Prepare a mailing, or go on with the one that waits, and write the printer's files."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import queries
    from tryggve.apps.surveys.printing import print_mailing
    from tryggve.cli import who

    with who.allowed(), _executor(workers, cluster) as (executor, processes):
        mailing = _waiting(round) or _prepared(round, acting, kind, day, form)
        number = mailing.batches.count()
        at_once = 4 * processes
        with Progress(console=Console(stderr=True), transient=True,
                      disable=not sys.stderr.isatty()) as bar:  # fmt: skip
            task = bar.add_task(round.title, total=number)
            for _batch in print_mailing(
                by=acting["by"], mailing=mailing, folder=out, executor=executor, at_once=at_once
            ):
                bar.advance(task)
    for file_name, content in queries.manifest_of(mailing).items():
        written_to(out / file_name, content)
    items = sum(mailing.batches.values_list("size", flat=True))
    tell(say("{items} items in {batches} files of each kind.", items=items, batches=number))


@app.command()
def forms(organisation: Organisation, name: Name, out: Folder = Path(), home: Home = None) -> None:
    """Write the forms as they are printed, without codes, and where their boxes stand."""
    round = started(home, organisation, name)
    for each in round.paper_forms.all():
        written_to(out / f"{round.name}-{each.layout_id}-form.pdf", bytes(each.pdf))
        written_to(out / f"{round.name}-{each.layout_id}-layout.json", each.layout.encode())


@app.command()
def send(
    organisation: Organisation,
    name: Name,
    posted: Day,
    by: By,
    cost: Annotated[
        float | None, typer.Option(help="What one item cost with its postage, in kronor.")
    ] = None,
    home: Home = None,
) -> None:
    """Note that the mailing that waits is posted. Its addresses and codes are destroyed."""
    round, acting = begin(home, organisation, name, by)
    from decimal import Decimal

    from tryggve.apps.surveys import services
    from tryggve.cli import who

    mailing = _waiting(round)
    if mailing is None:
        raise refuse(say("No mailing waits to be posted."))
    with who.allowed():
        services.post_mailing(
            **acting,
            mailing=mailing,
            posted=posted.date(),
            cost_each=None if cost is None else Decimal(str(cost)),
        )
    tell(say("The mailing is noted as posted. Nothing of it can be printed again."))


@app.command()
def returned(
    organisation: Organisation,
    name: Name,
    file: File,
    by: By,
    reason: Annotated[
        str, typer.Option(help="unknown, moved, refused, deceased or emigrated")
    ] = "unknown",
    home: Home = None,
) -> None:
    """Note letters that came back: a file with a code on each line. All or none of them."""
    round, acting = begin(home, organisation, name, by)
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.models import MailItem
    from tryggve.cli import who

    codes = content_of(file).decode("utf-8-sig", "replace").split()
    known = who.choice(reason, MailItem.Reason, "reason")
    with who.allowed():
        number = services.note_returns(**acting, round=round, codes=codes, reason=known)
    tell(say("{number} letters that came back are noted.", number=number))


def _waiting(round: Any) -> Any:
    """The mailing that is prepared and not posted, if there is one."""
    return round.mailings.filter(posted=None).first()


def _prepared(
    round: Any, acting: dict[str, Any], kind: str, day: datetime | None, has_form: bool
) -> Any:
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.models import Mailing
    from tryggve.cli import who

    if day is None:
        raise refuse(say("A new mailing needs the day of posting."), field="day")
    return services.prepare_mailing(
        **acting,
        round=round,
        kind=who.choice(kind, Mailing.Kind, "kind"),
        day=day.date(),
        has_form=has_form,
    )


@contextmanager
def _executor(workers: int, cluster: str) -> Iterator[tuple[Executor, int]]:
    """Processes of this machine, or those of a cluster, and how many they are. They share no
    connection with ours."""
    if not cluster:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as executor:
            yield executor, workers
        return
    try:
        from distributed import Client
    except ImportError:
        raise refuse(
            say("To print on a cluster takes the package distributed."),
            say("Install Tryggve with its part for clusters: tryggve[cluster]."),
        ) from None
    try:
        client = Client(cluster, timeout=ANSWERS_WITHIN)
    except (OSError, ValueError):
        raise refuse(
            say("The cluster {address} does not answer.", address=cluster),
            say("Give the address of its scheduler, such as tcp://10.0.0.1:8786."),
        ) from None
    with client, client.get_executor() as executor:
        yield executor, sum(client.nthreads().values())
