"""The site's addresses and one more: a staff page that holds nothing, the limit for other pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from tryggve.site.urls import *  # noqa: F403
from tryggve.site.urls import urlpatterns as of_the_site
from tryggve.web.pages import staff_page


@staff_page("areas.view_areas")
def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "base/staff.html")


urlpatterns = [path("o/<slug:organisation>/empty/", empty, name="empty"), *of_the_site]
