from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tryggve.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tryggve.apps.accounts import (  # noqa: F401 - fill the table of permissions, listen
            permissions,
            signals,
        )
