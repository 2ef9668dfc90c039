"""One process that loads a whole register and draws from it, in an installation of its own.

`python -m benchmarks._whole_register FOLDER PEOPLE STRATA DRAWN`; the folder holds `register.csv`.
Prints a JSON object with seconds and memory.
"""

import json
import os
import resource
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

DAY = date(2026, 7, 1)
AGES = (16, 85)


def strata(people: int, number: int) -> dict[str, int]:
    return {f"omr{place:03d}": people // number for place in range(number)}


def main(folder: Path, people: int, number: int, drawn: int) -> None:
    os.environ["TRYGGVE_HOME"] = str(folder / "home")
    os.environ["TRYGGVE_CONFIG"] = str(folder / "none.toml")
    from tryggve.cli.start import configure, start_django
    from tryggve.site.operations.install import make_home

    make_home(configure(None))
    start_django()
    from tryggve.site.operations.databases import migrate

    migrate()
    who, round, approver = prepared(strata(people, number), drawn)
    from tryggve.apps.surveys import services
    from tryggve.demo.register import LAYOUT

    told: dict[str, float] = {}
    with (folder / "register.csv").open("rb") as file:
        begun = time.perf_counter(), time.process_time()
        services.load_frame(**who, round=round, file=file, file_name="register.csv", layout=LAYOUT)
        told["load"] = time.perf_counter() - begun[0]
        told["load_cpu"] = time.process_time() - begun[1]
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    round.refresh_from_db()
    services.decide_design(**who, round=round)
    begun = time.perf_counter(), time.process_time()
    draw = services.draw_from_frame(**who, round=round)
    told["draw"] = time.perf_counter() - begun[0]
    told["draw_cpu"] = time.process_time() - begun[1]
    begun = time.perf_counter(), time.process_time()
    services.approve_draw(**who | {"by": approver}, draw=draw, reason="Ett prov.")
    told["approve"] = time.perf_counter() - begun[0]
    told["people"] = draw.people.count()
    print(json.dumps(told))


def prepared(sizes: dict[str, int], drawn: int) -> tuple[dict[str, Any], Any, Any]:
    """A survey lead, a round that is ready for a register to be loaded, and who approves."""
    from tryggve.apps.accounts.models import Membership, Organisation, Role, User
    from tryggve.apps.surveys import services
    from tryggve.apps.surveys.strata_file import StratumRow
    from tryggve.questionnaire.standard import standard_questionnaire

    organisation = Organisation.objects.create(name="Polisen", slug="polisen", kind="police")
    users = [User.objects.create_user(f"{name}@example.se") for name in ("lead", "analyst")]
    for user, role in zip(users, (Role.SURVEY_LEAD, Role.ANALYST), strict=True):
        Membership.objects.create(user=user, organisation=organisation, role=role)
    who = {"by": users[0], "organisation": organisation}
    version = services.add_questionnaire(**who, questionnaire=standard_questionnaire())
    round = services.plan_round(
        **who, name="hosten", title="Hösten", year=2026, questionnaire=version
    )
    services.write_grounds(
        **who, round=round, authority="x", secrecy_ground="x", erasure_ground="x"
    )
    services.choose_population(
        **who, round=round, population="residents", least_age=AGES[0], most_age=AGES[1],
        frame_day=DAY,
    )  # fmt: skip
    rows = [StratumRow(code, code, population=size) for code, size in sizes.items()]
    services.put_strata(**who, round=round, rows=rows)
    services.choose_way(
        **who, round=round, way="whole_frame", assessment="x", assessment_reference="x",
        assessment_day=DAY,
    )  # fmt: skip
    services.allocate_sample(**who, round=round, allocation="equal", total=drawn)
    return who, round, users[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(word) for word in sys.argv[2:5]))
