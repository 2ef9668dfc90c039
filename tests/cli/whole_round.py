"""A round from its sample to the day before its link is destroyed, in a real installation.

    python -m tests.cli.whole_round

Run with the environment of an installation that has its databases. What it prints, as JSON, are
the secrets of its made-up people: names, streets, person numbers, and all codes.
"""

import json
import sys
from pathlib import Path

import polars as pl

from tryggve.cli.start import configure, start_django

EACH = 15
SIZES = {"norr": 300, "soder": 300}
LEAD, ANALYST = "ledare@lessebo.example", "analytiker@lessebo.example"


def main(home: Path) -> None:
    configure(home)
    start_django()
    from tests import sampled_world
    from tryggve.apps.accounts.models import Membership, Organisation, User
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.insertions import files_made
    from tryggve.apps.surveys.queries import batches_of
    from tryggve.demo.register import LAYOUT
    from tryggve.paper.sheet_code import written

    organisation = Organisation.objects.create(
        name="Lessebo kommun", slug="lessebo", kind="municipality"
    )
    lead, analyst = (User.objects.create_user(each, name="Någon") for each in (LEAD, ANALYST))
    for user, role in ((lead, "survey_lead"), (analyst, "analyst")):
        Membership.objects.create(user=user, organisation=organisation, role=role)
    who = {"by": lead, "organisation": organisation}

    round = sampled_world.decided(who, each=EACH, sizes=SIZES)
    register = sampled_world.register_of(SIZES)
    sampled_world.put_counts(who, round, register)
    sample = _named(sampled_world.drawn_by_supplier(register, dict.fromkeys(SIZES, EACH)))
    draw = services.import_sample(
        **who, round=round, file=sampled_world.as_file(sample), file_name="urval.csv",
        layout=LAYOUT, is_simulated=True,
    )  # fmt: skip
    services.approve_draw(by=analyst, organisation=organisation, draw=draw, reason="Ett prov.")
    round.refresh_from_db()
    services.open_round(**who, round=round)
    sampled_world.agreed(who, round)
    mailing = sampled_world.prepared(who, round)
    codes: list[str] = []
    for batch in batches_of(mailing):
        files_made(by=lead, batch=batch)
        printed = sampled_world.batch_to_print(who, mailing, batch.number)
        codes += [code for each in printed.recipients for code in (each.item, each.code)]
        codes += [sheet for copy in printed.copies for sheet in copy.sheets]
    sampled_world.posted(who, mailing)
    services.note_call(**who, round=round, code=codes[0], kind="declined")
    services.key_form(
        **who, round=round, code=codes[3], mode="paper", language="sv", answers={"mood": 1}
    )
    services.close_round(**who, round=round)
    people = sample.select("Förnamn", "Efternamn", "Gatuadress", "Personnummer")
    secrets = [value for row in people.iter_rows() for value in row if value]
    codes += [written(code) for code in codes]
    json.dump({"secrets": [*secrets, *codes], "item": written(codes[0])}, sys.stdout)


def _named(sample: pl.DataFrame) -> pl.DataFrame:
    """Names and streets that stand in no file of ours."""
    number = pl.int_range(pl.len()).cast(pl.String)
    return sample.with_columns(
        Förnamn="Xfnq" + number + "q",
        Efternamn="Xenq" + number + "q",
        Gatuadress="Xgatq" + number + " 5",
    )


if __name__ == "__main__":
    import os

    main(Path(os.environ["TRYGGVE_HOME"]))
