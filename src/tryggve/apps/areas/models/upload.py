"""Files of areas that an organisation has put in, and those that wait to be confirmed."""

from datetime import timedelta

import shapely
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models.area import Area, Kind

DRAFT_LIVES = timedelta(days=2)


class AreaUpload(models.Model):
    """A file of areas that an organisation has put in: all of it or nothing."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="area_uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="area_uploads")
    at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d}"


def draft_expiry() -> "timezone.datetime":
    return timezone.now() + DRAFT_LIVES


class DraftQuerySet(models.QuerySet):
    """Drafts of areas and of population: seen by their own organisation until they expire."""

    def of(self, organisation: Organisation) -> "DraftQuerySet":
        return self.filter(organisation=organisation, expires__gt=timezone.now())

    def expired(self) -> "DraftQuerySet":
        return self.filter(expires__lte=timezone.now())


class AreaUploadDraft(models.Model):
    """A file that was read and found right, and waits for somebody to look and to confirm it."""

    class Mode(models.TextChoices):
        ADD = "add", _("Add these to the areas we have")
        REPLACE = "replace", _("Replace all our areas of this kind")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="area_drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="area_drafts")
    at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(default=draft_expiry)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=Kind)
    mode = models.CharField(max_length=10, choices=Mode)
    valid_from = models.DateField()
    is_simulated = models.BooleanField(default=False)

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name


class DraftArea(models.Model):
    """One area of a draft, with the municipality it was found to lie in."""

    draft = models.ForeignKey(AreaUploadDraft, models.CASCADE, related_name="areas")
    row = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    geometry_wkb = models.BinaryField()
    municipality = models.ForeignKey(Area, models.CASCADE, related_name="+")
    method = models.CharField(max_length=20)
    is_certain = models.BooleanField()

    class Meta:
        ordering = ["row"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="one_row_of_a_draft_each_code")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def geometry(self) -> shapely.Geometry:
        """In SWEREF 99 TM (metres)."""
        return shapely.from_wkb(bytes(self.geometry_wkb))
