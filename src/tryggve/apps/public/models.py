"""Who answers for the residents' pages, and what residents report about them."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.web.history import AppendOnly
from tryggve.web.workflow import Workflow


class Publisher(models.Model):
    """Who answers for this installation, and how far its pages can be used by everyone.

    One row at most. Until somebody has filled it in, the pages say so.
    """

    class Testing(models.TextChoices):
        """How the pages have been tested."""

        NOT_TESTED = "not_tested", _("Not tested")
        SELF = "self", _("Tested by ourselves")
        EXTERNAL = "external", _("Tested by somebody independent")

    class Conformance(models.TextChoices):
        """How far the pages meet the law, in the words of the directive."""

        FULL = "full", _("The site meets the law fully")
        PARTIAL = "partial", _("The site meets the law in part")
        NONE = "none", _("The site does not meet the law")

    is_the_only_one = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(_("who answers for the site"), max_length=120)
    function = models.CharField(_("function to contact"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30)
    email = models.EmailField(_("e-mail"))
    testing = models.CharField(
        _("how the site has been tested"),
        max_length=10,
        choices=Testing,
        default=Testing.NOT_TESTED,
    )
    tested = models.DateField(_("when it was tested"), null=True, blank=True)
    tested_how = models.TextField(_("what was tested, and with what"), max_length=2000, blank=True)
    conformance = models.CharField(
        _("how far the site meets the law"),
        max_length=10,
        choices=Conformance,
        default=Conformance.PARTIAL,
    )
    known_faults = models.TextField(
        _("known faults"),
        max_length=5000,
        blank=True,
        help_text=_(
            "One on each line: what does not work, for whom, and when it will be corrected."
        ),
    )
    published = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_the_only_one=True), name="one_publisher_for_the_site"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def faults(self) -> list[str]:
        """The known faults, one from each line."""
        return [line.strip() for line in self.known_faults.splitlines() if line.strip()]


class FaultStatus(models.TextChoices):
    """Where a reported fault is on its way."""

    RECEIVED = "received", _("Received")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


FAULT_WORKFLOW = Workflow(
    {
        FaultStatus.RECEIVED: {FaultStatus.ANSWERED, FaultStatus.CLOSED},
        FaultStatus.ANSWERED: {FaultStatus.CLOSED},
        FaultStatus.CLOSED: set(),
    }
)


class PageFault(models.Model):
    """Somebody has told us that a page cannot be used. Closing it erases the e-mail address."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="page_faults"
    )
    page = models.CharField(_("page"), max_length=200, blank=True)
    language = models.CharField(max_length=2)
    text = models.TextField(_("what does not work"), max_length=2000)
    email = models.EmailField(_("e-mail"), blank=True)
    reference = models.CharField(max_length=12, unique=True)
    status = models.CharField(max_length=10, choices=FaultStatus, default=FaultStatus.RECEIVED)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created", "-pk"]

    def __str__(self) -> str:
        return self.reference

    @property
    def shape(self) -> str:
        """The kind of label that shows the status."""
        return {"received": "new", "answered": "under-way", "closed": "done"}[self.status]

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES).get(self.language, self.language)


class PageFaultChange(AppendOnly):
    """A reported fault went from one state to another: who, when, what was done."""

    fault = models.ForeignKey(PageFault, models.PROTECT, related_name="changes")
    before = models.CharField(max_length=10, choices=FaultStatus, blank=True)
    after = models.CharField(max_length=10, choices=FaultStatus)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    reply = models.TextField(_("answer to the resident"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.fault} {self.after}"


auditlog.register(Publisher)
auditlog.register(PageFault, exclude_fields=["text", "email"])
