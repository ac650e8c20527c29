"""Whether everything is as the last preparation left it: make run then does not load the whole program to hear that nothing is to do.

Nothing is understood here. The files of the program and of its packages, what the preparation wrote, the settings it asks and what it
keeps in the database are compared with those of the last time; wherever one differs, everything is prepared anew.
"""

import hashlib
import os
import sys
from contextlib import closing
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
# Not the program: its history, what it stores, and packages, whose folders and stamps say when they were installed.
NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__"}
PACKAGES = (
    Path(sys.prefix, "ready"),
    *(Path(place) for place in sys.path if place.endswith("site-packages")),
    ROOT / "node_modules",
    ROOT / "node_modules" / ".ready",
)
SETTINGS = ("DEPLOYMENT", "DEMO_COMPANY", "DJANGO_SETTINGS_MODULE", "VAR_DIR", "STATIC_ROOT")
# Which migrations have run, by which fields every document is found; nothing where nobody is there yet.
IN_THE_DATABASE = """
    select (select string_agg(app || '.' || name, ' ' order by id) from django_migrations)
        || (select string_agg(model || '=' || made_of, ' ' order by model) from core_searchwords)
    where exists (select from core_user)
"""


def _files(folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name in NOT_OURS:
            continue
        if os.path.isdir(path) and not os.path.islink(path):
            yield from _files(path)
        else:
            yield path


def _word(paths, *more):
    """Another one wherever a file came, went or was written, or one of the other words is another."""
    word = hashlib.sha256()
    for path in paths:
        try:
            found = os.stat(path)
        except OSError:  # it went meanwhile, or leads nowhere
            word.update(f"no {path}\n".encode(errors="surrogateescape"))
        else:
            word.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    word.update("\n".join(more).encode(errors="surrogateescape"))
    return word.hexdigest()


def sources(root=ROOT):
    """What is prepared from."""
    ours = [path for path in _files(root) if not path.endswith(".mo")]  # those are the preparation's own
    return _word([*ours, *PACKAGES], sys.version, *(f"{name}={os.environ.get(name)}" for name in SETTINGS))


def results(static, root=ROOT):
    """What the preparation wrote into files: the translations as they are read, and what it noted of the static files."""
    translations = [path for path in _files(root) if path.endswith(".mo")]
    return _word([*translations, Path(static, ".collected"), Path(static, "staticfiles.json")])


def in_the_database(**place):
    """What the preparation keeps in the database; an empty word while it has no tables or no people, to whom it has more to say."""
    try:
        with closing(psycopg2.connect(**place)) as connection, connection.cursor() as cursor:
            cursor.execute(IN_THE_DATABASE)
            found = cursor.fetchone()
    except psycopg2.Error:
        return ""
    return hashlib.sha256(found[0].encode()).hexdigest() if found and found[0] else ""


class Preparation:
    """The stamp of one data folder: ``is_current()`` before, ``note()`` after a preparation that went well."""

    def __init__(self, folder, **place):
        self.stamp, self.place = Path(folder, "prepared"), place
        self.static = os.environ.get("STATIC_ROOT", str(Path(folder, "static")))
        self.sources = sources()  # before: a file that changes meanwhile is prepared next time

    def now(self):
        kept = in_the_database(**self.place)
        return f"{self.sources} {results(self.static)} {kept}" if kept else ""

    def is_current(self):
        return self.stamp.exists() and self.stamp.read_text() == self.now() != ""

    def note(self):
        self.stamp.write_text(self.now())
