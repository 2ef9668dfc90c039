"""An organisation's colour and logo, as files that a strict content policy lets through."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tryggve.apps.accounts.models import Organisation
from tryggve.web.colours import is_readable
from tryggve.web.pages import public_page
from tryggve.web.uploads import kind_of

# The address changes with each change of the organisation, so a browser may keep the answer.
kept = cache_control(public=True, max_age=31_536_000, immutable=True)


@public_page
@require_safe
@kept
def organisation_style(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's colour in place of the product's, if it can be read."""
    colour = Organisation.objects.filter(slug=slug).values_list("colour", flat=True).first()
    if not colour or not is_readable(colour):
        raise Http404
    return HttpResponse(f":root {{ --brand: {colour}; }}\n", content_type="text/css")


@public_page
@require_safe
@kept
def organisation_logo(request: HttpRequest, slug: str) -> HttpResponse:
    """The organisation's logo, told as what its content is."""
    logo = Organisation.objects.filter(slug=slug).values_list("logo", flat=True).first()
    if not logo:
        raise Http404
    content = bytes(logo)
    return HttpResponse(content, content_type=f"image/{kind_of(content)}")
