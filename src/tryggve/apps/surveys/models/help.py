"""What an organisation says itself on the help page of its surveys."""

from django.db import models

from tryggve.apps.accounts.models import Organisation


class HelpText(models.Model):
    """A part of the help page (see `help_texts`) in a language, in place of the standard one."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="help_texts"
    )
    section = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    text = models.TextField(max_length=2000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "section", "language"], name="one_help_text_for_each_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.section}, {self.language}"
