from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tryggve.web"
    label = "web"
