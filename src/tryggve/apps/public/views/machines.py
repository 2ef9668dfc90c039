"""What programs ask of the site: what may be searched, which pages there are, whom to warn."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import override

from tryggve.apps.public import queries
from tryggve.web.pages import public_page

PAGES = ("home", "public:about", "public:accessibility")
STAFFS = ("/o/", "/operator/", "/accounts/", "/me/", "/start/", "/invitation/", "/sign-in/")
PREFIXES = ("", "/en")
WARNING_HOLDS = timedelta(days=365)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read residents' pages, and nothing of a demonstration."""
    forbidden = (
        ["/"] if settings.DEMO else [f"{each}{path}" for each in PREFIXES for path in STAFFS]
    )
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in forbidden)]
    lines.append(f"Sitemap: {_whole(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every residents' page in each of its languages."""
    with override(settings.LANGUAGE_CODE):
        paths = [reverse(name) for name in PAGES]
        paths += [
            reverse("public:municipality", args=[each.slug]) for each in queries.municipalities()
        ]
        pages = [
            {code: _whole(translate_url(path, code)) for code, _ in settings.LANGUAGES}
            for path in paths
        ]
    return render(request, "public/sitemap.xml", {"pages": pages}, content_type="application/xml")


@public_page
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116): who answers for the installation."""
    publisher = queries.publisher()
    if publisher is None:
        raise Http404
    until = (timezone.now() + WARNING_HOLDS).replace(microsecond=0)
    lines = [
        f"Contact: mailto:{publisher.email}",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: sv, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _whole(path: str) -> str:
    return str(settings.TRYGGVE.base_url).rstrip("/") + path
