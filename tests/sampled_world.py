"""A round whose people are drawn, step by step, from a made-up register."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from tests.factories import MembershipFactory
from tests.forms import form
from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys import services
from tryggve.apps.surveys.frame_counts import ages_of, read_counts
from tryggve.apps.surveys.models import Draw, Mailing, Round, SampleDesign
from tryggve.apps.surveys.queries import batches_of, to_print
from tryggve.apps.surveys.strata_file import StratumRow
from tryggve.demo.register import LAYOUT, as_csv, counts, drawn, people
from tryggve.paper.batches import Batch

DAY = date(2026, 7, 1)
SIZES = {"norr": 3_000, "soder": 2_000}
GROUNDS = {
    "authority": "Polismyndigheten",
    "secrecy_ground": "Sekretess för statistik.",
    "erasure_ground": "Beslut om gallring.",
}


def planned(who: Mapping[str, Any], *, sizes: Mapping[str, int] = SIZES, **more: Any) -> Round:
    """A round with grounds, a day, strata and languages; nothing is decided."""
    version = services.add_questionnaire(**who, questionnaire=form("single"))
    about = {"name": "hosten", "title": "Hösten", "year": 2026} | more
    round = services.plan_round(**who, questionnaire=version, **about)
    services.choose_languages(**who, round=round, languages=dict.fromkeys(("sv", "en"), "Prov"))
    services.write_grounds(**who, round=round, **GROUNDS)
    services.choose_population(
        **who, round=round, population="residents", least_age=16, most_age=85, frame_day=DAY
    )
    rows = [StratumRow(code, code.capitalize(), population=size) for code, size in sizes.items()]
    services.put_strata(**who, round=round, rows=rows)
    return round


def decided(
    who: Mapping[str, Any],
    *,
    each: int = 100,
    way: str = SampleDesign.Way.ORDER,
    sizes: Mapping[str, int] = SIZES,
    **more: Any,
) -> Round:
    """The same with a decided design: so many from each stratum."""
    round = planned(who, sizes=sizes, **more)
    assessment = {
        "assessment": "Hela registret behövs.",
        "assessment_reference": "A 1/2026",
        "assessment_day": DAY,
    }
    services.choose_way(**who, round=round, way=way, **assessment)
    services.allocate_sample(**who, round=round, allocation="equal", total=each * len(sizes))
    services.decide_design(**who, round=round)
    return round


def register_of(sizes: Mapping[str, int] = SIZES, *, seed: int = 1) -> pl.DataFrame:
    """A made-up register as its supplier holds it."""
    return pl.concat(people(sizes, seed=seed, on=DAY))


def as_file(register: pl.DataFrame) -> io.BytesIO:
    return io.BytesIO(b"".join(as_csv([register])))


def drawn_by_supplier(register: pl.DataFrame, numbers: Mapping[str, int]) -> pl.DataFrame:
    return drawn(register, numbers, seed=7)


def counts_of(register: pl.DataFrame) -> bytes:
    return counts(register, on=DAY)


def put_counts(who: Mapping[str, Any], round: Round, register: pl.DataFrame) -> None:
    names = list(round.strata.values_list("code", flat=True))
    table = read_counts(counts_of(register), names=names, ages=ages_of(round))
    services.put_counts(**who, round=round, counts=table)


def imported(who: Mapping[str, Any], round: Round, *, seed: int = 1) -> Draw:
    """The draw of a decided round, from a supplier's file."""
    sizes = dict(round.strata.values_list("code", "population"))
    register = register_of(sizes, seed=seed)
    if not round.draws.exists():
        put_counts(who, round, register)
    sample = drawn_by_supplier(register, dict(round.strata.values_list("code", "drawn")))
    return services.import_sample(
        **who, round=round, file=as_file(sample), file_name="urval.csv", layout=LAYOUT,
        is_simulated=True,
    )  # fmt: skip


def approved(organisation: Organisation, draw: Draw) -> Draw:
    """Approved by somebody else."""
    return services.approve_draw(
        by=second_person(organisation), organisation=organisation, draw=draw, reason="Ett prov."
    )


def second_person(organisation: Organisation) -> User:
    return MembershipFactory(organisation=organisation, role="analyst").user


def in_the_field(who: Mapping[str, Any], **more: Any) -> Round:
    """A round whose people were drawn and approved, open for answers."""
    round = decided(who, **more)
    approved(who["organisation"], imported(who, round))
    round.refresh_from_db()
    return services.open_round(**who, round=round)


def agreed(who: Mapping[str, Any], round: Round, *, work: str = "print") -> None:
    """An agreement with a printer, for longer than any test lasts, and somebody who signs."""
    services.write_letterhead(
        **who, round=round, payer=None, contact="", protection="", returned_to="", paid="",
        replies_to=[], signatures=[{"name": "Förnamn Efternamn", "title": "Chef",
                                    "organisation": "Polisen"}],
    )  # fmt: skip
    services.note_agreement(
        **who, round=round, work=work, firm="Tryckeriet Exempel", reference="A 1/2026",
        signed=date(2026, 1, 1), until=date(2099, 1, 1),
    )  # fmt: skip


def prepared(who: Mapping[str, Any], round: Round, kind: str = "letter", **more: Any) -> Mailing:
    """A mailing of a round that is in the field."""
    return services.prepare_mailing(
        **who, round=round, kind=kind, **{"day": date(2026, 8, 3)} | more
    )


def posted(who: Mapping[str, Any], mailing: Mailing) -> Mailing:
    return services.post_mailing(**who, mailing=mailing, posted=date(2026, 8, 3))


def batch_to_print(who: Mapping[str, Any], mailing: Mailing, number: int = 1) -> Batch:
    """What a batch is printed from: addresses and codes in clear."""
    return to_print(by=who["by"], batch=batches_of(mailing).get(number=number))
