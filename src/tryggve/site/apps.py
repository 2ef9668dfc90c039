from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "tryggve.site"
    label = "site"

    def ready(self) -> None:
        from tryggve.site import permissions  # noqa: F401 - fills the table of permissions
