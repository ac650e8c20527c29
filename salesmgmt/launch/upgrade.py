"""A company that runs on a former version opens in this one: `python -m salesmgmt.launch upgrade <commit>`.

The former version fills a database of its own with its demo company; this one migrates it, finds every row again and opens
the pages of every role. OLD_PYTHON names the Python of that version where its packages differ from ours.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent.parent
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# What this version does without, each with its reason in docs/adr/.
GONE = ("django_celery_beat_",)
# The book of migrations itself grows, sessions and the like are nobody's business data.
OTHER = ("django_migrations", "django_session")


def rows(folder, database):
    """``{table: how many rows}``."""
    connection = psycopg2.connect(host=str(folder), user="postgres", dbname=database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            counts = [
                sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(table), sql.Identifier(table))
                for (table,) in cursor.fetchall()
            ]
            cursor.execute(sql.SQL(" UNION ALL ").join(counts))
            return dict(cursor.fetchall())
    finally:
        connection.close()


def lost(before, after):
    """The tables that have fewer rows than before, or are gone without a reason."""
    return [
        f"{table}: {number} rows before, {after.get(table, 'no table')} now"
        for table, number in sorted(before.items())
        if number and table not in OTHER and not table.startswith(GONE) and after.get(table, -1) < number
    ]


def former(commit, folder):
    """The files of that version in ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=files, check=True)
    for name in ("node_modules", "var/fonts"):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.exists():
            place.symlink_to(ROOT / name)
    return folder


def run(commit, postgres, env):
    """On a running, empty Postgres; returns what is wrong."""
    old = former(commit, Path(env["VAR_DIR"]) / "former")
    python = os.environ.get("OLD_PYTHON", sys.executable)

    def manage(python, folder, *words):
        subprocess.run([python, "manage.py", *words], cwd=folder, env={**env, "PYTHONPATH": str(folder)}, check=True)

    manage(python, old, "migrate", "-v0")
    manage(python, old, "load_demo")
    before = rows(postgres.sockets, postgres.database)
    manage(sys.executable, ROOT, "migrate", "-v0")
    found = lost(before, rows(postgres.sockets, postgres.database))
    print(f"{sum(before.values())} rows of {len(before)} tables; lost: {len(found)}", flush=True)
    manage(sys.executable, ROOT, "collectstatic", "--noinput", "-v0")
    manage(sys.executable, ROOT, "open_pages")
    return found
