"""What the building blocks keep: the history of acts, outgoing mail, notices to staff."""

from django.conf import settings
from django.db import models

from tryggve.web.history import AppendOnly


class Act(AppendOnly):
    """Somebody changed something through a service: who, for whom, what."""

    service = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="acts")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, related_name="acts"
    )
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.service} {self.at:%Y-%m-%d %H:%M}"
