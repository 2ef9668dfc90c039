"""The made-up register is read as a supplier's would be, says that it is made up, and is the same
again for the same seed."""

import io
from datetime import date

from tryggve.demo.register import LAYOUT, MADE_UP, as_csv, people
from tryggve.sources.complaints import Complaints
from tryggve.sources.register.people import Placing, Reader
from tryggve.sources.register.rows import batches
from tryggve.stats.drawing.checks.ages import Ages

DAY = date(2028, 2, 29)
SIZES = {"norr": 30_000, "söder": 10_000}


def file(**more) -> bytes:
    return b"".join(as_csv(people(SIZES, **{"seed": 1, "on": DAY} | more)))


def test_it_is_read_without_a_problem():
    reader = Reader(
        LAYOUT, placing=Placing.by_stratum(SIZES), ages=Ages(DAY), complaints=Complaints("")
    )
    read = list(reader.read(batches(io.BytesIO(file()), LAYOUT)))
    findings = reader.finish()
    assert findings.people + findings.protected == 40_000
    assert 40 < findings.protected < 130
    assert 15 < findings.without_address < 80
    assert sum((frame["stratum"] == "norr").sum() for frame in read) > 29_000
    assert all(frame["place"].str.contains(MADE_UP).all() for frame in read)


def test_person_numbers_have_the_last_serials_of_their_day():
    serials = [row["Personnummer"][8:11] for frame in people(SIZES, seed=1, on=DAY)
               for row in frame.rows(named=True)]  # fmt: skip
    assert min(serials) > "970"


def test_about_half_are_women():
    (frame,) = people({"norr": 2_000}, seed=1, on=DAY)
    women = sum(number[10] in "02468" for number in frame["Personnummer"])
    assert 900 < women < 1_100


def test_the_same_seed_gives_the_same_people():
    assert file() == file()
    assert file() != file(seed=2)
