"""Names and addresses of sampled persons: sealed, and found by a keyed hash alone."""

from django.db import models
from django.utils import timezone


class SampledPerson(models.Model):
    """One person of one round's sample. Nothing here can be read without the round's key."""

    round_key = models.CharField(max_length=60)
    lookup = models.BinaryField(max_length=32)
    sealed = models.BinaryField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round_key", "lookup"], name="one_row_for_each_person")
        ]

    def __str__(self) -> str:
        return f"{self.round_key}, {self.pk}"
