"""What somebody should do next, by role, in a number of queries that never grows.

A step stands here as long as its condition holds. The first step is the one to take first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from tryggve.apps.accounts.models import Invitation, Membership, Organisation, Role, User
from tryggve.apps.accounts.queries import all_organisations
from tryggve.apps.areas.models import Area, Kind, PopulationSource, Responsibility
from tryggve.apps.public.models import FaultStatus, PageFault
from tryggve.apps.public.queries import publisher

Kinds = Organisation.Kind


@dataclass(frozen=True)
class Step:
    """One thing to do next: what, why, and where."""

    title: str
    why: str
    address: str


@dataclass(frozen=True)
class Rule:
    """A step for those who hold a permission, as long as an organisation lacks something."""

    permission: str
    lacks: Callable[[Any], bool]
    title: str
    why: str
    page: str
    kinds: frozenset[str] = frozenset(Kinds.values)  # of organisations that the step is for


SURVEYS = frozenset({Kinds.MUNICIPALITY.value, Kinds.POLICE.value, Kinds.REGION.value})

RULES = (
    Rule(
        "accounts.edit_organisation",
        lambda it: not (it.contact_function and it.contact_phone and it.contact_email),
        _("Say whom residents can contact"),
        _("Your public page opens when function, phone and e-mail are filled in."),
        "accounts:settings",
    ),
    Rule(
        "accounts.manage_people",
        lambda it: not it.has_coordinator,
        _("Invite your safety coordinator"),
        _("The coordinator uploads areas and leads the work from day to day."),
        "accounts:invite",
        frozenset({Kinds.MUNICIPALITY.value}),
    ),
    Rule(
        "accounts.manage_people",
        lambda it: not it.has_police_officer,
        _("Invite your community police officer"),
        _("The officer and the municipality's coordinator share one picture of the area."),
        "accounts:invite",
        frozenset({Kinds.POLICE.value}),
    ),
    Rule(
        "areas.change_responsibility",
        lambda it: not it.answers_for_areas,
        _("Say which areas you answer for"),
        _("Then your areas, figures and people stand together."),
        "areas:responsibilities",
    ),
    Rule(
        "areas.upload_areas",
        lambda it: not it.has_survey_areas,
        _("Upload your survey areas"),
        _("The survey is drawn and its figures are shown area by area."),
        "areas:upload",
        SURVEYS,
    ),
    Rule(
        "areas.import_population",
        lambda it: it.has_survey_areas and not it.has_population,
        _("Fill in how many live in each survey area"),
        _("Weights need it. Without it only modelled figures for the municipality are known."),
        "areas:population",
        SURVEYS,
    ),
    Rule(
        "accounts.edit_organisation",
        lambda it: not it.has_logo,
        _("Put your logo and colour on the pages"),
        _("Residents see at once who is speaking to them."),
        "accounts:logo",
    ),
)


def organisations_to_start_in(user: User) -> QuerySet[Organisation]:
    """The organisations of a person, each with what the steps ask about, in one query."""
    here = {"organisation": OuterRef("pk")}
    own = {"owner": OuterRef("pk")}
    faults = PageFault.objects.filter(**here, status=FaultStatus.RECEIVED).order_by()
    counted = faults.values("organisation").annotate(number=Count("pk")).values("number")
    return (
        Organisation.objects.filter(pk__in=user.memberships.current().values("organisation"))
        .defer("logo")
        .annotate(
            has_coordinator=_somebody_is(Role.SAFETY_COORDINATOR),
            has_police_officer=_somebody_is(Role.COMMUNITY_POLICE_OFFICER),
            answers_for_areas=Exists(Responsibility.objects.current().filter(**here)),
            has_survey_areas=Exists(Area.objects.current().filter(**own, kind=Kind.SURVEY_AREA)),
            has_population=Exists(PopulationSource.objects.filter(**own)),
            open_faults=Coalesce(Subquery(counted), 0),
        )
    )


def steps_in(organisation: Organisation, user: User) -> list[Step]:
    """What the person should do next in an organisation of `organisations_to_start_in`."""
    steps = [
        Step(gettext(rule.title), gettext(rule.why), reverse(rule.page, args=[organisation.slug]))
        for rule in RULES
        if organisation.kind in rule.kinds
        and user.has_perm(rule.permission, organisation)
        and rule.lacks(organisation)
    ]
    number = organisation.open_faults
    if number and user.has_perm("public.answer_faults", organisation):
        steps.append(_answer_faults(number, reverse("public:faults", args=[organisation.slug])))
    return steps


def _somebody_is(role: Role) -> Any:
    """Whether somebody in the organisation of the outer query has a role, or is invited to it."""
    here = {"organisation": OuterRef("pk"), "role": role}
    return Exists(Membership.objects.current().filter(**here)) | Exists(
        Invitation.objects.invited().filter(**here)
    )


def operator_steps() -> list[Step]:
    """What whoever runs the installation should do next."""
    steps = []
    if publisher() is None:
        steps.append(
            Step(
                gettext("Say who answers for the site"),
                gettext("The law asks for it, and residents need somebody to turn to."),
                reverse("public:publisher"),
            )
        )
    organisations = list(all_organisations())
    if not organisations:
        steps.append(
            Step(
                gettext("Create the first organisation"),
                gettext("Then invite its administrator, who looks after the rest."),
                reverse("accounts:create_organisation"),
            )
        )
    steps += [
        Step(
            gettext("Invite an administrator to %(name)s") % {"name": organisation.name},
            gettext("Nobody looks after the organisation yet."),
            reverse("accounts:organisation", args=[organisation.slug]),
        )
        for organisation in organisations
        if not organisation.administrators and not organisation.invited
    ]
    number = PageFault.objects.filter(organisation=None, status=FaultStatus.RECEIVED).count()
    if number:
        steps.append(_answer_faults(number, reverse("public:site_faults")))
    return steps


def _answer_faults(number: int, address: str) -> Step:
    title = ngettext("Answer a reported fault", "Answer %(number)s reported faults", number) % {
        "number": number
    }
    return Step(title, gettext("A resident could not use a page."), address)
