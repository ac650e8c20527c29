"""What must be done before the first page: tables, translations, static files, and the demo company in the demo.

`python -m salesmgmt.launch.prepare`; all of it may be repeated, and does little the second time.
"""

import hashlib
import os
from pathlib import Path

import django
import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands

from salesmgmt.launch.processes import collect_rarely

ROOT = Path(__file__).resolve().parent.parent.parent


def compile_translations():
    """.mo beside each .po that is newer; polib, so that GNU gettext need not be installed. Whoever reads meanwhile finds a whole file."""
    for po in ROOT.glob("**/locale/*/LC_MESSAGES/django.po"):
        mo = po.with_suffix(".mo")
        if "node_modules" in po.parts or ".venv" in po.parts:
            continue
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            half = mo.with_suffix(f".{os.getpid()}")
            polib.pofile(str(po)).save_as_mofile(str(half))
            half.rename(mo)


def collect_static():
    """collectstatic, unless every file is the one that was collected last: compressing them takes ten seconds."""
    sources = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            changed = Path(storage.path(path)).stat()
            sources.update(f"{path} {changed.st_size} {changed.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != sources.hexdigest():
        stamp.unlink(missing_ok=True)  # half a collection is none
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(sources.hexdigest())


def main():
    compile_translations()
    django.setup()
    collect_rarely()
    call_command("migrate", verbosity=0)
    call_command("reindex", changed=True)
    collect_static()
    wanted = settings.DEPLOYMENT == "demo" and os.environ.get("DEMO_COMPANY", "yes") != "no"
    if wanted and "load_demo" in get_commands():
        call_command("load_demo")
    announce_set_up()


def announce_set_up():
    """On an empty database: the code that opens the set-up page, printed where only who installs the program reads."""
    from salesmgmt.core.domain import first_day  # noqa: PLC0415  models are there after django.setup() alone

    if first_day.is_empty():
        print(f"Nobody can sign in yet. Open /set-up/ in a browser; the code is {first_day.new_code()}", flush=True)


if __name__ == "__main__":
    main()
