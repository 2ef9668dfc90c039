"""Every address of the site. Staff's pages name their organisation: /o/lessebo/areas/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tryggve.apps.public.views import machines
from tryggve.apps.public.views.residents import home
from tryggve.site import errors, identity, views
from tryggve.site.health import health
from tryggve.site.look import look

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("health", health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("o-style/<slug:slug>.css", identity.organisation_style, name="organisation_style"),
    path("logo/<slug:slug>.png", identity.organisation_logo, name="organisation_logo"),
    path("accounts/", include("tryggve.apps.accounts.provider_urls")),
    path("svara/", include("tryggve.apps.surveys.answering_urls")),
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("tryggve.apps.public.urls")),
        path("start/", views.start, name="start"),
        path("design/", look, name="look"),
        path("notices/", views.read_notices, name="read_notices"),
        path("language/", views.choose_language, name="choose_language"),
        path("o/<slug:organisation>/", views.organisation_start, name="organisation_start"),
        path("accounts/", include("tryggve.apps.accounts.sign_in_urls")),
        path("", include("tryggve.apps.accounts.urls")),
        path("", include("tryggve.apps.areas.urls")),
        path("", include("tryggve.apps.surveys.urls")),
        prefix_default_language=False,
    ),
]
