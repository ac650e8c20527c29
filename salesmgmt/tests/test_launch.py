"""make run, for real: whoever is killed, nobody is left, nothing is lost, and the next start is not in the way."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from salesmgmt.launch import debian, supervisor
from salesmgmt.launch.prepare import collect_static
from salesmgmt.launch.processes import wait_until
from salesmgmt.launch.servers import Postgres, socket_folder
from salesmgmt.launch.supervisor import LONGEST_PAUSE, Revival, procfile
from salesmgmt.tests.prepared import copy_tables
from salesmgmt.tests.program import Program, markers, write_marker

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def program(tmp_path_factory, django_db_setup, django_db_blocker):
    program = Program(tmp_path_factory.mktemp("run"))
    with Postgres(program.folder, fast=True) as server, django_db_blocker.unblock():
        copy_tables(server)
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
