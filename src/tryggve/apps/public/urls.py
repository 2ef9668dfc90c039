"""The addresses of the residents' pages, and of those where their reports are answered."""

from django.urls import path

from tryggve.apps.public.views import faults, publisher, residents

app_name = "public"
urlpatterns = [
    path("kommun/<slug:slug>/", residents.municipality, name="municipality"),
    path("tillganglighet/", residents.accessibility, name="accessibility"),
    path("om/", residents.about, name="about"),
    path("fel/", residents.report_fault, name="report_fault"),
    path("fel/<str:reference>/", residents.fault_receipt, name="fault_receipt"),
    path("o/<slug:organisation>/page-faults/", faults.faults, name="faults"),
    path("o/<slug:organisation>/page-faults/<str:reference>/", faults.fault, name="fault"),
    path("operator/page-faults/", faults.site_faults, name="site_faults"),
    path("operator/page-faults/<str:reference>/", faults.site_fault, name="site_fault"),
    path("operator/publisher/", publisher.publisher, name="publisher"),
]
