"""The site as a WSGI application. A wrong setting is said in words, without a stack trace."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from tryggve.wording.problems import InputError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tryggve.site.settings")
try:
    application = get_wsgi_application()
except InputError as error:
    sys.exit(str(error))
