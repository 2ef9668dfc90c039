"""Files to try a round with, as a supplier would send them, of people who do not exist."""

from collections.abc import Iterator, Mapping

import polars as pl
import yaml

from tryggve.apps.surveys.models import Round, SampleDesign
from tryggve.demo.register import LAYOUT, MADE_UP, as_csv, counts, drawn, people
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

SEED = 1


def made_up_files(round: Round) -> Iterator[tuple[str, bytes]]:
    """Names and contents: the layout, the counts, and the sample or the whole register.

    InputError where the round has no day, or a stratum no population.
    """
    sizes = dict(round.strata.values_list("code", "population"))
    if round.frame_day is None or not sizes or not all(sizes.values()):
        raise refuse(
            say("The round needs a day, and strata with their population."),
            say("Choose the population and put the strata in first."),
        )
    register = pl.concat(
        people(sizes, seed=SEED, on=round.frame_day, least=round.least_age, most=round.most_age,
               places=dict(round.strata.values_list("code", "name")))
    )  # fmt: skip
    yield f"{MADE_UP}-layout.yaml", _as_yaml()
    yield f"{MADE_UP}-befolkning.csv", counts(register, on=round.frame_day)
    if _is_whole(round):
        yield f"{MADE_UP}-register.csv", b"".join(as_csv([register]))
    else:
        sample = drawn(register, _numbers(round), seed=SEED)
        yield f"{MADE_UP}-urval.csv", b"".join(as_csv([sample]))


def _is_whole(round: Round) -> bool:
    design = getattr(round, "design", None)
    return design is not None and design.way == SampleDesign.Way.WHOLE_FRAME


def _numbers(round: Round) -> Mapping[str, int]:
    return {code: drawn or 0 for code, drawn in round.strata.values_list("code", "drawn")}


def _as_yaml() -> bytes:
    kept = LAYOUT.model_dump(mode="json")
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False).encode()
