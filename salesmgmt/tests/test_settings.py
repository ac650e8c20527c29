"""Production is the default and refuses what only the demo may have; sessions slide; triggers are really there."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from pgtrigger.registry import registered

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "a-secret-of-the-test-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"


def ask_settings(expression, **env):
    """An expression of the settings in a process of its own, with exactly this environment."""
    code = f"import salesmgmt.settings as s; print(({expression}))"
    clean = {"PATH": os.environ["PATH"], **env}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=clean, capture_output=True, text=True, check=False
    )


def test_production_is_the_default_and_refuses_the_demo_secret():
    asked = ask_settings("s.DEPLOYMENT")
    assert asked.returncode == 1
    assert "Set SECRET_KEY: the demo secret is refused outside DEPLOYMENT=demo." in asked.stderr


def test_production_is_closed_unless_opened():
    expression = "s.DEBUG, s.ALLOWED_HOSTS, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEMO_PASSWORD"
    assert ask_settings(expression, SECRET_KEY=SECRET).stdout.strip() == "(False, [], True, True, '')"


def test_the_demo_shows_real_error_pages_over_plain_http():
    asked = ask_settings("s.DEBUG, s.SESSION_COOKIE_SECURE, s.EMAIL_BACKEND", DEPLOYMENT="demo")
    assert asked.stdout.strip() == "(False, False, 'django.core.mail.backends.filebased.EmailBackend')"


@pytest.mark.parametrize(
    ("given", "broker"),
    [
        ("redis://cache:6379/3", "redis://cache:6379/3"),
        ("unix:///run/redis.sock?db=2", "redis+socket:///run/redis.sock?virtual_host=2"),
    ],
)
def test_the_broker_is_the_given_redis(given, broker):
    assert ask_settings("s.CELERY_BROKER_URL", DEPLOYMENT="demo", REDIS_URL=given).stdout.strip() == broker


def test_only_the_listed_files_of_npm_packages_are_served():
    assert finders.find("npm/htmx.org/dist/htmx.min.js").endswith("node_modules/htmx.org/dist/htmx.min.js")
    assert finders.find("npm/htmx.org/package.json") is None
    assert finders.find("npm/../package.json") is None
    assert [path for path in settings.NPM_FILES if not finders.find(f"npm/{path}")] == []


def test_every_trigger_of_every_model_is_installed(db):
    with connection.cursor() as cursor:
        cursor.execute("select tgname from pg_trigger where tgenabled <> 'D'")
        there = {row[0] for row in cursor.fetchall()}
    wanted = {trigger.get_pgid(model) for model, trigger in registered()}
    assert wanted - there == set()


def test_a_session_is_renewed_by_use_but_not_by_every_page(client, django_user_model):
    user = django_user_model.objects.create(username="somebody", name="某人")
    client.force_login(user)
    client.get("/")
    first = client.session["used"]
    client.get("/")
    assert client.session["used"] == first
    session = client.session
    session["used"] = first - 301
    session.save()
    client.get("/")
    assert client.session["used"] >= int(time.time()) - 5
    assert client.session.get_expiry_age() == 8 * 3600
