from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "tryggve.apps.areas"
    label = "areas"

    def ready(self) -> None:
        from tryggve.apps.areas import permissions  # noqa: F401 - fills the table of permissions
