"""The addresses of the residents' pages."""

from django.urls import path

from tryggve.apps.public import views

app_name = "public"
urlpatterns = [
    path("kommun/<slug:slug>/", views.municipality, name="municipality"),
    path("tillganglighet/", views.accessibility, name="accessibility"),
    path("om/", views.about, name="about"),
    path("fel/", views.report_fault, name="report_fault"),
    path("fel/<str:reference>/", views.fault_receipt, name="fault_receipt"),
]
