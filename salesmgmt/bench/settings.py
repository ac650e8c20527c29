"""Production settings with a meter around each request and the floor's page beside the program's."""

from salesmgmt.settings import *  # noqa: F403
from salesmgmt.settings import BASE_DIR, MIDDLEWARE, TEMPLATES

TEMPLATES[0]["DIRS"].append(BASE_DIR / "salesmgmt" / "bench" / "templates")
MIDDLEWARE = ["salesmgmt.bench.meter.Meter", "salesmgmt.bench.floor.Floor", *MIDDLEWARE]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
