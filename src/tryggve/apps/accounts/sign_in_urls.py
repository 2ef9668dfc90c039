"""The pages of allauth that are in use. The others give "not found": nobody signs up here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import include, path, re_path

from tryggve.apps.accounts.views.sign_in import connections, not_in_use
from tryggve.web.pages import public_page, signed_in_page

second_factor = [
    path("", signed_in_page(mfa.index), name="mfa_index"),
    path("authenticate/", public_page(mfa.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", signed_in_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("totp/activate/", signed_in_page(totp.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", signed_in_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "recovery-codes/",
        signed_in_page(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "recovery-codes/generate/",
        signed_in_page(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "recovery-codes/download/",
        signed_in_page(recovery_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("webauthn/", signed_in_page(webauthn.list_webauthn), name="mfa_list_webauthn"),
    path("webauthn/add/", signed_in_page(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "webauthn/reauthenticate/",
        signed_in_page(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "webauthn/keys/<int:pk>/remove/",
        signed_in_page(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "webauthn/keys/<int:pk>/edit/",
        signed_in_page(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path("webauthn/login/", public_page(webauthn.login_webauthn), name="mfa_login_webauthn"),
]

password = [
    path("change/", signed_in_page(account.password_change), name="account_change_password"),
    path("set/", signed_in_page(account.password_set), name="account_set_password"),
    path("reset/", public_page(account.password_reset), name="account_reset_password"),
    path(
        "reset/done/", public_page(account.password_reset_done), name="account_reset_password_done"
    ),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public_page(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "reset/key/done/",
        public_page(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]

identity_provider = [
    path("", connections, name="socialaccount_connections"),
    path(
        "login/cancelled/",
        public_page(social.login_cancelled),
        name="socialaccount_login_cancelled",
    ),
    path("login/error/", public_page(social.login_error), name="socialaccount_login_error"),
    path("signup/", not_in_use, name="socialaccount_signup"),
]

urlpatterns = [
    path("login/", public_page(account.login), name="account_login"),
    path("logout/", public_page(account.logout), name="account_logout"),
    path("inactive/", public_page(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", signed_in_page(account.reauthenticate), name="account_reauthenticate"),
    path("password/", include(password)),
    path("2fa/", include(second_factor)),
    path("sessions/", signed_in_page(sessions.list_usersessions), name="usersessions_list"),
    path("3rdparty/", include(identity_provider)),
    # allauth asks for the addresses of these, so they have one.
    path("signup/", not_in_use, name="account_signup"),
    path("email/", not_in_use, name="account_email"),
    path("confirm-email/", not_in_use, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", not_in_use, name="account_confirm_email"),
]
