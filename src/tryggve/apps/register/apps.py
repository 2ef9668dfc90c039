from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "tryggve.apps.register"
    label = "register"

    def ready(self) -> None:
        from tryggve.apps.register import permissions  # noqa: F401 - fills the table of permissions
