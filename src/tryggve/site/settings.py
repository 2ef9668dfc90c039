"""Django's settings, made from the installation's configuration."""

from datetime import timedelta

import dj_database_url
from django.utils.translation import gettext_lazy as _

from tryggve.site.config import configuration
from tryggve.site.keys import secret_of_sessions
from tryggve.site.providers import identity_providers
from tryggve.wording.text import LOCALE

config = configuration()

# --- who we are --------------------------------------------------------------

DEBUG = config.debug
SECRET_KEY = secret_of_sessions(config)
ALLOWED_HOSTS = [config.base_url.host, *config.allowed_hosts]
SECURE = config.base_url.scheme == "https"
DEMO = config.demo
TRYGGVE = config

ROOT_URLCONF = "tryggve.site.urls"
WSGI_APPLICATION = "tryggve.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tryggve.site",
    "tryggve.web",
    "tryggve.apps.accounts",
    "tryggve.apps.register",
    "tryggve.apps.areas",
    "tryggve.apps.surveys",
    "tryggve.apps.public",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "auditlog",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "rules",
]

MIDDLEWARE = [
    "tryggve.web.middleware.Reference",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "tryggve.web.middleware.Speaking",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tryggve.site.middleware.StaffLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tryggve.apps.accounts.middleware.LastSeen",
    "tryggve.apps.accounts.middleware.SecondFactor",
    "tryggve.apps.accounts.middleware.CurrentOrganisation",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tryggve.site.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tryggve.web.templatetags.tryggve",
            ],
        },
    }
]
FORM_RENDERER = "tryggve.web.forms.Renderer"

# --- data --------------------------------------------------------------------

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


POSTGRESQL = {"connect_timeout": 10}


def _database(url: str) -> dict:
    database = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    is_sqlite = database["ENGINE"] == "django.db.backends.sqlite3"
    given = database.get("OPTIONS", {})  # what stands after the ? of an address
    database["OPTIONS"] = (SQLITE if is_sqlite else POSTGRESQL) | given
    return database


DATABASES = {"default": _database(config.database), "register": _database(config.register)}
DATABASE_ROUTERS = ["tryggve.web.databases.RegisterRouter"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        "KEY_FUNCTION": "tryggve.web.caching.hashed_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

STATIC_URL = "/static/"
STATIC_ROOT = config.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = config.upload_max_bytes

# --- language and time -------------------------------------------------------

LANGUAGE_CODE = config.language
LANGUAGES = [("sv", "Svenska"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [LOCALE]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
USE_THOUSAND_SEPARATOR = True

# --- people ------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "tryggve.apps.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is only ever accepted from its own mailbox
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip,12/15m/key",  # codes of a second factor too; axes locks passwords
    "sign_in_link": "10/15m/ip,3/15m/key",
}
ACCOUNT_FORMS = {
    "login": "tryggve.apps.accounts.sign_in_forms.SignInForm",
    "reauthenticate": "tryggve.apps.accounts.sign_in_forms.ReauthenticateForm",
    "change_password": "tryggve.apps.accounts.sign_in_forms.ChangePasswordForm",
    "set_password": "tryggve.apps.accounts.sign_in_forms.SetPasswordForm",
    "reset_password": "tryggve.apps.accounts.sign_in_forms.ResetPasswordForm",
    "reset_password_from_key": "tryggve.apps.accounts.sign_in_forms.ResetPasswordKeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = config.trusted_proxies
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "tryggve.apps.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tryggve"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # a demonstration on localhost has no TLS
MFA_FORMS = {
    "authenticate": "tryggve.apps.accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "tryggve.apps.accounts.sign_in_forms.ReauthenticateByCodeForm",
    "activate_totp": "tryggve.apps.accounts.sign_in_forms.ActivateTOTPForm",
    "add_webauthn": "tryggve.apps.accounts.sign_in_forms.AddPasskeyForm",
    "edit_webauthn": "tryggve.apps.accounts.sign_in_forms.RenamePasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "tryggve.apps.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = identity_providers(config.openid_connect)
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "tryggve.apps.accounts.lockout.username"
AXES_CLIENT_IP_CALLABLE = "tryggve.apps.accounts.lockout.client_ip"
AXES_LOCKOUT_CALLABLE = "tryggve.apps.accounts.lockout.locked_out"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "csrfmiddlewaretoken"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says how long: it stays true
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AUDITLOG_DISABLE_REMOTE_ADDR = True
AUDITLOG_MASK_CALLABLE = "tryggve.web.masking.masked"

# --- security ----------------------------------------------------------------

VISIT_COOKIE_NAME = "svara"  # of who answers a survey
VISIT_COOKIE_AGE = 4 * 3600
SESSION_COOKIE_AGE = config.session_hours * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [str(config.base_url).rstrip("/")]
CSRF_FAILURE_VIEW = "tryggve.site.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE and config.trusted_proxies == 0
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if config.trusted_proxies else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *(str(p.server_url) for p in config.openid_connect)],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# --- mail and log ------------------------------------------------------------

EMAIL_BACKEND = "tryggve.web.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = config.mail_from
SMTP = {
    "host": config.smtp_host,
    "port": config.smtp_port,
    "username": config.smtp_user,
    "password": config.smtp_password.get_secret_value(),
    "use_tls": config.smtp_security == "starttls",
    "use_ssl": config.smtp_security == "tls",
    "timeout": 20,
}
LOGGING_CONFIG = "tryggve.web.logs.configure"
LOGGING = {"level": config.log_level}

SITE_NAME = _("Tryggve")
