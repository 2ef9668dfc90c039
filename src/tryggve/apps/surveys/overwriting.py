"""Overwrite what was deleted, so that it cannot be read out of the databases' files."""

from django.utils import timezone

from tryggve.apps.surveys.models import LinkDestruction
from tryggve.web.databases import rewrite_all


def overwrite(destruction: int) -> None:
    """Rewrite both databases, and note when. It can be done again."""
    rewrite_all()
    LinkDestruction.objects.filter(pk=destruction).update(overwritten=timezone.now())
