"""The site's settings for tests: everything in a folder that goes away."""

import os
import tempfile

HOME = tempfile.mkdtemp(prefix="tryggve-test-")
os.environ["TRYGGVE_CONFIG"] = os.path.join(HOME, "tryggve.toml")
os.environ["TRYGGVE_HOME"] = HOME

from tryggve.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
