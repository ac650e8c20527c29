"""Settings of the tests: the demo deployment, with what makes a test slow or leaves a trace taken out."""

import os

os.environ["DEPLOYMENT"] = "demo"

from salesmgmt.settings import *  # noqa: F403
from salesmgmt.settings import DATABASES, INSTALLED_APPS, STORAGES, VAR_DIR

# make test migrates once and has every test process copy the result.
DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("TEST_TEMPLATE")}
# A replica of whoever runs the tests is none of the test database; salesmgmt/tests/test_replica.py starts its own.
DATABASES.pop("replica", None)
DATABASE_ROUTERS = []
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = os.environ.get("MEDIA_ROOT") or VAR_DIR / "test" / "media" / os.environ.get("PYTEST_XDIST_WORKER", "main")
# No manifest: a test must not depend on collectstatic.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True

# A document of the kernel's own tests.
INSTALLED_APPS = [*INSTALLED_APPS, "salesmgmt.core.tests.paper"]
