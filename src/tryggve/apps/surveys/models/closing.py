"""The end of a round's link to its people: asked for by one, carried out by another."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tryggve.apps.accounts.models import User
from tryggve.apps.surveys.models.rounds import Round


class LinkDestruction(models.Model):
    """Why, by whom and when the link between a round's people and their answers is destroyed.

    `body`, `decided`, `reference`: the retention decision. `checked`: what who asked for it has
    seen to. `backups_until`: the last day on which a backup can hold what was destroyed.
    `protocol`: what was destroyed, in numbers; None until it is. `overwritten`: when the place of
    what was deleted was overwritten in the databases' files.
    """

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="destruction")
    body = models.CharField(max_length=200)
    decided = models.DateField()
    reference = models.CharField(max_length=100)
    backups_until = models.DateField()
    checked = models.JSONField(default=list)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked = models.DateTimeField(default=timezone.now)
    carried_out_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    carried_out = models.DateTimeField(null=True)
    protocol = models.JSONField(null=True)
    overwritten = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_out_by=None) | ~Q(carried_out_by=F("asked_by")),
                name="a_link_is_destroyed_by_two",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.reference}"
