"""The order to the supplier of the register, as a page and as a table."""

import csv
import io

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.surveys.models import Round, RoundDay
from tryggve.documents.sampling_order import OrderedStratum, SamplingOrder

HEADING = ("Stratum", "Namn", "Befolkning", "Antal att dra")


def order_of(round: Round) -> SamplingOrder:
    """What is ordered, of a round whose design is decided."""
    wanted_by = round.days.filter(event=RoundDay.Event.SAMPLE).first()
    return SamplingOrder(
        round=round.title,
        authority=round.authority,
        contact=contact_of(round.organisation),
        ages=(round.least_age, round.most_age),
        frame_day=round.frame_day,
        wanted_by=wanted_by.day if wanted_by else None,
        strata=[
            OrderedStratum(each.code, each.name, each.population, each.drawn)
            for each in round.strata.all()
        ],
    )


def contact_of(organisation: Organisation) -> list[str]:
    """A function, its phone and address, as far as they are known."""
    known = (
        organisation.contact_function, organisation.contact_phone, organisation.contact_email,
    )  # fmt: skip
    return [each for each in known if each]


def order_as_csv(round: Round) -> bytes:
    """The strata and how many to draw of each, marked so that spreadsheets read it as UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADING)
    for each in round.strata.all():
        writer.writerow((each.code, each.name, each.population or "", each.drawn))
    return out.getvalue().encode("utf-8-sig")
