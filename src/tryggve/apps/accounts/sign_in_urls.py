"""The pages of allauth that are in use. The others give "not found": nobody signs up here."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from allauth.urls import build_provider_urlpatterns
from django.urls import include, path, re_path

from tryggve.apps.accounts.views.sign_in import connections, not_in_use

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
    path("3rdparty/", connections, name="socialaccount_connections"),
    *build_provider_urlpatterns(),
    # allauth asks for the addresses of these, so they have one.
    path("signup/", not_in_use, name="account_signup"),
    path("email/", not_in_use, name="account_email"),
    path("confirm-email/", not_in_use, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", not_in_use, name="account_confirm_email"),
    path("3rdparty/signup/", not_in_use, name="socialaccount_signup"),
]
