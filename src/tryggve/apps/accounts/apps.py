import logging

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tryggve.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from tryggve.apps.accounts import (  # noqa: F401 - fill the table of permissions, listen
            permissions,
            signals,
        )

        # It tells the identifier of each passkey, which belongs to a person.
        logging.getLogger("fido2").setLevel(logging.WARNING)
