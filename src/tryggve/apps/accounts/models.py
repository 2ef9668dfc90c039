"""Organisations, people, memberships, invitations, and the log of reads of personal data."""

from datetime import date
from typing import Any, ClassVar

from auditlog.registry import auditlog
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.web.history import AppendOnly
from tryggve.web.workflow import Workflow

STAFF_LANGUAGES = [("sv", "Svenska"), ("en", "English")]


class Organisation(models.Model):
    """One that works with local safety, and is the controller of its own data."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        POLICE = "police", _("Police")
        REGION = "region", _("Region")
        COUNTY_BOARD = "county_board", _("County administrative board")
        HOUSING_COMPANY = "housing_company", _("Housing company")
        SCHOOL = "school", _("School")
        BUSINESS = "business", _("Business")
        ASSOCIATION = "association", _("Association")

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    contact_function = models.CharField(_("function to contact"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language of its e-mails"), max_length=2, choices=STAFF_LANGUAGES, default="sv"
    )
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    logo = models.BinaryField(null=True, editable=False)
    has_logo = models.BooleanField(default=False, editable=False)
    logo_description = models.CharField(_("description of the logo"), max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What somebody does in an organisation. What each may is in docs/reference/permissions.md."""

    SURVEY_LEAD = "survey_lead", _("Survey lead")
    ANALYST = "analyst", _("Analyst")
    CLERK = "clerk", _("Clerk")
    SAFETY_COORDINATOR = "safety_coordinator", _("Safety coordinator")
    COMMUNITY_POLICE_OFFICER = "community_police_officer", _("Community police officer")
    REPORTER = "reporter", _("Reporter")
    COUNCIL_MEMBER = "council_member", _("Council member")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")


# Who holds no other role may sign in with a link by e-mail alone.
ROLES_WITHOUT_SECOND_FACTOR = frozenset({Role.REPORTER.value, Role.COUNCIL_MEMBER.value})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from their memberships alone."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=STAFF_LANGUAGES, default="sv")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    digest = models.BooleanField(_("a daily summary by e-mail"), default=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, permission: str, organisation: Organisation | None = None) -> bool:
        """Whether the person may, in that organisation: see `tryggve.web.permission`."""
        from rules import has_perm

        return bool(self.is_active and has_perm(permission, self, organisation))

    def roles_in(self, organisation: Organisation) -> frozenset[str]:
        """The roles held today. Read once for all organisations and kept for the request."""
        return frozenset(self._read_roles().get(organisation.pk, ()))

    @property
    def roles(self) -> frozenset[str]:
        """The roles held today in any organisation."""
        return frozenset().union(*self._read_roles().values())

    @property
    def role_asks_for_second_factor(self) -> bool:
        """Whether what the person may do is too much for a password alone."""
        return self.is_operator or not self.roles <= ROLES_WITHOUT_SECOND_FACTOR

    def _read_roles(self) -> dict[int, set[str]]:
        if not hasattr(self, "_roles"):
            self._roles: dict[int, set[str]] = {}
            for pk, role in self.memberships.current().values_list("organisation_id", "role"):
                self._roles.setdefault(pk, set()).add(role)
        return self._roles

    def forget_roles(self) -> None:
        """Read the roles anew at the next question."""
        self.__dict__.pop("_roles", None)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date | None = None) -> "MembershipQuerySet":
        """Those that hold on a day; now, if none is named."""
        day = on or timezone.localdate()
        held = self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)
        return held if on else held.filter(ended=None)


class Membership(models.Model):
    """Somebody has a role in an organisation between two dates, or until it is ended."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    ended = models.DateTimeField(null=True, editable=False)  # at once, on the last day

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "user", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"],
                condition=Q(valid_to=None),
                name="one_open_membership_for_each_role",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    @property
    def is_over(self) -> bool:
        """Whether it has ended, by a date that has passed or at once."""
        passed = self.valid_to is not None and self.valid_to < timezone.localdate()
        return self.ended is not None or passed


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; the time may have run out."""
        return self.filter(accepted=None, withdrawn=None)

    def invited(self) -> "InvitationQuerySet":
        """Those that can be accepted now."""
        return self.open().filter(expires__gt=timezone.now())


class Invitation(models.Model):
    """Somebody is asked to join an organisation. Only a hash of the token is kept."""

    class Status(models.TextChoices):
        INVITED = "invited", _("Invited")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        EXPIRED = "expired", _("Expired")

    CHANGES: ClassVar[Workflow] = Workflow(
        {
            "invited": {"invited", "accepted", "withdrawn", "expired"},  # again: it is renewed
            "expired": {"invited", "withdrawn"},
            "accepted": set(),
            "withdrawn": set(),
        }
    )

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=30, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="invitations_sent")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email", "role"],
                condition=Q(accepted=None, withdrawn=None),
                name="one_open_invitation_for_each_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.organisation}"

    @property
    def status(self) -> str:
        if self.accepted:
            return "accepted"
        if self.withdrawn:
            return "withdrawn"
        return "expired" if self.expires <= timezone.now() else "invited"

    def get_status_display(self) -> str:
        return str(self.Status(self.status).label)


class SignInLink(models.Model):
    """A link by e-mail that signs a reporter in once. Only a hash of the token is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="sign_in_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.created:%Y-%m-%d %H:%M}"


class PersonalDataRead(AppendOnly):
    """Somebody has read personal data: who, whose, for which organisation, why."""

    by = models.ForeignKey(User, models.PROTECT, related_name="reads")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reads")
    what = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=1)
    ground = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


auditlog.register(Organisation, exclude_fields=["logo", "updated"])
auditlog.register(User, exclude_fields=["password", "last_login"], mask_fields=["email", "name"])
auditlog.register(Membership)
auditlog.register(Invitation, exclude_fields=["token_hash"], mask_fields=["email", "name"])
