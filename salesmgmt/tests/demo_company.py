"""The demo company for tests that only read it: built once a run, then copied, table by table, wherever it is asked for.

`python -m salesmgmt.tests.demo_company` migrates the database of the tests and builds the company before they begin.
"""

import fcntl
import os
import shutil
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "salesmgmt.tests.settings"
    django.setup()

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction

from customers.tests.factories import load_first_rows
from salesmgmt.core.domain.first_day import ask_anew
from salesmgmt.core.domain.settings import forget
from salesmgmt.core.models import User
from salesmgmt.launch.prepare import compile_translations

KEPT = settings.VAR_DIR / "test" / "demo"
# One of each run: what an earlier one kept is of another day, and perhaps of another program.
RUN = os.environ.get("TEST_DEMO") or os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
TABLES = """
    select quote_ident(tablename) from pg_tables
    where schemaname = current_schema() and tablename <> 'django_migrations' order by tablename
"""
SEQUENCES = "select quote_ident(sequencename), last_value from pg_sequences where schemaname = current_schema()"
WHOLE = "whole"


def load_demo() -> None:
    """The demo company in the empty database of this process, with its files."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with open(KEPT / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the processes of a run wait for the one that builds
        kept = KEPT / RUN
        if (kept / WHOLE).exists():
            _copy_in(kept)
        else:
            if User.objects.exists():  # left by a run that was killed
                call_command("flush", interactive=False, verbosity=0)
            load_first_rows()
            call_command("load_demo", verbosity=0)
            _keep(kept)
    ContentType.objects.clear_cache()
    forget()
    ask_anew()


def _tables(cursor) -> list[str]:
    cursor.execute(TABLES)
    return [name for (name,) in cursor.fetchall()]


def _keep(kept: Path) -> None:
    for old in KEPT.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    kept.mkdir()
    with connection.cursor() as cursor:
        for table in _tables(cursor):
            with open(kept / table, "w") as file:
                cursor.copy_expert(f"copy {table} to stdout", file)
        cursor.execute(SEQUENCES)
        rows = [f"select setval('{name}', {last});\n" for name, last in cursor.fetchall() if last is not None]
    (kept / "sequences").write_text("".join(rows))
    shutil.copytree(settings.MEDIA_ROOT, kept / "media")
    (kept / WHOLE).touch()


def _copy_in(kept: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")  # no foreign key and no trigger looks on
        tables = _tables(cursor)
        cursor.execute(f"truncate {', '.join(tables)}")
        for table in tables:
            with open(kept / table) as file:
                cursor.copy_expert(f"copy {table} from stdin", file)
        cursor.execute((kept / "sequences").read_text())
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    shutil.copytree(kept / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)


def prepare() -> None:
    """Migrate the database that the processes of the tests copy; build the demo company in a copy of it, and keep that.

    Databases of its own, to which nobody else is connected: only such a one can be copied.
    """
    empty = settings.DATABASES["default"]["TEST"]["TEMPLATE"]
    _new_database(empty, "template1")
    call_command("migrate", run_syncdb=True, verbosity=0)
    _new_database(f"{empty}_demo", empty)
    load_demo()
    connection.close()


def _new_database(name: str, template: str) -> None:
    """Created as a copy of ``template``; from now on this process works in it."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'create database "{name}" template "{template}"')
    connection.settings_dict["NAME"] = name


if __name__ == "__main__":
    compile_translations()
    prepare()
