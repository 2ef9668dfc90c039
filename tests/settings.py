"""The site's settings for tests: everything in a folder that goes away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tryggve.privacy.keys import KeyStore

HOME = tempfile.mkdtemp(prefix="tryggve-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["TRYGGVE_CONFIG"] = os.path.join(HOME, "tryggve.toml")
os.environ["TRYGGVE_HOME"] = HOME
KeyStore.create(Path(HOME) / "keys")

from tryggve.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
