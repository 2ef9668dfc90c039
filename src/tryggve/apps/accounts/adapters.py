"""How allauth is bent to our rules: nobody signs up, everybody is invited."""

import io
import time
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from tryggve.apps.accounts import encryption, mail
from tryggve.apps.accounts.models import User
from tryggve.apps.accounts.queries import is_setting_up_second_factor as is_setting_up
from tryggve.apps.accounts.services.identities import sign_in_by_identity

SIGNED_IN_AT = "signed_in_at"  # key of the session: when, in seconds
FRESH = 15 * 60  # seconds after signing in within which the first second factor may be set up

# What allauth tells people by letter after it has happened.
NOTICES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was changed."),
    "account/email/password_set": _("A password was chosen for your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "socialaccount/email/account_connected": _("Another way to sign in was added."),
    "socialaccount/email/account_disconnected": _("A way to sign in was removed."),
}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The start page in the person's own language."""
        with override(request.user.language):
            return reverse("start")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not while the first second factor is set up, straight after signing in."""
        since = time.time() - self.request.session.get(SIGNED_IN_AT, 0)
        if app == "allauth.mfa" and since < FRESH and is_setting_up(self.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        link = mail.address(
            "account_reset_password_from_key",
            language=user.language,
            uidb36=context["uid"],
            key=context["key"],
        )
        mail.send("password_reset", to=email, language=user.language, user=user, link=link)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The one other letter in use: that nobody has this address. So the answer is as slow."""
        if template_prefix != "account/email/unknown_account":
            raise NotImplementedError(template_prefix)
        mail.send("no_account", to=email, language=get_language() or "sv")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person what was changed about their sign-in, without telling from where."""
        mail.send(
            "security_notice",
            to=user.email,
            language=user.language,
            user=user,
            what=NOTICES[template_prefix],
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Counted by address alone, so that `tryggve person unlock` finds the count."""
        return str(credentials.get("email", "")).lower()


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie an identity to the person or the invitation that has its verified address."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        email = verified_email(sociallogin)
        try:
            if not email:
                raise PermissionDenied
            user = sign_in_by_identity(email=email, name=_name_of(sociallogin))
        except PermissionDenied:
            page = render(request, "socialaccount/unknown.html", {"email": email}, status=403)
            raise ImmediateHttpResponse(page) from None
        sociallogin.connect(request, user)


def verified_email(sociallogin: SocialLogin) -> str:
    """The address that the provider has verified and may answer for, or an empty string."""
    domains = sociallogin.provider.app.settings.get("email_domains", [])
    for address in sociallogin.email_addresses:
        email = str(address.email).lower()
        is_theirs = not domains or email.rpartition("@")[2] in domains
        if address.verified is True and is_theirs:  # a text "false" is not to be trusted
            return email
    return ""


def _name_of(sociallogin: SocialLogin) -> str:
    data = sociallogin.account.extra_data
    name = data.get("userinfo", {}).get("name") or data.get("id_token", {}).get("name") or ""
    return str(name)[:120]


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> SafeString:
        """The QR code as a picture inside the page, which a strict content policy lets through."""
        written = io.BytesIO()
        qrcode.make(url, image_factory=SvgPathImage, border=4).save(written)
        svg = written.getvalue().decode().partition("?>")[2].strip()
        return mark_safe(svg.replace("<svg ", '<svg aria-hidden="true" class="qr" ', 1))  # noqa: S308

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)
