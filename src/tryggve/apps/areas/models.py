"""Areas and their places in the tree over time, population, and who answers for which area."""

from datetime import date

import shapely
from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation


def valid_on(on: date | None) -> Q:
    """Rows that hold on a day, today if none is named. An open end holds for ever."""
    on = on or timezone.localdate()
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=on))


class Kind(models.TextChoices):
    """The kinds of areas, from the largest to the smallest."""

    COUNTRY = "country", _("Country")
    POLICE_REGION = "police_region", _("Police region")
    POLICE_AREA = "police_area", _("Police area")
    COUNTY = "county", _("County")
    LOCAL_POLICE_AREA = "local_police_area", _("Local police area")
    MUNICIPALITY = "municipality", _("Municipality")
    LOCALITY = "locality", _("Locality")
    SURVEY_AREA = "survey_area", _("Survey area")
    PLACE = "place", _("Place")


class Evidence(models.TextChoices):
    """How well it is known that something is so."""

    OFFICIAL = "official", _("Official register")
    STATED = "stated", _("Stated in a public source")
    NAME = "name", _("Concluded from the name")
    INFERRED = "inferred", _("Concluded from what remains")
    ENTERED = "entered", _("Entered by a user")


class AreaQuerySet(models.QuerySet["Area"]):
    def current(self, on: date | None = None) -> "AreaQuerySet":
        return self.filter(valid_on(on))

    def seen_by(self, organisation: Organisation) -> "AreaQuerySet":
        """What everyone knows, and what the organisation itself has put in."""
        return self.filter(Q(owner=None) | Q(owner=organisation))


class Area(models.Model):
    """An area or a place, between two dates. A changed border is a new row: history stays."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="areas"
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    geometry_wkb = models.BinaryField(null=True, editable=False)
    min_x = models.FloatField(null=True, editable=False)
    min_y = models.FloatField(null=True, editable=False)
    max_x = models.FloatField(null=True, editable=False)
    max_y = models.FloatField(null=True, editable=False)
    upload = models.ForeignKey(
        "AreaUpload", models.PROTECT, null=True, blank=True, related_name="areas"
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        indexes = [
            models.Index(fields=["kind", "code"]),
            models.Index(fields=["min_x", "max_x", "min_y", "max_y"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(valid_to=None, owner=None),
                name="one_open_area_for_each_code",
            ),
            models.UniqueConstraint(
                fields=["kind", "code", "owner"],
                condition=Q(valid_to=None, owner__isnull=False),
                name="one_open_area_of_an_owner_for_each_code",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
                name="area_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def geometry(self) -> shapely.Geometry | None:
        """The area in SWEREF 99 TM (metres), or None where no border is known."""
        return shapely.from_wkb(bytes(self.geometry_wkb)) if self.geometry_wkb else None

    @geometry.setter
    def geometry(self, geometry: shapely.Geometry | None) -> None:
        self.geometry_wkb = None if geometry is None else shapely.to_wkb(geometry)
        bounds = (None,) * 4 if geometry is None else geometry.bounds
        self.min_x, self.min_y, self.max_x, self.max_y = bounds


class AreaParent(models.Model):
    """An area lies in another, between two dates: a municipality in its county and in its LPO."""

    child = models.ForeignKey(Area, models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Area, models.CASCADE, related_name="child_links")
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    evidence = models.CharField(_("evidence"), max_length=10, choices=Evidence)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "parent"],
                condition=Q(valid_to=None),
                name="one_open_link_to_each_parent",
            ),
            models.CheckConstraint(
                condition=~Q(child=models.F("parent")), name="no_area_lies_in_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} - {self.parent}"


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

    class Meta:
        ordering = ["-reference_date", "is_modelled", "-created"]

    def __str__(self) -> str:
        return self.name


class PopulationCount(models.Model):
    """How many of a sex and an age live in an area; `age_to` is None for the open top class."""

    class Sex(models.TextChoices):
        WOMEN = "women", _("Women")
        MEN = "men", _("Men")

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


class Responsibility(models.Model):
    """An organisation answers for something in an area, between two dates."""

    class Task(models.TextChoices):
        COORDINATION = "coordination", _("Co-ordinates local safety work")
        POLICING = "policing", _("Polices the area")
        SURVEY = "survey", _("Runs the safety survey")
        MAINTENANCE = "maintenance", _("Looks after the physical environment")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="responsibilities")
    area = models.ForeignKey(Area, models.PROTECT, related_name="responsibilities")
    task = models.CharField(_("task"), max_length=20, choices=Task)
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

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


auditlog.register(Area, exclude_fields=["geometry_wkb", "min_x", "min_y", "max_x", "max_y"])
auditlog.register(AreaParent)
auditlog.register(Responsibility)
