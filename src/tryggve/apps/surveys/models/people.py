"""Drawn persons as the main database knows them: a pseudonym, and what the weights need."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import User
from tryggve.apps.areas.models import Area
from tryggve.apps.surveys.models.rounds import Round, RoundAddOn
from tryggve.apps.surveys.models.sampling import Draw
from tryggve.stats.nonresponse.outcomes import Disposition


class SampledPerson(models.Model):
    """One who was drawn. Who it is stands in the register alone, under another key.

    `area`: the survey area or the municipality; None for the made-up people of a test.
    `draw`: by which they were drawn; None for those of a test. `is_reached`: whether the register
    has a whole address. `disposition`: what became of them, once the link is destroyed; see
    `tryggve.stats.nonresponse.dispositions`.
    """

    class Sex(models.TextChoices):
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="people")
    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    stratum = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    sex = models.CharField(max_length=5, choices=Sex)
    age_group = models.CharField(max_length=10)
    design_weight = models.FloatField(null=True)
    draw = models.ForeignKey(Draw, on_delete=models.PROTECT, null=True, related_name="people")
    is_reached = models.BooleanField(default=True)
    disposition = models.CharField(
        max_length=12, blank=True, choices=[(each.value, each.value) for each in Disposition]
    )
    add_on = models.ForeignKey(RoundAddOn, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pseudonym)


class LoginCode(models.Model):
    """The code in a letter, as a keyed hash. Without the key nobody can find a code by it.

    Every letter has one of its own; all of a person's lead to the same response. `item`: the
    letter; None for those of a test.
    """

    person = models.ForeignKey(SampledPerson, on_delete=models.CASCADE, related_name="codes")
    lookup = models.BinaryField(max_length=32, unique=True)
    item = models.ForeignKey(
        "surveys.MailItem", on_delete=models.CASCADE, null=True, related_name="codes"
    )
    made = models.DateTimeField(default=timezone.now)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person}, {self.made:%Y-%m-%d}"


class OptOut(models.Model):
    """What somebody told instead of answering. The latest of a person holds.

    `by`: who noted it, of what was told on the telephone; None for what was told on the web.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("Would rather answer on paper")
        DECLINED = "declined", _("Does not wish to take part")
        DECEASED = "deceased", _("Has died")
        MOVED = "moved", _("Has moved")
        EMIGRATED = "emigrated", _("Lives abroad")
        NEW_LETTER = "new_letter", _("Wants a new letter")

    person = models.ForeignKey(SampledPerson, on_delete=models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=10, choices=Kind)
    told = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["told", "pk"]

    def __str__(self) -> str:
        return f"{self.person}, {self.kind}"
