"""What a process loads at its start."""

import os
import subprocess
import sys

from django.conf import settings

SELDOM = ("pypinyin", "weasyprint", "openpyxl", "cn2an", "docx", "lxml", "fontTools")
START = """
import sys
from importlib import import_module
import django
django.setup()
from django.conf import settings
import_module(settings.ROOT_URLCONF)
import_module("salesmgmt.celery")
print(*sorted(set(sys.argv[1:]) & sys.modules.keys()))
"""


def test_what_prints_exports_or_writes_pinyin_is_loaded_by_its_first_use():
    """A hundred megabytes and a second for every process that never needs them."""
    command = [sys.executable, "-c", START, *SELDOM]
    env = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR), "DJANGO_SETTINGS_MODULE": "salesmgmt.tests.settings"}
    found = subprocess.run(command, cwd=settings.BASE_DIR, env=env, capture_output=True, text=True)
    assert (found.returncode, found.stdout.split()) == (0, []), found.stderr


def test_the_clock_that_sends_tasks_loads_no_app():
    """Celery's beat knows when; what is done, the workers know."""
    script = "from salesmgmt.beat import app; import sys; print(*app.conf.beat_schedule, 'salesmgmt.core.models' in sys.modules)"
    env = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env=env, capture_output=True, text=True
    )
    assert found.stdout.split() == [*settings.CELERY_BEAT_SCHEDULE, "False"], found.stderr
