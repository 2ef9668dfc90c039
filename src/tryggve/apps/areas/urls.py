"""Addresses of the pages about areas."""

from django.urls import include, path, re_path

from tryggve.apps.areas.views import areas, changes, downloads, operator, population, uploads

app_name = "areas"

of_organisation = [
    path("", areas.areas, name="areas"),
    path("upload/", uploads.upload, name="upload"),
    path("upload/<int:pk>/", uploads.draft, name="draft"),
    path("population/", population.population, name="population"),
    path("population/<int:pk>/", population.population_draft, name="population_draft"),
    path("responsibility/", changes.responsibilities, name="responsibilities"),
    path("responsibility/<int:pk>/end/", changes.end_responsibility, name="end_responsibility"),
    re_path(r"^own/(?P<kind>[a-z_]+)\.(?P<form>geojson|csv)$", downloads.own, name="own"),
    path("<int:pk>/", areas.area, name="area"),
    path("<int:pk>/correct/", changes.correct, name="correct"),
    path("<int:pk>/end/", changes.end, name="end"),
    path("<int:pk>/answer/", changes.answer, name="answer"),
    path("<int:pk>/area.geojson", downloads.area_geojson, name="area_geojson"),
    path("<int:pk>/sheet.pdf", downloads.sheet, name="sheet"),
]

urlpatterns = [
    path("o/<slug:organisation>/areas/", include(of_organisation)),
    path("operator/areas/", operator.reference_areas, name="reference_areas"),
    path("operator/areas/<int:pk>/", operator.reference_area, name="reference_area"),
    path("operator/areas/<int:pk>/correct/", operator.correct_reference, name="correct_reference"),
    path("operator/responsibility/<int:pk>/end/", operator.take_away, name="take_away"),
]
