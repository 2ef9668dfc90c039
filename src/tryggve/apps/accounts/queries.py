"""What is read about organisations and people, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from tryggve.apps.accounts.models import (
    Invitation,
    Membership,
    Organisation,
    PersonalDataRead,
    Role,
    SignInLink,
    User,
)
from tryggve.web.models import Act

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Person:
    """Somebody as one organisation sees them: its own roles and nothing of any other's."""

    user: User
    memberships: Sequence[Membership]
    has_second_factor: bool

    @property
    def roles(self) -> str:
        return ", ".join(membership.get_role_display() for membership in self.memberships)


def organisations_of(user: User) -> QuerySet[Organisation]:
    """Those that the person belongs to today, by name."""
    held = user.memberships.current().values("organisation")
    return Organisation.objects.filter(pk__in=held).defer("logo")


def current_memberships_of(user: User) -> QuerySet[Membership]:
    """The person's own roles today, in every organisation."""
    held = user.memberships.current().select_related("organisation")
    return held.defer("organisation__logo").order_by("organisation__name", "role")


def organisation_of_name(name: str) -> Organisation:
    return Organisation.objects.defer("logo").get(name__iexact=name.strip())


def all_organisations() -> QuerySet[Organisation]:
    """Every organisation, with how many administrators it has today and how many are invited."""
    administrators = Membership.objects.current().filter(role=Role.ADMINISTRATOR)
    invited = Invitation.objects.invited().filter(role=Role.ADMINISTRATOR)
    return Organisation.objects.defer("logo").annotate(
        administrators=Count("memberships", Q(memberships__in=administrators), distinct=True),
        invited=Count("invitations", Q(invitations__in=invited), distinct=True),
    )


def holders_of(organisation: Organisation, *roles: Role) -> QuerySet[User]:
    """Who holds one of these roles in the organisation today and can sign in."""
    held = organisation.memberships.current().filter(role__in=roles)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)


def people_of(organisation: Organisation) -> list[Person]:
    """Who has a role in the organisation today or from a day to come, by name."""
    today = timezone.localdate()
    lasting = _memberships_of(organisation).filter(
        Q(valid_to=None) | Q(valid_to__gte=today), ended=None
    )
    return _people(lasting)


def person_of(organisation: Organisation, pk: int) -> Person | None:
    """One who has or has had a role in the organisation, with all its roles there."""
    found = _people(_memberships_of(organisation).filter(user=pk))
    return found[0] if found else None


def invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    """All of them, the newest first."""
    return organisation.invitations.select_related("invited_by")


def invitation_of(organisation: Organisation, pk: int) -> Invitation | None:
    """One of the organisation's own invitations."""
    return invitations_of(organisation).filter(pk=pk).first()


def invitation_of_hash(token_hash: str) -> Invitation | None:
    """The invitation whose letter holds the token with this hash, whatever has become of it."""
    known = Invitation.objects.select_related("organisation", "invited_by")
    return known.defer("organisation__logo").filter(token_hash=token_hash).first()


def account_of(email: str) -> User | None:
    """The person who has the address, whether the account is open or closed."""
    return User.objects.filter(email__iexact=email).first()


def usable_sign_in_link(token_hash: str) -> SignInLink | None:
    """The link whose letter holds the token with this hash, if it can still sign somebody in."""
    usable = SignInLink.objects.filter(used=None, expires__gt=timezone.now())
    return usable.select_related("user").filter(token_hash=token_hash).first()


def has_second_factor(user: User) -> bool:
    """Whether an authenticator app or a passkey is set up. Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()


def is_setting_up_second_factor(user: User) -> bool:
    """Whether the first second factor is still to be added, or its recovery codes to be seen."""
    added = {each.type: each.data for each in Authenticator.objects.filter(user=user)}
    codes = added.get(Authenticator.Type.RECOVERY_CODES)
    return added.keys().isdisjoint(SECOND_FACTORS) or (
        codes is not None and "viewed_at" not in codes
    )


def reads_of(organisation: Organisation, by: User | None = None) -> QuerySet[PersonalDataRead]:
    """Who has read personal data for the organisation, the last first."""
    found = organisation.reads.select_related("by")
    return found.filter(by=by) if by else found


def readers_of(organisation: Organisation) -> QuerySet[User]:
    """Those who appear in the log of reads."""
    return User.objects.filter(pk__in=organisation.reads.order_by().values("by"))


def acts_of(organisation: Organisation) -> QuerySet[Act]:
    """What was changed for the organisation, the last first."""
    return Act.objects.filter(organisation=organisation).select_related("by")


def whom_they_concern(lines: Iterable[Act | PersonalDataRead]) -> dict[int, str]:
    """By line of a log about people, whom it is about: one query for each kind of row."""
    lines = list(lines)
    wanted: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        wanted[line.object_type].add(line.object_id)
    names: dict[tuple[str, str], str] = {}
    for model, name in (
        (User.objects.all(), str),
        (Membership.objects.select_related("user"), lambda row: f"{row.user}: {_role(row)}"),
        (Invitation.objects.all(), lambda row: f"{row.name or row.email}: {_role(row)}"),
    ):
        label = model.model._meta.label_lower
        for row in model.filter(pk__in=wanted[label]) if wanted[label] else ():
            names[label, str(row.pk)] = name(row)
    return {line.pk: names.get((line.object_type, line.object_id), "") for line in lines}


def _role(row: Membership | Invitation) -> str:
    return str(row.get_role_display()).lower()


def _memberships_of(organisation: Organisation) -> QuerySet[Membership]:
    factors = Authenticator.objects.filter(user=OuterRef("user"), type__in=SECOND_FACTORS)
    return (
        organisation.memberships.select_related("user")
        .annotate(second_factor=Exists(factors))
        .order_by("user__name", "user__email", "user", "valid_from")
    )


def _people(memberships: Iterable[Membership]) -> list[Person]:
    by_user: dict[User, list[Membership]] = {}
    for membership in memberships:
        by_user.setdefault(membership.user, []).append(membership)
    return [
        Person(user, held, any(membership.second_factor for membership in held))
        for user, held in by_user.items()
    ]
