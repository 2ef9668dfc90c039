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


class SealedPart(models.Model):
    """Some people of a longer table, sealed together with the table's own key.

    A whole register, from when it is loaded until the sample is approved; and a mailing's addresses
    and codes, from when it is prepared until it is posted. `number`: the place of the part, from 1.
    """

    table_key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_key", "number"], name="each_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.table_key}, {self.number}"
