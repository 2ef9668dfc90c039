from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tryggve.site"
    label = "site"
