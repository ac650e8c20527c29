"""Production settings with a meter around each request and the floor's page beside the program's."""

from salesmgmt.settings import *  # noqa: F403
from salesmgmt.settings import MIDDLEWARE

ROOT_URLCONF = "salesmgmt.bench.urls"
MIDDLEWARE = ["salesmgmt.bench.meter.Meter", *MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
