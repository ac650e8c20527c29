"""make run, for real: whoever is killed, nobody is left, nothing is lost, and the next start is not in the way."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg2
import pytest

from salesmgmt.core.tests.factories import UserFactory
from salesmgmt.launch import debian, supervisor
from salesmgmt.launch.prepare import collect_static
from salesmgmt.launch.prepared import Preparation, in_the_database, results, sources
from salesmgmt.launch.processes import wait_until
from salesmgmt.launch.servers import Postgres, socket_folder
from salesmgmt.launch.supervisor import LONGEST_PAUSE, Revival, procfile
from salesmgmt.tests.prepared import copy_tables
from salesmgmt.tests.program import Program, markers, write_marker

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def program(tmp_path_factory, django_db_setup, django_db_blocker):
    """With one person: where there is nobody, every start has to say how the first one comes in."""
    program = Program(tmp_path_factory.mktemp("run"))
    with Postgres(program.folder, fast=True) as server, django_db_blocker.unblock():
        person = UserFactory()
        copy_tables(server)
        person.delete()
    yield program
    program.stop()


@pytest.mark.faults
@pytest.mark.django_db  # its tables are copied
def test_killing_the_supervisor_leaves_nothing_running_and_loses_nothing(program):
    program.start()
    assert program.answers()
    everybody = program.everybody()
    write_marker(program, "written before")
    program.process.kill()
    assert psutil.wait_procs(everybody, timeout=40)[1] == []
    assert markers(program) == (["written before"], ["written before"])


@pytest.mark.faults
@pytest.mark.django_db  # its tables are copied
def test_a_killed_page_or_task_process_is_replaced_and_the_program_goes_on(program):
    program.start()
    assert "Preparing" not in program.said(), "nothing has changed since the start before"
    assert wait_until(program.worker_answers, 30), "a worker that loses a process while it begins begins anew"
    for words in (("gunicorn",), ("celery", "worker")):
        assert wait_until(lambda: len(program.find(*words)) > 1, 30), words  # noqa: B023
        master, child, *others = program.find(*words)
        child.kill()
        assert wait_until(lambda: program.replaced(child, 2 + len(others), *words), 20), words  # noqa: B023
        assert master.is_running()
        assert program.answers()
    program.stop()


@pytest.mark.faults
@pytest.mark.django_db  # its tables are copied
def test_ctrl_c_stops_everything_and_a_taken_port_is_passed_over(program):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 8600))
        taken.listen()
        program.start()
    everybody = program.everybody()
    assert program.address == "http://127.0.0.1:8601/"
    assert "Port 8600 is taken; using 8601." in program.said()
    second = subprocess.run(
        [sys.executable, "-m", "salesmgmt.launch", "run"],
        cwd=ROOT,
        env={**os.environ, "VAR_DIR": str(program.folder), "DEPLOYMENT": "demo"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "It is running already: http://127.0.0.1:8601/" in second.stderr
    program.process.send_signal(signal.SIGINT)
    assert program.process.wait(60) == 0
    assert psutil.wait_procs(everybody, timeout=1)[1] == []
    assert program.said().rstrip().endswith("Everything has stopped.")


def test_the_pause_before_a_start_grows_up_to_a_minute_and_begins_anew_after_a_steady_run(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: clock[0])
    revival = Revival()
    assert [revival.plan() for _again in range(8)] == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE]
    assert not revival.is_due()
    clock[0] += LONGEST_PAUSE
    assert revival.is_due()
    revival.has_begun()
    assert not revival.is_due()
    clock[0] += supervisor.STEADY + 1
    assert revival.plan() == 1


def test_a_pid_file_of_a_crash_that_names_a_stranger_is_cleared(tmp_path):
    with Postgres(tmp_path, fast=True) as server:
        pidfile = server.data / "postmaster.pid"
        text = pidfile.read_text()
    pidfile.write_text(text.replace(text.split()[0], str(os.getpid()), 1))
    with Postgres(tmp_path, fast=True) as server:
        assert server.answers()


def test_a_folder_too_deep_or_in_chinese_gets_a_short_socket_elsewhere(tmp_path):
    deep = tmp_path / ("deep" * 20)
    assert str(socket_folder(tmp_path / "销售 管理")).isascii()
    assert socket_folder(tmp_path) == tmp_path / "socket"
    assert len(str(socket_folder(deep))) < 60
    assert socket_folder(deep) != socket_folder(tmp_path / ("deeq" * 20))


@pytest.mark.parametrize("name", ["near", "far" * 30])
def test_postgresql_starts_in_a_folder_that_only_we_may_enter(tmp_path, name):
    """Where the path is too long for a socket the sockets lie elsewhere, and the data still where only we may go."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with Postgres(closed / name, fast=True) as server:
        assert server.answers()


@pytest.mark.parametrize("change", ["new", "changed", "gone", "linked"])
def test_another_file_of_the_program_is_another_preparation(tmp_path, change):
    folder, beside = tmp_path / "program" / "orders", tmp_path / "beside.py"
    folder.mkdir(parents=True)
    file, other = folder / "models.py", folder / "0002_more.py"
    file.write_text("first")
    beside.write_text("first")
    (folder / "linked.py").symlink_to(beside)
    before = sources(tmp_path / "program")
    assert sources(tmp_path / "program") == before
    acts = {
        "new": lambda: other.write_text(""),
        "changed": lambda: file.write_text("other"),
        "gone": file.unlink,
        "linked": lambda: beside.write_text("other"),
    }
    acts[change]()
    for written in (file, beside):
        if written.exists() and written.read_text() == "other":
            os.utime(written, (written.stat().st_mtime + 10,) * 2)
    assert sources(tmp_path / "program") != before


def test_another_setting_is_another_preparation(monkeypatch, tmp_path):
    before = sources(tmp_path)
    monkeypatch.setenv("DEMO_COMPANY", "perhaps")
    assert sources(tmp_path) != before


def test_what_the_preparation_wrote_and_what_others_store_are_no_sources(tmp_path):
    before, written = sources(tmp_path), results(tmp_path / "static", tmp_path)
    for name in ("var/stored.txt", "orders/locale/zh_Hans/LC_MESSAGES/django.mo", "orders/__pycache__/models.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("written")
    assert sources(tmp_path) == before
    assert results(tmp_path / "static", tmp_path) != written, "a translation that is gone is written again"


CHANGED_ROWS = [
    "delete from django_migrations where id = (select max(id) from django_migrations)",
    "update core_searchwords set made_of = 'others' where id = (select min(id) from core_searchwords)",
    "insert into core_searchwords (model, made_of) values ('orders.Other', 'number')",
]


@pytest.mark.faults
@pytest.mark.django_db  # its tables are copied
def test_what_was_prepared_is_current_until_the_database_is_another(program):
    """A migration that is not there, documents found by other fields, a new kind of them."""
    with Postgres(program.folder) as server:
        place = {"host": str(server.sockets), "user": "postgres", "dbname": server.database}

        def write(statement):
            with psycopg2.connect(**place) as connection, connection.cursor() as cursor:
                cursor.execute(statement)
            connection.close()

        write("insert into core_searchwords (model, made_of) values ('orders.Mine', 'number')")
        (program.folder / "prepared").unlink(missing_ok=True)
        first = Preparation(program.folder, **place)
        assert not first.is_current()
        first.note()
        for change in CHANGED_ROWS:
            assert Preparation(program.folder, **place).is_current()
            write(change)
            assert not Preparation(program.folder, **place).is_current(), change
            Preparation(program.folder, **place).note()
        assert in_the_database(**{**place, "dbname": "postgres"}) == "", "a database without tables is prepared"
    assert in_the_database(**place) == "", "without a server nothing is known"


def test_static_files_are_collected_again_only_when_one_has_changed(tmp_path, settings):
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [tmp_path / "sources"], tmp_path / "static"
    source, collected = tmp_path / "sources" / "app.js", tmp_path / "static" / "app.js"
    source.parent.mkdir()
    source.write_text("first")
    collect_static()
    assert collected.read_text() == "first"
    collected.write_text("not touched")
    collect_static()
    assert collected.read_text() == "not touched"
    source.write_text("second")
    os.utime(source, (collected.stat().st_mtime + 10,) * 2)
    collect_static()
    assert collected.read_text() == "second"


def test_the_procfile_names_web_worker_and_beat():
    commands = procfile(ROOT / "Procfile")
    assert list(commands) == ["web", "worker", "beat"]
    assert commands["web"][0] == "gunicorn"


def test_without_root_and_sudo_the_missing_packages_are_named(monkeypatch, capsys):
    monkeypatch.setattr(debian, "installed", lambda package: package == "libpango-1.0-0")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(debian.shutil, "which", lambda name: None if name == "sudo" else name)
    assert debian.main("run") == 0
    assert "apt-get install libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk" in capsys.readouterr().err
