"""Wrong codes, counted under a hash that nobody can undo the day after."""

from django.db import models


class GuessingSalt(models.Model):
    """A day's random salt. With it go the counts, and what they were counted under."""

    day = models.DateField(unique=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class WrongCodes(models.Model):
    """How many wrong codes came from one place on the network in ten minutes of a day."""

    salt = models.ForeignKey(GuessingSalt, on_delete=models.CASCADE, related_name="counts")
    window = models.PositiveSmallIntegerField()
    sender = models.BinaryField(max_length=32)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["salt", "window", "sender"], name="one_count_for_each_sender_and_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.salt}, {self.window}"
