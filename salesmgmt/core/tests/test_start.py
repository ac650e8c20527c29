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
