from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "tryggve.apps.surveys"
    label = "surveys"

    def ready(self) -> None:
        from tryggve.apps.surveys import permissions  # noqa: F401 - fills the table of permissions
        from tryggve.apps.surveys.tasks import forget_guesses_daily, tell_of_the_week_weekly
        from tryggve.web.schedule import daily, weekly

        daily("surveys.forget_guesses", forget_guesses_daily, hour=0)
        weekly("surveys.fieldwork", tell_of_the_week_weekly, weekday=0, hour=6)
