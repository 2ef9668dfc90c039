from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tryggve.web"
    label = "web"

    def ready(self) -> None:
        from django.conf import settings

        from tryggve.web.delivery import send_overdue_mail
        from tryggve.web.digest import send_digests
        from tryggve.web.schedule import daily, hourly
        from tryggve.web.tidy import tidy_daily

        daily("web.digests", send_digests, hour=settings.TRYGGVE.digest_hour)
        daily("web.tidy", tidy_daily, hour=3)
        hourly("web.overdue_mail", send_overdue_mail)
