"""Areas and places, and which lies in which."""

from datetime import date

import shapely
from auditlog.registry import auditlog
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation
from tryggve.apps.areas.models.dated import Dated, valid_on


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

    @property
    def rank(self) -> int:
        """0 for the largest: an area lies only in areas of a lower rank."""
        return list(Kind).index(self)


def larger_kinds(kind: str) -> list[Kind]:
    """The kinds that an area of `kind` may lie in."""
    return list(Kind)[: Kind(kind).rank]


class Evidence(models.TextChoices):
    """How well it is known that something is so."""

    OFFICIAL = "official", _("Official register")
    STATED = "stated", _("Stated in a public source")
    NAME = "name", _("Concluded from the name")
    INFERRED = "inferred", _("Concluded from what remains")
    ENTERED = "entered", _("Entered by a user")
    INVENTED = "invented", _("Made up, for practice")


class SearchText(models.CharField):
    """Name and code in small letters, so that "östra" finds "Östra" on every database."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = f"{model_instance.name} {model_instance.code}".casefold()  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, text)
        return text


class AreaQuerySet(models.QuerySet["Area"]):
    def current(self, on: date | None = None) -> "AreaQuerySet":
        return self.filter(valid_on(on))

    def seen_by(self, organisation: Organisation) -> "AreaQuerySet":
        """What everyone knows, and what the organisation itself has put in."""
        return self.filter(Q(owner=None) | Q(owner=organisation))

    def without_geometry(self) -> "AreaQuerySet":
        """For lists: the border, which can be large, stays in the database until asked for."""
        return self.defer("geometry_wkb")

    def by_rank(self, *, first: "Kind | None" = None) -> "AreaQuerySet":
        """The largest kinds first, but for one that goes before all others."""
        ranks = {kind: -1 if kind == first else kind.rank for kind in Kind}
        whens = [models.When(kind=kind, then=rank) for kind, rank in ranks.items()]
        return self.alias(rank=models.Case(*whens)).order_by("rank", "name", "code")


class Area(Dated):
    """An area or a place, between two dates. A changed border is a new row: history stays."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    search_text = SearchText(max_length=200, editable=False)
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="areas"
    )
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
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_reference(self) -> bool:
        """Known to everyone, not put in by an organisation."""
        return self.owner_id is None

    @property
    def is_simulated(self) -> bool:
        """Made up: wherever it is shown, that is said."""
        return self.evidence == Evidence.INVENTED

    @property
    def geometry(self) -> shapely.Geometry | None:
        """The area in SWEREF 99 TM (metres), or None where no border is known."""
        return shapely.from_wkb(bytes(self.geometry_wkb)) if self.geometry_wkb else None

    @geometry.setter
    def geometry(self, geometry: shapely.Geometry | None) -> None:
        self.geometry_wkb = None if geometry is None else shapely.to_wkb(geometry)
        bounds = (None,) * 4 if geometry is None else geometry.bounds
        self.min_x, self.min_y, self.max_x, self.max_y = bounds


class AreaParent(Dated):
    """An area lies in another, between two dates: a municipality in its county and in its LPO."""

    child = models.ForeignKey(Area, models.CASCADE, related_name="parent_links")
    parent = models.ForeignKey(Area, models.CASCADE, related_name="child_links")
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


auditlog.register(
    Area, exclude_fields=["geometry_wkb", "min_x", "min_y", "max_x", "max_y", "search_text"]
)
auditlog.register(AreaParent)
