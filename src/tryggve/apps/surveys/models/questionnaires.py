"""A version of a questionnaire, and who has approved its languages."""

import json
from functools import lru_cache

from django.db import models
from django.utils import timezone

from tryggve.apps.accounts.models import Organisation, User
from tryggve.questionnaire.model import Questionnaire


class QuestionnaireVersion(models.Model):
    """The content of one version. It is frozen once a round that uses it has opened."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="questionnaires"
    )
    name = models.CharField(max_length=32)
    version = models.CharField(max_length=20)
    content = models.TextField()  # the definition as JSON
    content_hash = models.CharField(max_length=64)
    added = models.DateTimeField(default=timezone.now)
    frozen = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "-added"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "version"], name="one_content_for_each_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    def read(self) -> Questionnaire:
        """The definition. Read once a process for each content."""
        return _read(self.content)


class LanguageApproval(models.Model):
    """A named reviewer has read a language through. It holds for that wording alone."""

    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.CASCADE, related_name="approvals"
    )
    language = models.CharField(max_length=12)
    wording_hash = models.CharField(max_length=64)
    reviewer = models.CharField(max_length=120)
    approved_on = models.DateField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "language"], name="one_approval_for_each_language"
            )
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire}, {self.language}"


@lru_cache(maxsize=32)
def _read(content: str) -> Questionnaire:
    return Questionnaire.model_validate(json.loads(content))
