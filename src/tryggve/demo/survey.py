"""Surveys to try in the demonstration: two tests in the field; last year's round, closed; this
year's, three weeks after its letter; and next year's, whose sample waits to be approved. Everybody
who is drawn for them is made up, and every answer is simulated."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils import timezone

from tryggve.apps.accounts.models import Organisation, Role, User
from tryggve.apps.surveys import services
from tryggve.apps.surveys.calendars import FIRST_LETTER, suggested
from tryggve.apps.surveys.fieldwork.people import end_of
from tryggve.apps.surveys.fieldwork.timing import postings_of
from tryggve.apps.surveys.frame_counts import ages_of, read_counts
from tryggve.apps.surveys.models import (
    FirmAgreement,
    QuestionnaireVersion,
    Round,
    RoundDay,
    SampleDesign,
)
from tryggve.demo.fieldwork import simulate
from tryggve.demo.made_up_files import made_up_files
from tryggve.demo.register import LAYOUT
from tryggve.questionnaire.standard import standard_questionnaire

LEAD_OF = "polisen-nybro"
ANALYST = "analytiker@polisen.example"
PEOPLE = 20
EACH = 300  # drawn from a stratum, as in the surveys that are published
INTO_THE_FIELD = timedelta(21)  # how long ago this year's letter was posted
A_YEAR = timedelta(364)  # the same day of the week
KRONOR = {"letter": Decimal("28.50"), "card": Decimal("11.20"), "reminder": Decimal("28.50")}
GROUNDS = {
    "authority": "Polismyndigheten (påhittat i demonstrationen)",
    "secrecy_ground": "Undersökningen görs i en avskild statistikverksamhet (påhittat).",
    "erasure_ground": "Gallringsbeslut 1/2027 (påhittat).",
}
LETTERHEAD = {
    "signatures": [
        {"name": "Alex Påhittad", "title": "Lokalpolisområdeschef", "organisation": "Polisen"},
        {"name": "Kim Låtsas", "title": "Kommunchef", "organisation": "Kommunerna"},
    ],
    "contact": "",
    "protection": "",
    "returned_to": "",
    "paid": "",
    "replies_to": ["Trygghetsmätningen (påhittat)", "Svarspost 000 000 000", "380 00 Nybro"],
}
WHY = "Ett prov i demonstrationen: ingen har granskat översättningen."


def open_rounds() -> None:
    """Two rounds in the field, both tests: whatever is answered there is never counted."""
    organisation = Organisation.objects.get(slug=LEAD_OF)
    lead = User.objects.get(
        memberships__organisation=organisation, memberships__role=Role.SURVEY_LEAD
    )
    who = {"by": lead, "organisation": organisation}
    version = services.add_questionnaire(**who, questionnaire=standard_questionnaire())
    posted = timezone.localdate() - INTO_THE_FIELD
    year = posted.year
    for name, title, kind in (
        ("prov-urval", "Prov med testpersoner", Round.Kind.SAMPLE),
        ("prov-lank", "Prov med öppen länk", Round.Kind.OPEN_LINK),
    ):
        round = services.plan_round(
            **who, name=name, title=title, year=year, kind=kind, is_test=True,
            questionnaire=version,
        )  # fmt: skip
        languages = dict.fromkeys(version.read().languages, WHY)
        services.choose_languages(**who, round=round, languages=languages)
        services.open_round(**who, round=round)
        if kind == Round.Kind.SAMPLE:
            services.create_test_sample(**who, round=round, size=PEOPLE)
    second = {**who, "by": User.objects.get(email=ANALYST)}
    _close(who, _ask(who, second, _draw(who, version, year - 1, posted - A_YEAR)))
    _ask(who, second, _draw(who, version, year, posted))
    _draw(who, version, year + 1, date.fromisocalendar(year + 1, FIRST_LETTER, 1))


def _ask(who: dict[str, Any], second: dict[str, Any], round: Round) -> Round:
    """Approved by a second person, posted and answered, as far as there has been time."""
    posted = round.days.get(event=RoundDay.Event.LETTER).day
    until = min(timezone.localdate(), round.days.get(event=RoundDay.Event.CLOSE).day)
    services.approve_draw(**second, draw=round.draws.get(), reason="Påhittade människor.")
    round.refresh_from_db()
    services.open_round(**who, round=round)
    services.note_agreement(
        **who, round=round, work=FirmAgreement.Work.PRINT, firm="Tryckeriet (påhittat)",
        reference="A 1 (påhittat)", signed=posted - timedelta(90), until=posted + timedelta(365),
    )  # fmt: skip
    services.write_letterhead(**who, round=round, payer=None, **LETTERHEAD)
    for each in postings_of(round, posted - timedelta(1)):
        if each.day <= until:
            if each.day > posted:
                simulate(round, on=each.day - timedelta(1), seed=round.year)
            mailing = services.prepare_mailing(**who, round=round, kind=each.kind, day=each.day)
            services.post_mailing(
                **who, mailing=mailing, posted=each.day, cost_each=KRONOR[each.kind]
            )
    simulate(round, on=until, seed=round.year)
    return round


def _close(who: dict[str, Any], round: Round) -> None:
    """Closed on the day that its calendar says."""
    services.close_round(**who, round=round)
    day = round.days.get(event=RoundDay.Event.CLOSE).day
    Round.objects.filter(pk=round.pk).update(closed=end_of(day))


def _draw(who: dict[str, Any], version: QuestionnaireVersion, year: int, letter: date) -> Round:
    """Planned, designed and drawn; the sample waits for a second person."""
    round = services.plan_round(
        **who,
        name=f"trygghet-{year}",
        title=f"Trygghetsmätningen {year}",
        year=year,
        questionnaire=version,
    )
    languages = dict.fromkeys(version.read().languages, WHY)
    services.choose_languages(**who, round=round, languages=languages)
    services.write_grounds(**who, round=round, **GROUNDS)
    services.choose_population(
        **who, round=round, population="residents", least_age=16, most_age=85,
        frame_day=letter - timedelta(35),
    )  # fmt: skip
    services.set_days(**who, round=round, days=suggested(year, letter))
    services.put_strata(**who, round=round, rows=services.strata_of_areas(round))
    services.choose_way(**who, round=round, way=SampleDesign.Way.ORDER)
    services.allocate_sample(
        **who, round=round, allocation="equal", total=EACH * round.strata.count()
    )
    services.decide_design(**who, round=round)
    files = dict(made_up_files(round))
    (counts,) = (content for name, content in files.items() if "befolkning" in name)
    names = list(round.strata.values_list("code", flat=True))
    services.put_counts(
        **who, round=round, counts=read_counts(counts, names=names, ages=ages_of(round))
    )
    services.keep_layout(**who, name="Påhittad leverantör", layout=LAYOUT)
    ((file_name, sample),) = ((name, each) for name, each in files.items() if "urval" in name)
    services.import_sample(
        **who,
        round=round,
        file=BytesIO(sample),
        file_name=file_name,
        layout=LAYOUT,
        is_simulated=True,
    )
    return round
