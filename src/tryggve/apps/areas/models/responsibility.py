"""Who answers for what in which area."""

from datetime import date

from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models.area import Area
from tryggve.apps.areas.models.dated import Dated, valid_on


class ResponsibilityQuerySet(models.QuerySet["Responsibility"]):
    def current(self, on: date | None = None) -> "ResponsibilityQuerySet":
        return self.filter(valid_on(on))


class Responsibility(Dated):
    """An organisation answers for something in an area, between two dates."""

    class Task(models.TextChoices):
        COORDINATION = "coordination", _("Co-ordinates local safety work")
        POLICING = "policing", _("Polices the area")
        SURVEY = "survey", _("Runs the safety survey")
        MAINTENANCE = "maintenance", _("Looks after the physical environment")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="responsibilities")
    area = models.ForeignKey(Area, models.PROTECT, related_name="responsibilities")
    task = models.CharField(_("task"), max_length=20, choices=Task)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ["area", "task"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "area", "task"],
                condition=Q(valid_to=None),
                name="one_open_responsibility_for_each_task",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_task_display()}, {self.area}"


auditlog.register(Responsibility)
