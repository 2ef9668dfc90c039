"""Population counts by area, sex and age, and where they come from."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models.area import Area
from tryggve.apps.areas.models.upload import DraftQuerySet, draft_expiry


class PopulationSourceQuerySet(models.QuerySet["PopulationSource"]):
    def seen_by(self, organisation: Organisation) -> "PopulationSourceQuerySet":
        """What everyone knows, and what the organisation itself has imported."""
        return self.filter(Q(owner=None) | Q(owner=organisation))


class PopulationSource(models.Model):
    """Where a set of population counts comes from, and whether they are modelled."""

    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="population_sources"
    )
    name = models.CharField(max_length=300)
    reference_date = models.DateField()
    is_modelled = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    created = models.DateTimeField(auto_now_add=True)

    objects = PopulationSourceQuerySet.as_manager()

    class Meta:
        # The best first: real before modelled, then the latest day, then the latest import.
        ordering = ["is_modelled", "-reference_date", "-created", "-pk"]

    def __str__(self) -> str:
        return self.name


class PopulationCount(models.Model):
    """How many of a sex and an age live in an area; `age_to` is None for the open top class.

    A total that nobody has split has the sex `all` and the ages from 0.
    """

    class Sex(models.TextChoices):
        WOMEN = "women", _("Women")
        MEN = "men", _("Men")
        ALL = "all", _("All")

    source = models.ForeignKey(PopulationSource, models.CASCADE, related_name="counts")
    area = models.ForeignKey(Area, models.PROTECT, related_name="population")
    sex = models.CharField(max_length=5, choices=Sex)
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField(null=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "area", "sex", "age_from"], name="one_count_for_each_cell"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.sex} {self.age_from}: {self.count}"


class PopulationDraft(models.Model):
    """A file of population that was read and found right, and waits to be confirmed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="population_drafts")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="population_drafts"
    )
    at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField(default=draft_expiry)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()

    objects = DraftQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name
