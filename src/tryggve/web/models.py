"""What the building blocks keep: the history of acts, outgoing mail, notices to staff."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from tryggve.web.history import AppendOnly
from tryggve.web.workflow import Workflow
from tryggve.wording.text import Text


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


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> "OutgoingMailQuerySet":
        return self.filter(state="waiting")


class OutgoingMail(models.Model):
    """One message to one address. Its text is kept only while it waits: it may hold a secret."""

    STATES: ClassVar = Workflow(
        {"waiting": {"sent", "failed"}, "sent": {"bounced"}, "failed": set(), "bounced": set()}
    )

    to = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="waiting", db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt = models.DateTimeField(default=timezone.now)
    message_id = models.CharField(max_length=250, unique=True)
    error = models.CharField(max_length=80, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return f"{self.pk}, {self.state}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read=None)


class Notice(models.Model):
    """Something that one person should see next time: a sentence, and the page it is about."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    message = models.CharField(max_length=250)
    plural = models.CharField(max_length=250, blank=True)
    count = models.IntegerField(null=True)
    values = models.JSONField(default=dict)
    page = models.CharField(max_length=100)
    page_arguments = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)
    mailed = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "-pk"]
        indexes = [models.Index(fields=["user", "read"], name="notices_of_a_person")]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> Text:
        """The sentence, said in the language of whoever reads it."""
        values: dict[str, Any] = dict(self.values)
        return Text(self.message, values, self.plural, self.count)


class ScheduledRun(models.Model):
    """A task that comes back was put in the queue for this time. One row, so it is never twice."""

    name = models.CharField(max_length=60)
    due = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "due"], name="one_run_for_each_time")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due:%Y-%m-%d %H:%M}"


class TaskWorker(models.Model):
    """A process that does tasks, and when it last said that it lives."""

    name = models.CharField(max_length=64, unique=True)
    started = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
