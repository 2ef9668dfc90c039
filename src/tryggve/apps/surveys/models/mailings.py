"""What is posted to drawn persons: the texts, each mailing, and every item in it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tryggve.apps.accounts.models import Organisation, User
from tryggve.apps.surveys.models.people import SampledPerson
from tryggve.apps.surveys.models.rounds import Round, RoundAddOn


class Letterhead(models.Model):
    """Who writes: what stands around the text of every letter and card.

    `payer`: for the strata that this organisation pays for; None for all that have none of their
    own. `signatures`: at most three, each with `name`, `title` and `organisation`. `returned_to`:
    where the post returns what it cannot deliver. `paid`: how the postage of a card is paid.
    `replies_to`: the lines of the address on the reply envelope.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="letterheads")
    payer = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="letterheads"
    )
    signatures = models.JSONField(default=list)
    contact = models.CharField(max_length=300, blank=True)
    protection = models.TextField(max_length=1500, blank=True)
    returned_to = models.CharField(max_length=200, blank=True)
    paid = models.CharField(max_length=60, blank=True)
    replies_to = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "payer"], name="one_letterhead_a_payer"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(payer=None), name="one_letterhead_without_payer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.payer}"


class MailText(models.Model):
    """What a kind of letter or card says, by `payer` as in `Letterhead`."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter")
        CARD = "card", _("Reminder card")
        REMINDER = "reminder", _("Reminder letter")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mail_texts")
    payer = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="mail_texts"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    heading = models.CharField(max_length=120)
    body = models.TextField(max_length=3000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "payer", "kind"],
                name="one_text_of_a_kind_for_each_payer",
            ),
            models.UniqueConstraint(
                fields=["round", "kind"],
                condition=Q(payer=None),
                name="one_text_of_a_kind_without_payer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.kind}, {self.payer}"


class FirmAgreement(models.Model):
    """An agreement with a firm that is given addresses or forms to work with."""

    class Work(models.TextChoices):
        PRINT = "print", _("Prints and posts letters")
        SCAN = "scan", _("Scans forms")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="agreements")
    work = models.CharField(max_length=5, choices=Work)
    firm = models.CharField(max_length=120)
    reference = models.CharField(max_length=100)
    signed = models.DateField()
    until = models.DateField()

    class Meta:
        ordering = ["work", "signed"]

    def __str__(self) -> str:
        return f"{self.firm}, {self.reference}"


class FlagCheck(models.Model):
    """A time when the sample was held against the register's flags of protected identity."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="flag_checks")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    people = models.PositiveIntegerField()  # in the file
    removed = models.PositiveIntegerField()  # of the sample
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.round}, {self.at:%Y-%m-%d}"


class PaperForm(models.Model):
    """A form as it is printed, kept with the places of its boxes until its answers are read.

    `layout_id`: the four signs on every side of it.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="paper_forms")
    add_on = models.ForeignKey(RoundAddOn, on_delete=models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=12)
    layout_id = models.CharField(max_length=4)
    layout = models.TextField()
    pdf = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "layout_id"], name="a_layout_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.layout_id}"


class Mailing(models.Model):
    """One wave: an item to everybody whom nothing speaks against at the minute it is prepared.

    `day`: on which it is to be posted, and the date of the letter. `key_name`: of the key that
    addresses and codes are sealed with until it is posted. `excluded`: how many got none, by why.
    `posted`: the day it was; from then on nothing can be printed again. `cost_each`: of one item
    with its postage, in kronor. `items_sent`, `items_returned`: how many there were, once the link
    is destroyed and the items are gone.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter")
        CARD = "card", _("Reminder card")
        REMINDER = "reminder", _("Reminder letter")
        EXTRA = "extra", _("Letters to those who asked for one")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mailings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    has_form = models.BooleanField(default=True)
    form_language = models.CharField(max_length=12, default="sv")
    day = models.DateField()
    key_name = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    excluded = models.JSONField(default=dict)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared = models.DateTimeField(default=timezone.now)
    posted = models.DateField(null=True)
    items_sent = models.PositiveIntegerField(null=True)
    items_returned = models.PositiveIntegerField(null=True)
    cost_each = models.DecimalField(max_digits=6, decimal_places=2, null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_mailing_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.number}"

    @property
    def is_card(self) -> bool:
        return self.kind == self.Kind.CARD


class MailPiece(models.Model):
    """A letter or card as it is printed for one payer's people, without address and codes.

    `places`: where these go; see `tryggve.paper.mail.Piece`.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="pieces")
    payer = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    pdf = models.BinaryField()
    places = models.JSONField()

    def __str__(self) -> str:
        return f"{self.mailing}, {self.payer}"


class MailBatch(models.Model):
    """Some hundreds of items in the order in which they are posted.

    `size`: how many. `first`, `last`: the postal codes of the first and the last. `printed`: what
    the manifest tells of it, once its files have been made; they are made alike every time.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="batches")
    number = models.PositiveIntegerField()
    piece = models.ForeignKey(MailPiece, on_delete=models.CASCADE, related_name="batches")
    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, null=True, related_name="+")
    size = models.PositiveIntegerField()
    first = models.CharField(max_length=10)
    last = models.CharField(max_length=10)
    printed = models.JSONField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "number"], name="a_batch_once_in_a_mailing")
        ]

    def __str__(self) -> str:
        return f"{self.mailing}, {self.number}"

    @property
    def sender(self) -> Organisation:
        """Whose letters they are: who pays, or who asks."""
        return self.piece.payer or self.mailing.round.organisation


class MailItem(models.Model):
    """A letter or card to one person. `lookup`: the hash of the code beside the address.

    `returned`: when the post brought it back, and `reason` what stands on it.
    """

    class Reason(models.TextChoices):
        UNKNOWN = "unknown", _("No reason, or addressee unknown")
        MOVED = "moved", _("Moved, new address not known")
        REFUSED = "refused", _("Refused")
        DECEASED = "deceased", _("Deceased")
        EMIGRATED = "emigrated", _("Moved abroad")

    batch = models.ForeignKey(MailBatch, on_delete=models.CASCADE, related_name="items")
    person = models.ForeignKey(SampledPerson, on_delete=models.CASCADE, related_name="items")
    lookup = models.BinaryField(max_length=32, unique=True)
    returned = models.DateTimeField(null=True)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)

    def __str__(self) -> str:
        return f"{self.batch}, {self.pk}"


class Sheet(models.Model):
    """A leaf of somebody's form. `lookup`: the hash of the code on both its sides."""

    item = models.ForeignKey(MailItem, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    lookup = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return f"{self.item}, {self.number}"
