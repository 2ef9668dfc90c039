"""Tags and filters that every template has: dates, numbers, labels."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from tryggve.wording import formats

register = template.Library()


def _language() -> str:
    return get_language() or "sv"


@register.filter
def day(value: date | datetime | None) -> str:
    """A date in words: 5 mars 2026. Empty for nothing."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return formats.day(value, _language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A date in words with the clock: 5 mars 2026 14:30. Empty for nothing."""
    return formats.moment(timezone.localtime(value), _language()) if value else ""


@register.filter
def number(value: float | None, decimals: int | None = None) -> str:
    """A number the language's way: 1 234,5. Two points for a value that is withheld."""
    return ".." if value is None else formats.number(value, _language(), decimals=decimals)


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """A share of 1 as a percentage. Two points for a value that is withheld."""
    return ".." if share is None else formats.percent(share, _language(), decimals=decimals)


@register.inclusion_tag("web/simulated.html")
def simulated(is_simulated: bool = True) -> dict[str, bool]:
    """The label that stands wherever a simulated figure is shown."""
    return {"is_simulated": is_simulated}
