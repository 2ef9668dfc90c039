from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "tryggve.apps.public"
    label = "public"
