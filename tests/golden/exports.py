"""Samples with replicates, whose exported weights R reads in `export.R`."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.golden import data, values
from tests.stats.made_samples import golden_sample, people
from tryggve.stats.calibration import again
from tryggve.stats.calibration.margins import Margin, NumberTotal
from tryggve.stats.calibration.methods import linear, poststratify, rake
from tryggve.stats.replicates import (
    ForR,
    Replicates,
    bootstrap,
    delete_one,
    export_for_r,
    jackknife,
    write_for_r,
)
from tryggve.stats.sample import Integers, Sample


@dataclass(frozen=True)
class Replicated:
    """`drawn`: before calibration; `final` and `recalibration`: None where there is none."""

    replicates: Replicates
    drawn: Sample
    final: Sample | None = None
    recalibration: again.Recalibration | None = None

    @property
    def sample(self) -> Sample:
        return self.drawn if self.final is None else self.final

    def export(self) -> ForR:
        return export_for_r(
            self.replicates,
            drawn=self.drawn,
            final=self.final,
            recalibration=self.recalibration,
        )


def replicated() -> dict[str, Replicated]:
    """Each kind of replicates, alone and calibrated, by the name that R's values have."""
    plain, clustered = golden_sample("plain"), golden_sample("clustered")
    drawn = bootstrap(plain, number=40, rng=np.random.default_rng(1))
    dealt = jackknife(plain, groups=12, rng=np.random.default_rng(2))
    one = delete_one(plain)
    known = values("calibration")
    margins = [
        Margin("stratum", codes("stratum"), known["strata"]),
        Margin("sex", codes("sex"), known["sexes"]),
        Margin("age", codes("age"), known["ages"]),
    ]
    income = NumberTotal("income", data("people")["income"], float(known["income"][0]))
    cells = Margin("sex by age", codes("age") * 2 + codes("sex"), known["sex_age"])
    return {
        "bootstrap": Replicated(drawn, plain),
        "bootstrap_raked": Replicated(
            drawn, plain, rake(plain, margins).sample, again.rake_again(plain, margins)
        ),
        "bootstrap_clustered": Replicated(
            bootstrap(clustered, number=40, rng=np.random.default_rng(3)), clustered
        ),
        "groups": Replicated(dealt, plain),
        "groups_linear": Replicated(
            dealt,
            plain,
            linear(plain, [*margins, income]).sample,
            again.linear_again(plain, [*margins, income]),
        ),
        "one": Replicated(one, plain),
        "one_poststratified": Replicated(
            one, plain, poststratify(plain, cells).sample, again.poststratify_again(plain, cells)
        ),
    }


def codes(name: str) -> Integers:
    return people()[name].astype(np.int64)


def write_exports(folder: Path) -> None:
    """A folder for each, as R's script reads them."""
    for name, each in replicated().items():
        write_for_r(each.export(), folder / name)
