"""allauth's forms in our words: labels instead of placeholders, a hint where one helps."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

EMAIL = _("E-mail")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The new password once more")
LENGTH = _("At least 12 characters. Several words that you remember are good.")
CODE = _("Code from the app")
CODE_OR_RECOVERY = _("Six digits from your authenticator app, or one of your recovery codes.")
KEY_NAME = _("What to call the passkey")


class OurWords:
    """Give the fields our labels and hints, and no text inside the boxes."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class SignInForm(OurWords, account.LoginForm):
    words: ClassVar = {"login": (EMAIL, ""), "password": (PASSWORD, "")}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    words: ClassVar = {"password": (PASSWORD, "")}


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    words: ClassVar = {
        "oldpassword": (_("Your present password"), ""),
        "password1": (NEW_PASSWORD, LENGTH),
        "password2": (AGAIN, ""),
    }


class SetPasswordForm(OurWords, account.SetPasswordForm):
    words: ClassVar = {"password1": (NEW_PASSWORD, LENGTH), "password2": (AGAIN, "")}


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    words: ClassVar = {"email": (EMAIL, "")}


class ResetPasswordKeyForm(OurWords, account.ResetPasswordKeyForm):
    words: ClassVar = {"password1": (NEW_PASSWORD, LENGTH), "password2": (AGAIN, "")}


class OnceOnly:
    """A code of the app is good once, for as long as a clock that is off lets it be good.

    allauth remembers a used code for one step alone, but accepts MFA_TOTP_TOLERANCE steps around.
    """

    def clean_code(self) -> str:
        code = str(super().clean_code())  # type: ignore[misc]
        steps = 2 * app_settings.TOTP_TOLERANCE + 1
        used = f"accounts.totp.used:{self.user.pk}:{code}"  # type: ignore[attr-defined]
        if not cache.add(used, True, timeout=steps * app_settings.TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnly, OurWords, factors.AuthenticateForm):
    words: ClassVar = {"code": (_("Code"), CODE_OR_RECOVERY)}


class ReauthenticateByCodeForm(OnceOnly, OurWords, factors.ReauthenticateForm):
    words: ClassVar = {"code": (_("Code"), CODE_OR_RECOVERY)}


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    words: ClassVar = {"code": (CODE, _("The six digits that the app shows now."))}


class AddPasskeyForm(OurWords, webauthn.AddWebAuthnForm):
    words: ClassVar = {
        "name": (KEY_NAME, _("As in: my phone, the blue key.")),
        "passwordless": (
            _("Let me sign in with the passkey alone, without a password"),
            _("The device then asks for your finger, your face or a PIN."),
        ),
    }


class RenamePasskeyForm(OurWords, webauthn.EditWebAuthnForm):
    words: ClassVar = {"name": (KEY_NAME, "")}
