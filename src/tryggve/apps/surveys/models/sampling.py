"""How a round's people are drawn: the design, the supplier's files, each draw and its report."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.models.rounds import Round


class RegisterLayout(models.Model):
    """What stands where in a supplier's file, kept for the next one: see `sources.register`."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="register_layouts"
    )
    name = models.CharField(max_length=80)
    layout = models.JSONField()
    changed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_layout_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class SampleDesign(models.Model):
    """Who draws, and how the sample is divided.

    `way`: the register's supplier draws by our order; or we draw from the whole register, for which
    a data-protection assessment must stand here. `allocation`: by what the total is divided over
    the strata. `decided`: when it was decided; from then on the strata stand.
    """

    class Way(models.TextChoices):
        ORDER = "order", _("The supplier of the register draws by our order")
        WHOLE_FRAME = "whole_frame", _("We draw from the whole register")

    class Allocation(models.TextChoices):
        EQUAL = "equal", _("The same number from each stratum")
        PROPORTIONAL = "proportional", _("In proportion to the population")
        POWER = "power", _("In proportion to the square root of the population")
        AS_SURE = "as_sure", _("As sure a figure in each stratum")

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="design")
    way = models.CharField(max_length=12, choices=Way, default=Way.ORDER)
    allocation = models.CharField(max_length=12, choices=Allocation, default=Allocation.EQUAL)
    total = models.PositiveIntegerField(null=True)
    half_width = models.FloatField(null=True)  # in percentage points, where AS_SURE
    seed = models.PositiveBigIntegerField()
    assessment_reference = models.CharField(max_length=100, blank=True)
    assessment_day = models.DateField(null=True)
    assessment = models.TextField(blank=True, max_length=2000)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.round}, {self.way}"

    @property
    def has_assessment(self) -> bool:
        return bool(self.assessment and self.assessment_reference and self.assessment_day)


class Frame(models.Model):
    """A whole register that waits to be drawn from. Its people stand sealed in the register.

    `sha256`: of the file, so that the same is not loaded twice. `findings`: numbers of people.
    `erased`: when its people were erased, which is as soon as a draw is approved.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="frames")
    name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    findings = models.JSONField()
    is_simulated = models.BooleanField(default=False)
    loaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded = models.DateTimeField(default=timezone.now)
    erased = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-loaded"]

    def __str__(self) -> str:
        return self.file_name


class Draw(models.Model):
    """People who were drawn for a round: its sample, and each supplement.

    `report`: the checks of what was drawn, by `stats.drawing.checks`. `arcs`: by stratum where on
    the circle of permanent random numbers the draw began and how far it came. Approved by another
    person than who made it, with a `reason` where a check asks to look; then it is frozen.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField(default=1)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, null=True, related_name="draws")
    findings = models.JSONField()
    report = models.JSONField(default=dict)
    arcs = models.JSONField(default=dict)
    is_simulated = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_draw_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"
