"""Every address of the site. Staff's pages name their organisation: /o/lessebo/areas/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tryggve.site import views

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("start/", views.start, name="start"),
        path("accounts/", include("allauth.urls")),
        path("", views.home, name="home"),
        prefix_default_language=False,
    ),
]
