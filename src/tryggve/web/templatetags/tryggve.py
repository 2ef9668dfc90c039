"""Tags and filters that every template has: dates, numbers, labels."""

import re
from datetime import date, datetime

from django import template
from django.forms import BaseForm, BoundField
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tryggve.web.models import Notice
from tryggve.web.notices import page_of
from tryggve.wording import formats

register = template.Library()

# As 112, 1177, 114 14, 116 006 and 020-50 50 50.
PHONE = re.compile(
    r"(?<![\d-])(?:0\d{1,3}-\d{2,3}(?:\s\d{2,3})+|11[46]\s\d{2,3}|112|1177)(?![\d-])"
)


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


@register.filter
def dialled(phone: str) -> str:
    """A phone number as a link dials it: digits, and a plus sign in front."""
    return re.sub(r"(?!^\+)\D", "", phone.strip())


@register.filter(needs_autoescape=True)
def with_phones(text: str, autoescape: bool = True) -> SafeString:
    """A running text whose telephone numbers can be pressed, and are never turned or broken."""
    text = conditional_escape(text) if autoescape else text
    return mark_safe(PHONE.sub(_phone_link, text))  # noqa: S308 - escaped on the line above


@register.inclusion_tag("web/simulated.html")
def simulated(is_simulated: bool = True) -> dict[str, bool]:
    """The label that stands wherever a simulated figure is shown."""
    return {"is_simulated": is_simulated}


@register.inclusion_tag("web/tag.html")
def tag(word: str, kind: str = "") -> dict[str, str]:
    """A status: its word with a shape. `kind`: new, under-way, done, care, wrong or nothing."""
    return {"word": word, "kind": kind}


@register.filter
def page_of_notice(notice: Notice) -> str:
    """Where a notice leads."""
    return page_of(notice)


@register.filter
def has_optional(form: BaseForm) -> bool:
    """Whether a visible field of the form may be left empty. A box to tick always may."""
    return any(not field.field.required for field in form.visible_fields() if not _is_tick(field))


@register.filter
def has_required(form: BaseForm) -> bool:
    """Whether a visible field of the form must be filled in."""
    return any(field.field.required for field in form.visible_fields())


def _phone_link(found: re.Match[str]) -> str:
    shown = " ".join(found.group().split())
    return format_html(
        '<a class="nowrap" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', dialled(shown), shown
    )


def _is_tick(field: BoundField) -> bool:
    return field.widget_type == "checkbox"
