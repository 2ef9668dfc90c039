"""Surveys to try in the demonstration: two tests in the field, and next year's round, whose sample
of made-up people waits to be approved."""

from datetime import date
from io import BytesIO
from typing import Any

from tryggve.apps.accounts.models import Organisation, Role, User
from tryggve.apps.surveys import services
from tryggve.apps.surveys.calendars import suggested
from tryggve.apps.surveys.frame_counts import ages_of, read_counts
from tryggve.apps.surveys.models import QuestionnaireVersion, Round, SampleDesign
from tryggve.demo.made_up_files import made_up_files
from tryggve.demo.register import LAYOUT
from tryggve.questionnaire.standard import standard_questionnaire

LEAD_OF = "polisen-nybro"
YEAR = 2026
PEOPLE = 20
EACH = 300  # drawn from a stratum, as in the surveys that are published
NEXT_DAY = date(YEAR + 1, 7, 1)
GROUNDS = {
    "authority": "Polismyndigheten (påhittat i demonstrationen)",
    "secrecy_ground": "Undersökningen görs i en avskild statistikverksamhet (påhittat).",
    "erasure_ground": "Gallringsbeslut 1/2027 (påhittat).",
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
    for name, title, kind in (
        ("prov-urval", "Prov med testpersoner", Round.Kind.SAMPLE),
        ("prov-lank", "Prov med öppen länk", Round.Kind.OPEN_LINK),
    ):
        round = services.plan_round(
            **who, name=name, title=title, year=YEAR, kind=kind, is_test=True,
            questionnaire=version,
        )  # fmt: skip
        languages = dict.fromkeys(version.read().languages, WHY)
        services.choose_languages(**who, round=round, languages=languages)
        services.open_round(**who, round=round)
        if kind == Round.Kind.SAMPLE:
            services.create_test_sample(**who, round=round, size=PEOPLE)
    _plan_next_round(who, version)


def _plan_next_round(who: dict[str, Any], version: QuestionnaireVersion) -> None:
    """Planned, designed and drawn; a second person has not approved the sample yet."""
    round = services.plan_round(
        **who,
        name=f"trygghet-{YEAR + 1}",
        title=f"Trygghetsmätningen {YEAR + 1}",
        year=YEAR + 1,
        questionnaire=version,
    )
    languages = dict.fromkeys(version.read().languages, WHY)
    services.choose_languages(**who, round=round, languages=languages)
    services.write_grounds(**who, round=round, **GROUNDS)
    services.choose_population(
        **who, round=round, population="residents", least_age=16, most_age=85, frame_day=NEXT_DAY
    )
    services.set_days(**who, round=round, days=suggested(YEAR + 1))
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
