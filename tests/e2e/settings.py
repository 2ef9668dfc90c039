"""Settings of the site that a browser visits: the tests' own, in a folder of its own."""

from tests.settings import *  # noqa: F403

DEBUG = False
WHITENOISE_AUTOREFRESH = False
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]  # passkeys belong to a name, not to a number
