"""What a person answered: sealed until it is sent, and how it was answered."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.surveys.models.people import SampledPerson
from tryggve.apps.surveys.models.rounds import Round


class Response(models.Model):
    """One for each person. Until it is sent, its answers are `sealed`; then they are `answers`.

    What is unsent when the reception closes counts as partial, or is broken off and erased.
    `person` is None for an open link. `screen`: the last that was answered, which is the break-off
    point of what is never sent. `seconds`: by block, until it is sent; then bands.
    """

    class State(models.TextChoices):
        BEGUN = "begun", _("Begun")
        SENT = "sent", _("Sent")
        PARTIAL = "partial", _("Partial: counts unsent")
        BROKEN_OFF = "broken_off", _("Broken off: erased")

    class Mode(models.TextChoices):
        WEB = "web", _("Web")
        PAPER = "paper", _("Paper")
        TELEPHONE = "telephone", _("Telephone")

    class Device(models.TextChoices):
        PHONE = "phone", _("Phone")
        TABLET = "tablet", _("Tablet")
        COMPUTER = "computer", _("Computer")
        UNKNOWN = "unknown", _("Unknown")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="responses")
    person = models.OneToOneField(
        SampledPerson, on_delete=models.CASCADE, null=True, related_name="response"
    )
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.WEB)
    language = models.CharField(max_length=12)
    device = models.CharField(max_length=10, choices=Device, default=Device.UNKNOWN)
    begun = models.DateTimeField(default=timezone.now)
    saved = models.DateTimeField(default=timezone.now)
    sent = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)
    screen = models.CharField(max_length=32, blank=True)
    seconds = models.JSONField(default=dict)
    sealed = models.BinaryField(default=bytes)
    answers = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="begun", answers__isnull=True, sent__isnull=True)
                | models.Q(state="sent", answers__isnull=False, sent__isnull=False)
                | models.Q(state="partial", answers__isnull=False, sent__isnull=True)
                | models.Q(state="broken_off", answers__isnull=True, sent__isnull=True),
                name="answers_are_open_once_they_count",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.pk}"
