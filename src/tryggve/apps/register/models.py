"""Names and addresses of sampled persons: sealed, and found by a keyed hash alone."""

from django.db import models
from django.utils import timezone


class SampledPerson(models.Model):
    """One person of one round's sample. Nothing here can be read without the round's key.

    `identity`: a keyed hash of what the register's supplier calls the person, by which a flag that
    comes later is found to be theirs.
    """

    round_key = models.CharField(max_length=60)
    lookup = models.BinaryField(max_length=32)
    identity = models.BinaryField(max_length=32, null=True)
    sealed = models.BinaryField()
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round_key", "lookup"], name="one_row_for_each_person"),
            models.UniqueConstraint(fields=["round_key", "identity"], name="nobody_stands_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.round_key}, {self.pk}"


class FramePart(models.Model):
    """Some thousands of people of a whole register, sealed together with a key of their own.

    They stand here from when the register is loaded until the sample is approved. `number`: the
    place of the part, from 1.
    """

    frame_key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["frame_key", "number"], name="each_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.frame_key}, {self.number}"
