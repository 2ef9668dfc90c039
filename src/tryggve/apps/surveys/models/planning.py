"""The plan of a round: its days, and the strata that its people are drawn from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models import Area
from tryggve.apps.surveys.models.rounds import Round


class RoundDay(models.Model):
    """A day in a round's calendar."""

    class Event(models.TextChoices):
        ORDER = "order", _("The sample is ordered")
        SAMPLE = "sample", _("The sample is here and approved")
        PRINT = "print", _("Letters and forms go to print")
        LETTER = "letter", _("Letter and form are posted")
        CARD = "card", _("The reminder card is posted")
        REMINDER = "reminder", _("Letter and form are posted again")
        CLOSE = "close", _("The reception closes")
        DESTROY = "destroy", _("The link to the people is destroyed")
        RESULTS = "results", _("Results are shown")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="days")
    event = models.CharField(max_length=10, choices=Event)
    day = models.DateField()

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "event"], name="an_event_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.event}"


class Stratum(models.Model):
    """A part of the population that is drawn from by itself: a survey area.

    `area`: where it is in the list of areas, if it is there. `payer`: the organisation that pays
    for it and follows how it goes. `population`: how many belong to the population. `response`: the
    share who are expected to answer. `least`: the fewest to draw. `drawn`: how many are drawn; None
    until it is decided. `postal_codes`, `places`: what lies in it, where a register names no areas.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="strata")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    payer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="strata_paid_for"
    )
    population = models.PositiveIntegerField(null=True)
    response = models.FloatField(default=0.5)
    least = models.PositiveIntegerField(default=2)
    drawn = models.PositiveIntegerField(null=True)
    postal_codes = models.JSONField(default=list)
    places = models.JSONField(default=list)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="a_stratum_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(response__gt=0, response__lte=1), name="some_are_expected_to_answer"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FrameCount(models.Model):
    """How many of a sex and an age group belong to the population of a stratum."""

    stratum = models.ForeignKey(Stratum, on_delete=models.CASCADE, related_name="counts")
    sex = models.CharField(max_length=5)
    age_group = models.CharField(max_length=10)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stratum", "sex", "age_group"], name="a_cell_once_in_a_stratum"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stratum} {self.sex} {self.age_group}: {self.people}"
