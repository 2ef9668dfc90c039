from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "tryggve.apps.public"
    label = "public"

    def ready(self) -> None:
        from tryggve.apps.public import permissions  # noqa: F401 - fills the table of permissions
