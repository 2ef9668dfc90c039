"""tryggve serve: the site and its tasks, until told to stop."""

from typing import Annotated

import typer

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django, tell
from tryggve.site.config import unknown_variables
from tryggve.site.operations.backup import refuse_missing
from tryggve.site.operations.lock import in_use
from tryggve.wording.text import say

app = noun()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Instead of the setting host.")] = None,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Instead of the setting port.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Instead of the setting workers.")
    ] = None,
    with_tasks: Annotated[
        bool,
        typer.Option("--worker/--no-worker", help="Do the site's tasks too."),
    ] = True,
    home: Home = None,
) -> None:
    """Serve the site and do its tasks. Stops cleanly on SIGTERM and Ctrl-C."""
    config = configure(home)
    for problem in unknown_variables():
        typer.echo(str(problem), err=True)
    refuse_missing(config)
    start_django()
    from tryggve.site.operations.databases import migrations, refuse_other_versions
    from tryggve.site.operations.server import Supervisor, check_free
    from tryggve.site.operations.static import gather

    host, port = host or config.host, port or config.port
    with in_use(config.home):
        refuse_other_versions(migrations())
        check_free(host, port)
        gather()
        tell(say("Tryggve answers at {address}", address=str(config.base_url)))
        supervisor = Supervisor(
            host=host, port=port, workers=workers or config.workers, with_tasks=with_tasks
        )
        raise typer.Exit(supervisor.run())
