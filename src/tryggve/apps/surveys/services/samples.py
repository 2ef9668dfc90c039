"""People to answer: a test sample, and codes that are no longer to be used."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.codes import Kind, hashed, hashed_anywhere
from tryggve.apps.surveys.models import LoginCode, Round, SampledPerson
from tryggve.apps.surveys.services.questionnaires import refuse_others
from tryggve.privacy.respondent_codes import new_code, read_code
from tryggve.web.keys import keys_for
from tryggve.web.service import service
from tryggve.wording.problems import refuse
from tryggve.wording.text import say

MOST_IN_A_TEST = 10_000
AGE_GROUPS = ("16-24", "25-44", "45-64", "65-85")


@service("surveys.plan_rounds", says=_("Created a test sample"))
def create_test_sample(
    *, by: User, organisation: Organisation, round: Round, size: int
) -> list[str]:
    """Made-up people of a test round, and their codes. The codes are told now and never again.

    InputError for a round that is no test: there, people are drawn.
    """
    refuse_others(organisation, round.organisation)
    if not round.is_test:
        raise refuse(say("{round} is no test: its people are drawn.", round=round.title))
    if not 1 <= size <= MOST_IN_A_TEST:
        raise refuse(
            say("A test sample has from 1 to {most} people.", most=MOST_IN_A_TEST), field="size"
        )
    sexes = list(SampledPerson.Sex)
    people = SampledPerson.objects.bulk_create(
        SampledPerson(
            round=round,
            stratum="test",
            sex=sexes[number % len(sexes)],
            age_group=AGE_GROUPS[number % len(AGE_GROUPS)],
            design_weight=1.0,
        )
        for number in range(size)
    )
    codes = [new_code() for _ in people]
    keys = keys_for(round.codes_key)
    LoginCode.objects.bulk_create(
        LoginCode(person=person, lookup=hashed(keys, Kind.ANSWER, code))
        for person, code in zip(people, codes, strict=True)
    )
    return codes


@service("surveys.plan_rounds", says=_("Revoked a code"))
def revoke_code(*, by: User, organisation: Organisation, code: str) -> None:
    """Let a code be used no more. InputError where the organisation has sent no such code.

    `NoCode` for what cannot be a code.
    """
    changed = LoginCode.objects.filter(
        lookup__in=hashed_anywhere(read_code(code)),
        person__round__organisation=organisation,
        revoked=None,
    ).update(revoked=timezone.now())
    if not changed:
        raise refuse(say("There is no such code in use."), field="code")
