"""Paper forms and telephone answers that a clerk keys: once, or twice without seeing the first."""

from django.db import models
from django.utils import timezone

from tryggve.apps.accounts.models import User
from tryggve.apps.surveys.models.people import SampledPerson
from tryggve.apps.surveys.models.responses import Response
from tryggve.apps.surveys.models.rounds import Round


class Keying(models.Model):
    """What one clerk has read off a form. `answers` are sealed, and erased once the form is done.

    `number` is 1, or 2 for the second who keys the same form.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="keyings")
    person = models.ForeignKey(SampledPerson, on_delete=models.CASCADE, related_name="keyings")
    number = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Response.Mode)
    language = models.CharField(max_length=12)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    needs_second = models.BooleanField(default=False)
    sealed = models.BinaryField(default=bytes)

    class Meta:
        ordering = ["person", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"], name="a_form_is_keyed_once_with_each_number"
            ),
            models.CheckConstraint(
                condition=models.Q(number__in=(1, 2)), name="a_form_is_keyed_at_most_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.number}"


class KeyingComparison(models.Model):
    """How two keyings of a form agreed: questions in all, and those that differed.

    It is open until somebody has looked at the form again where they differ.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="comparisons")
    person = models.OneToOneField(
        SampledPerson, on_delete=models.CASCADE, related_name="comparison"
    )
    questions = models.PositiveSmallIntegerField()
    differing = models.PositiveSmallIntegerField()
    made = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    settled = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made"]

    def __str__(self) -> str:
        return f"{self.person}: {self.differing}/{self.questions}"
