"""Backup and restore for real, on embedded servers; which backups are kept; and what deploy/ says."""

import datetime as dt
import io
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password, get_hasher, make_password

from salesmgmt.core.tests.factories import company
from salesmgmt.launch import backup
from salesmgmt.launch.servers import Postgres
from salesmgmt.launch.supervisor import procfile
from salesmgmt.tests.test_settings import SECRET
from salesmgmt.version import VERSION

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
NOW = dt.datetime(2026, 11, 30, 3, tzinfo=dt.UTC)


def name_of(moment):
    return moment.strftime("salesmgmt-%Y%m%d-%H%M%S")


# -- which are kept


def test_a_week_is_kept_whole_then_one_a_day_then_one_a_month_and_the_newest_always():
    nights = [NOW - dt.timedelta(days=day) for day in range(400)]
    twice = [night - dt.timedelta(hours=1) for night in nights]
    names = [name_of(moment) for moment in (*nights, *twice)]
    gone = set(backup.superfluous(names, NOW))
    kept = [name for name in names if name not in gone]
    assert {name_of(moment) for moment in nights[:7]} | {name_of(moment) for moment in twice[:6]} <= set(kept)
    assert len([name for name in kept if name <= name_of(NOW - dt.timedelta(days=31))]) == 12
    assert backup.superfluous([name_of(NOW - dt.timedelta(days=900))], NOW) == []


def test_what_is_no_backup_is_never_removed():
    assert backup.superfluous(["var", "salesmgmt-notes", name_of(NOW) + ".unfinished", "lost+found"], NOW) == []


# -- for real


def test_an_archive_writes_nothing_outside_of_its_folder(tmp_path):
    with tarfile.open(tmp_path / "media.tar.gz", "w:gz") as tar:
        entry = tarfile.TarInfo("media/../../stolen")
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"text"))
    with pytest.raises(backup.Failure, match="lies outside of"):
        backup.restore_files(tmp_path / "deep" / "media", tmp_path / "media.tar.gz")
    assert not (tmp_path / "stolen").exists()


def test_a_file_with_two_names_is_saved_under_both(tmp_path):
    """An uploaded workbook has a name for each of its sheets."""
    media = tmp_path / "media"
    media.mkdir()
    (media / "book").write_bytes(b"a sheet")
    os.link(media / "book", media / "part")
    wanted = backup.save_files(media, tmp_path / "media.tar.gz")["files"]
    assert sorted(wanted) == ["book", "part"]
    backup.restore_files(tmp_path / "back", tmp_path / "media.tar.gz")
    assert {path.name: path.read_bytes() for path in (tmp_path / "back").iterdir()} == {
        "book": b"a sheet",
        "part": b"a sheet",
    }


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A database with a table, a trigger and rows, and two files, saved by the command."""
    place = tmp_path_factory.mktemp("saved")
    media = place / "somewhere else"
    (media / "deep").mkdir(parents=True)
    (media / "deep" / "合同.pdf").write_bytes(b"%PDF paper")
    (media / "empty").write_bytes(b"")
    with Postgres(place / "servers", fast=True) as server:
        sql(
            server,
            "CREATE TABLE ledger (id int, text text); INSERT INTO ledger SELECT n, '行' FROM generate_series(1, 50) n",
        )
        sql(server, "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'")
        sql(server, "CREATE TRIGGER kept BEFORE UPDATE OR INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION no()")
        said = command(server, media, str(place / "backups"))
    assert said.returncode == 0, said.stderr
    folder = Path(re.search("^Backup: (.*)$", said.stdout, re.MULTILINE)[1])
    return folder


def sql(server, text):
    psql = [server.bin / "psql", f"--host={server.sockets}", "--username=postgres", "-qtA", server.database]
    return subprocess.run(psql, input=text, check=True, capture_output=True, text=True).stdout.strip()


def command(server, media, *arguments):
    env = {"PATH": os.environ["PATH"], "DEPLOYMENT": "demo", "DATABASE_URL": server.url, "MEDIA_ROOT": str(media)}
    run = [sys.executable, "-m", "salesmgmt.launch.backup", *arguments]
    return subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def test_loss_of_everything_and_a_restore_in_a_new_place(saved, tmp_path):
    with Postgres(tmp_path / "servers", fast=True) as server:
        media = tmp_path / "media"
        said = command(server, media, "--restore", str(saved))
        assert said.returncode == 0, said.stderr
        assert "Restored: 50 rows in 1 tables, 2 files, all as saved." in said.stdout
        assert (media / "deep" / "合同.pdf").read_bytes() == b"%PDF paper"
        assert sql(server, "SELECT count(*), min(text) FROM ledger") == "50|行"
        # Once more: neither over data nor over files, unless it is meant.
        again = command(server, media, "--restore", str(saved))
        assert (again.returncode, "is not empty" in again.stderr) == (1, True)
        sql(server, "DROP TRIGGER kept ON ledger; DELETE FROM ledger")
        assert command(server, media, "--restore", str(saved), "--replace").returncode == 0
        assert sql(server, "SELECT count(*) FROM ledger") == "50"


def test_a_backup_that_was_damaged_is_refused_before_anything_is_touched(saved, tmp_path):
    damaged = tmp_path / saved.name
    damaged.mkdir()
    for path in saved.iterdir():
        data = bytearray(path.read_bytes())
        if path.name == "database.dump":
            data[len(data) // 2] ^= 1
        (damaged / path.name).write_bytes(bytes(data))
    with Postgres(tmp_path / "servers", fast=True) as server:
        said = command(server, tmp_path / "media", "--restore", str(damaged))
        assert said.returncode == 1 and "is not what was saved" in said.stderr
        assert sql(server, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0"
        assert not (tmp_path / "media").exists()


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(tmp_path):
    server = Postgres(tmp_path / "servers")  # not started
    said = command(server, tmp_path / "media", str(tmp_path / "backups"))
    assert said.returncode == 1 and said.stderr.startswith("Failed: ")
    assert list((tmp_path / "backups").iterdir()) == []


# -- deploy/


def environment_file():
    lines = (DEPLOY / "salesmgmt.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and line[0] != "#")


def test_the_environment_file_means_the_same_to_sh_and_to_systemd():
    """systemd takes everything after = as it stands; so does sh where nothing in it means something to it."""
    asked = subprocess.run(
        ["env", "-i", "sh", "-c", f"set -a; . {DEPLOY / 'salesmgmt.env'}; env"],
        capture_output=True,
        text=True,
        check=True,
    )
    heard = dict(line.split("=", 1) for line in asked.stdout.splitlines())
    assert {name: heard.get(name) for name in environment_file()} == environment_file()


def test_with_the_environment_file_the_deployment_check_says_nothing():
    given = {**environment_file(), "SECRET_KEY": SECRET, "PATH": os.environ["PATH"]}
    check = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(check, cwd=ROOT, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    forgotten = subprocess.run(
        check, cwd=ROOT, env={**given, "BEHIND_PROXY": "off"}, capture_output=True, text=True, check=False
    )
    assert forgotten.returncode == 1 and "salesmgmt.W001" in forgotten.stderr
    plain = {**given, "BEHIND_PROXY": "off", "HTTPS": "off"}
    assert subprocess.run(check, cwd=ROOT, env=plain, capture_output=True, check=False).returncode == 0


def test_every_process_of_the_procfile_has_its_unit_and_the_target_wants_it():
    wanted = (DEPLOY / "systemd" / "salesmgmt.target").read_text()
    for name, words in procfile(ROOT / "Procfile").items():
        unit = (DEPLOY / "systemd" / f"salesmgmt-{name}.service").read_text()
        assert f"ExecStart=/opt/salesmgmt/.venv/bin/{' '.join(words)}" in unit
        assert "EnvironmentFile=/etc/salesmgmt.env" in unit and "User=salesmgmt" in unit
        assert f"salesmgmt-{name}.service" in wanted


@pytest.mark.parametrize("script", ["install.sh", "update.sh", "try.sh"])
def test_the_scripts_are_read_by_sh(script):
    subprocess.run(["sh", "-n", DEPLOY / script], check=True)


def test_the_change_log_begins_with_the_version_that_runs():
    log = (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (\S+)", log, re.MULTILINE)[1] == VERSION
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text()


# -- passwords


@pytest.mark.django_db
def test_passwords_are_kept_with_the_minimum_of_owasp_and_old_ones_anew_at_sign_in(settings):
    settings.PASSWORD_HASHERS = ["salesmgmt.core.hashers.OwaspArgon2Hasher"]
    assert make_password("x").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    person = company().rep1
    hasher = get_hasher()
    hasher.memory_cost, hasher.parallelism = 102400, 8
    person.password = hasher.encode("before", hasher.salt())
    person.save()
    hasher.memory_cost, hasher.parallelism = 19456, 1
    assert person.check_password("before")
    person.refresh_from_db()
    assert "m=19456,t=2,p=1" in person.password and check_password("before", person.password)
