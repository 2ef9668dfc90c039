from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "tryggve.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        from tryggve.apps.surveys import permissions  # noqa: F401 - fills the table of permissions
        from tryggve.apps.surveys.tasks import forget_guesses_daily
        from tryggve.web.schedule import daily

        daily("surveys.forget_guesses", forget_guesses_daily, hour=0)
