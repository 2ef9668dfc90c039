"""A round: one questionnaire, asked of one sample or by one open link, within a time."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.models.questionnaires import QuestionnaireVersion
from tryggve.web.workflow import Workflow

ROUND_STATES = Workflow(
    {
        "planned": {"sampled", "in_the_field"},  # an open link has no sample
        "sampled": {"in_the_field"},
        "in_the_field": {"reception_closed"},
        "reception_closed": {"link_destroyed"},
        "link_destroyed": {"weighed"},
        "weighed": {"published"},
        "published": {"archived"},
        "archived": set(),
    }
)
LINKED = ("planned", "sampled", "in_the_field", "reception_closed")


def answers_key(organisation: int, key_name: uuid.UUID) -> str:
    """The purpose of a round's key. It names the organisation: no other can ask for it."""
    return f"organisation-{organisation}/answers-{key_name}"


def codes_key(organisation: int, key_name: uuid.UUID) -> str:
    """The purpose of the key with which a round's codes are hashed."""
    return f"organisation-{organisation}/codes-{key_name}"


class Round(models.Model):
    """One time that a survey is asked. The year alone is no key: there may be several in one.

    `counts_unsent_from`: an answer that is never sent counts if it holds this share (per cent) of
    the questions that were asked. Who answers is told so.
    `second_keying`: the share (per cent) of paper forms that are keyed twice, drawn at random.
    `authority`: who is responsible, and `secrecy_ground` and `erasure_ground`: on what it keeps the
    answers secret and destroys data. Nobody is drawn before all three are known.
    `frame_day`: the day on which people are of `least_age` to `most_age`.
    """

    class Kind(models.TextChoices):
        SAMPLE = "sample", _("Random sample")
        OPEN_LINK = "open_link", _("Open link: not a random sample")

    class Population(models.TextChoices):
        RESIDENTS = "residents", _("Residents")
        BUSINESSES = "businesses", _("Businesses")
        STAFF = "staff", _("Staff")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        SAMPLED = "sampled", _("Sampled")
        IN_THE_FIELD = "in_the_field", _("In the field")
        RECEPTION_CLOSED = "reception_closed", _("Reception closed")
        LINK_DESTROYED = "link_destroyed", _("Link destroyed")
        WEIGHED = "weighed", _("Weighed")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rounds")
    name = models.SlugField(max_length=40)
    title = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField()
    wave = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SAMPLE)
    is_test = models.BooleanField(default=False)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="rounds"
    )
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    key_name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    open_link = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created = models.DateTimeField(default=timezone.now)
    counts_unsent_from = models.PositiveSmallIntegerField(default=50)
    second_keying = models.PositiveSmallIntegerField(default=10)
    population = models.CharField(max_length=10, choices=Population, default=Population.RESIDENTS)
    least_age = models.PositiveSmallIntegerField(default=16)
    most_age = models.PositiveSmallIntegerField(default=85)
    frame_day = models.DateField(null=True)
    authority = models.CharField(max_length=200, blank=True)
    secrecy_ground = models.TextField(max_length=1000, blank=True)
    erasure_ground = models.TextField(max_length=1000, blank=True)
    opened = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-year", "-wave", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="one_round_for_each_name"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_grounds(self) -> bool:
        """Whether it is known who is responsible, and on what grounds."""
        return all((self.authority, self.secrecy_ground, self.erasure_ground))

    @property
    def is_drawn(self) -> bool:
        """Whether its people are drawn: not those of a test, nor whoever follows an open link."""
        return self.kind == self.Kind.SAMPLE and not self.is_test

    @property
    def is_linked(self) -> bool:
        """Whether it can still be told who an answer is from, by whoever has the key."""
        return self.state in LINKED

    @property
    def register_name(self) -> str:
        """What its sample is called in the register."""
        return f"round-{self.key_name.hex}"

    @property
    def answers_key(self) -> str:
        """The purpose of the key with which its unsent answers are sealed."""
        return answers_key(self.organisation_id, self.key_name)

    @property
    def codes_key(self) -> str:
        """The purpose of the key with which its codes are hashed."""
        return codes_key(self.organisation_id, self.key_name)


class RoundLanguage(models.Model):
    """A language that a round is asked in.

    `decision`: why it is used although nobody has approved it; empty where somebody has.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(max_length=12)
    decision = models.TextField(blank=True, max_length=1000)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    decided = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "language"], name="a_language_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.language}"


class RoundAddOn(models.Model):
    """A municipality's own questions, for those who were drawn there."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="add_ons")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], name="one_add_on_for_each_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.questionnaire}"
