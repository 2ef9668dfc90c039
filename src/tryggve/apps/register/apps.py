from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "tryggve.apps.register"
    label = "register"
