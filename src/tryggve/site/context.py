"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    return {
        "is_demo": settings.DEMO,
        "organisation": getattr(request, "organisation", None),
        "reference": getattr(request, "reference", ""),
    }
