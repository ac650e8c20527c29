"""Settings: everything a deployment decides comes from the environment (docs/operations.md)."""

import re
from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Queue

BASE_DIR = Path(__file__).resolve().parent.parent
NODE_MODULES = BASE_DIR / "node_modules"

env = environ.Env()
# Where files are kept: media, static, mail. The converted fonts stay in var/fonts of the program.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

DEMO_SECRET_KEY = "demo-secret-key-for-trying-the-product-never-for-real-data"  # noqa: S105 (refused in production)
# "production" unless said otherwise, so that forgetting a variable is the safe mistake.
DEPLOYMENT = env.str("DEPLOYMENT", default="production")
PRODUCTION = DEPLOYMENT != "demo"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET_KEY)
if PRODUCTION and SECRET_KEY == DEMO_SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY: the demo secret is refused outside DEPLOYMENT=demo.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
# The address under which people open the program, as it stands in mail: a worker has no request to take it from.
SITE_URL = env.str("SITE_URL", default="")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The password of every demo account; load_demo refuses to run where it is empty.
DEMO_PASSWORD = "" if PRODUCTION else env.str("DEMO_PASSWORD", default="demo-2025")

INSTALLED_APPS = [
    "salesmgmt.core",
    "customers",
    "pricing",
    "contracts",
    "orders",
    "performance",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",  # so that widgets find our templates as well as Django's
    "pgtrigger",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "salesmgmt.core.middleware.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "salesmgmt.core.web.middleware.NoNulMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page needs a login unless it says otherwise (SEC-02).
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "salesmgmt.core.web.middleware.HtmxLoginMiddleware",
    "salesmgmt.core.web.session.MustChangePasswordMiddleware",
    "performance.policy_document.gate.AcknowledgementMiddleware",
    "salesmgmt.core.web.middleware.BusinessErrorMiddleware",
    "salesmgmt.core.web.session.SlidingSessionMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "salesmgmt.urls"
FORM_RENDERER = "salesmgmt.core.web.controls.Controls"
WSGI_APPLICATION = "salesmgmt.wsgi.application"
AUTH_USER_MODEL = "core.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "salesmgmt.core.web.shell.shell",
            ],
        },
    },
]


def database(variable, **default):
    found = env.db(variable, **default)
    found["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    found["CONN_HEALTH_CHECKS"] = True
    # Pages ask many small questions; compiling a query of a report to machine code took seconds to save milliseconds.
    # Each trigger asks whether it is left out; where the setting it reads is unknown, that is an error that is caught, and
    # what it undoes is looked up among all that waits for the end of the transaction: a hundred thousand rows took minutes.
    found.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off -c pgtrigger.ignore={}")
    return found


DATABASES = {"default": database("DATABASE_URL", default="postgres://localhost/salesmgmt")}
# Reports are read from it where it is given (salesmgmt.core.replica); a machine that is gone is noticed in seconds.
if env.str("REPLICA_DATABASE_URL", default=""):
    DATABASES["replica"] = database("REPLICA_DATABASE_URL")
    soon = {"connect_timeout": 2, "tcp_user_timeout": 5000, "keepalives_idle": 5, "keepalives_interval": 2}
    DATABASES["replica"]["OPTIONS"] = {**soon, "keepalives_count": 2, **DATABASES["replica"]["OPTIONS"]}
    DATABASE_ROUTERS = ["salesmgmt.core.replica.ReplicaRouter"]
REPLICA_WAIT_SECONDS = env.float("REPLICA_WAIT_SECONDS", default=1.0)

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
# Celery writes the address of a Unix socket in its own way.
CELERY_BROKER_URL = re.sub(r"^unix://([^?]*)\?db=(\d+)$", r"redis+socket://\1?virtual_host=\2", REDIS_URL)
# Redis being down must not hold a page: one short attempt, then beat picks up the row that was written.
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
# What a killed worker had taken is given to another one after this time; tasks are idempotent.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 2, "socket_keepalive": True}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "Asia/Shanghai"
# Three fixed entries, each every minute: beat has nothing to remember, neither in a table nor in a file.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Two queues, so that a large file holds up no mail and no job of the clock. A worker without --queues takes both.
CELERY_TASK_DEFAULT_QUEUE = "clock"
CELERY_TASK_QUEUES = [Queue(name, routing_key=name) for name in ("clock", "files")]
CELERY_TASK_ROUTES = {
    "salesmgmt.core.tasks.run_export": {"queue": "files"},
    "salesmgmt.core.tasks.run_import": {"queue": "files"},
    "salesmgmt.core.tasks.files_alive": {"queue": "files"},
    "salesmgmt.core.tasks.run_workbook": {"queue": "files"},
    "salesmgmt.core.tasks.print_papers": {"queue": "files"},
}
CELERY_BEAT_SCHEDULE = {
    # What was queued while Redis was down, and what lost its worker.
    "take-up-jobs": {"task": "salesmgmt.core.tasks.take_up_jobs", "schedule": 60},
    "send-pending-mail": {"task": "salesmgmt.core.tasks.send_pending_mail", "schedule": 60},
    # Every job of the clock (registry.register_periodic): the rows say which moment of which timetable is due.
    "send-due-jobs": {"task": "salesmgmt.core.tasks.send_due_jobs", "schedule": 60},
}

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["salesmgmt.core.hashers.OwaspArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

# Lock-out counts failures per account and address, so that a stranger cannot lock a colleague out from elsewhere.
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=5)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_LOCKOUT_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Counts also the accounts that one address tries in vain.
AXES_HANDLER = "salesmgmt.core.web.lockout.LockoutHandler"
AXES_CLIENT_IP_CALLABLE = "salesmgmt.core.web.session.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "core/locked_out.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = True

# Signed out after this long without a request (SlidingSessionMiddleware renews it), or when the browser forgets.
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=8) * 3600
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Behind a proxy that ends HTTPS; HTTPS=off only where a trusted network carries plain HTTP.
HTTPS = env.bool("HTTPS", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
if not SITE_URL:
    known = [name for name in ALLOWED_HOSTS if name[:1] not in ("*", ".")]
    SITE_URL = (
        f"http{'s' if HTTPS else ''}://{known[0]}" if known else f"http://127.0.0.1:{env.str('PORT', default='8000')}"
    )
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
# Whether the neighbours on the domain speak HTTPS too, and for ever, is for the owner of the domain to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if not HTTPS:  # said by the deployment itself: cookies travel in the clear, and nothing is sent to HTTPS
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Monitoring asks the process itself, without the proxy that ends HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
# Scripts and styles are our own files, never written into a page and never from another host. Style attributes are
# allowed: charts and bars have widths that are figures.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],  # the icons of the style sheets are data
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "salesmgmt.core.web.errors.csrf_failure"
# Only where the proxy sets these headers itself, otherwise a client could claim them.
PROXY_COUNT = 0
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    PROXY_COUNT = env.int("PROXY_COUNT", default=1)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("zh-hant", _("Traditional Chinese")), ("en", _("English"))]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "salesmgmt.core.web.npm.NpmFinder",
]
# What pages load from npm packages: {% static "npm/htmx.org/dist/htmx.min.js" %}. A package's other files stay unserved.
NPM_FILES = [
    "@tabler/core/dist/css/tabler.min.css",
    "@tabler/core/dist/css/tabler.min.css.map",
    "@tabler/core/dist/js/tabler.min.js",
    "@tabler/core/dist/js/tabler.min.js.map",
    "echarts/dist/echarts.min.js",
    "htmx.org/dist/htmx.min.js",
    "tom-select/dist/css/tom-select.bootstrap5.min.css",
    "tom-select/dist/css/tom-select.bootstrap5.min.css.map",
    "tom-select/dist/js/tom-select.complete.min.js",
    "tom-select/dist/js/tom-select.complete.min.js.map",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "webp", "woff2", "gz", "br"]
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# EMAIL_URL as in smtp+tls://user:password@host:587; the demo writes its mail to files in var/mail.
vars().update(
    env.email("EMAIL_URL", default="smtp://localhost:25" if PRODUCTION else f"filemail:///{VAR_DIR / 'mail'}")
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="salesmgmt@localhost")
EMAIL_TIMEOUT = 20  # only workers wait for it
ADMINS = [("", address) for address in env.list("ADMIN_EMAILS", default=[])]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    # What is refused needs no trace of where: one line.
    "filters": {"refusals": {"()": "salesmgmt.core.output.error_mail.RefusalsInOneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]},
        # To ADMIN_EMAILS, as a row that the worker mails; without any, it does nothing.
        "mail": {"class": "salesmgmt.core.output.error_mail.QueuedErrorHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console", "mail"], "level": "INFO", "propagate": False},
        # A foreign Host header and the like: anybody can send them, so nobody is mailed.
        "django.security": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "axes": {"level": "WARNING"},
    },
}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FILTERS_EMPTY_CHOICE_LABEL = _("All")
DJANGO_TABLES2_TEMPLATE = "core/_table.html"
