from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "tryggve.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        from tryggve.apps.surveys import permissions  # noqa: F401 - fills the table of permissions
