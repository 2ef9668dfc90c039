"""Where identity providers send people back to: the same address in every language."""

from allauth.urls import build_provider_urlpatterns

urlpatterns = build_provider_urlpatterns()
