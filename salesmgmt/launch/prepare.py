"""What must be done before the first page: tables, translations, static files, and the demo company in the demo.

`python -m salesmgmt.launch.prepare`; all of it may be repeated, and does little the second time.
"""

import os
from pathlib import Path

import django
import polib
from django.conf import settings
from django.core.management import call_command, get_commands

ROOT = Path(__file__).resolve().parent.parent.parent


def compile_translations():
    """.mo beside each .po that is newer; polib, so that GNU gettext need not be installed."""
    for po in ROOT.glob("**/locale/*/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if "node_modules" in po.parts or ".venv" in po.parts:
            continue
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))


def main():
    compile_translations()
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    wanted = settings.DEPLOYMENT == "demo" and os.environ.get("DEMO_COMPANY", "yes") != "no"
    if wanted and "load_demo" in get_commands():
        call_command("load_demo")


if __name__ == "__main__":
    main()
