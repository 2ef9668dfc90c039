from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tryggve.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tryggve.apps.accounts import permissions  # noqa: F401 - fills the table of permissions
