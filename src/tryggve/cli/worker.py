"""tryggve worker: do the site's tasks in a process of their own."""

from tryggve.cli.noun import noun
from tryggve.cli.start import Home, configure, start_django
from tryggve.site.operations.backup import refuse_missing
from tryggve.site.operations.lock import in_use

app = noun()


@app.command()
def worker(home: Home = None) -> None:
    """Do the site's tasks until told to stop. `tryggve serve` has one worker of its own."""
    config = configure(home)
    refuse_missing(config)
    start_django()
    from tryggve.site.operations.databases import migrations, refuse_other_versions
    from tryggve.web.logs import log_uncaught_errors
    from tryggve.web.worker import Worker

    with in_use(config.home):
        refuse_other_versions(migrations())
        log_uncaught_errors()
        Worker().run()
