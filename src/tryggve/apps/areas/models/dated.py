"""Rows that hold between two dates, both days counted."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def valid_on(on: date | None = None, *, prefix: str = "") -> Q:
    """Rows that hold on a day, today if none is named. An open end holds for ever.

    `prefix` names the way to the rows from those asked for: `valid_on(day, prefix="area__")`.
    """
    on = on or timezone.localdate()
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on}))


def still_holding(on: date) -> Q:
    """Rows that hold on the day or on a later one."""
    return Q(valid_to=None) | Q(valid_to__gte=on)


class Dated(models.Model):
    """Base of what holds from a day (None: as long as anyone knows) to a last day (None: still).

    A row that was replaced on the very day it began ends the day before: it never held, and no
    question about a day finds it, but the history keeps it.
    """

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def never_held(self) -> bool:
        return bool(self.valid_from and self.valid_to and self.valid_to < self.valid_from)

    def holds_on(self, on: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or self.valid_to >= on)

    def day_to_show(self) -> date:
        """Today, or the day of the row nearest to today: what surrounded it is asked for then."""
        today = timezone.localdate()
        if self.valid_from and self.valid_from > today:
            return self.valid_from
        return min(today, self.valid_to) if self.valid_to else today


def day_before(on: date) -> date:
    """The last day of what something new replaces on `on`."""
    return on - timedelta(days=1)
