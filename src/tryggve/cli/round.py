"""tryggve round: plan a round, draw its people, write to them, see how it goes, and end it."""

from tryggve.cli import round_close, round_mail, round_plan, round_trial
from tryggve.cli.noun import noun

app = noun()
app.add_typer(round_plan.app)
app.add_typer(round_mail.app)
app.add_typer(round_close.app)
app.add_typer(round_trial.app)


@app.callback(help="Plan a round, have its people drawn, write to them, and see how it goes.")
def rounds() -> None: ...
