"""make run, for real: whoever is killed, nobody is left, nothing is lost, and the next start is not in the way."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg2
import pytest
import redis

from salesmgmt.launch import debian
from salesmgmt.launch.prepare import collect_static
from salesmgmt.launch.processes import wait_until
from salesmgmt.launch.servers import Postgres, Redis, socket_folder
from salesmgmt.launch.supervisor import procfile
from salesmgmt.tests.prepared import copy_tables

ROOT = Path(__file__).resolve().parent.parent.parent


class Program:
    """`python -m salesmgmt.launch run` on a data folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "run.log"

    def start(self):
        leave = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "MEDIA_ROOT"}
        env = {name: value for name, value in os.environ.items() if name not in leave}
        env |= {"VAR_DIR": str(self.folder), "DEPLOYMENT": "demo", "PORT": "8600", "WEB_CONCURRENCY": "1"}
        env |= {"DEMO_COMPANY": "no"}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "salesmgmt.launch", "run"], cwd=ROOT, env=env, stdout=log, stderr=log
            )
        ready = wait_until(lambda: "Ready: " in self.said() or self.process.poll() is not None, 180)
        assert ready, self.said()
        assert self.process.poll() is None, self.said()
        self.address = self.said().split("Ready: ")[1].split()[0]
        return self

    def said(self):
        return self.log.read_text(errors="replace")

    def everybody(self):
        supervisor = psutil.Process(self.process.pid)
        return [supervisor, *supervisor.children(recursive=True)]

    def find(self, *words):
        """Those of our processes whose command line has all the words, parents before children."""
        found = []
        for one in self.everybody():
            with suppress(psutil.NoSuchProcess):  # it ended while we were looking
                if all(word in " ".join(one.cmdline()) for word in words):
                    found.append(one)
        return found

    def replaced(self, killed, number, *words):
        now = self.find(*words)
        return killed not in now and len(now) == number

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.address}login/", timeout=20) as page:
                return page.status == 200
        except urllib.error.HTTPError as error:
            return error.code < 500

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


@pytest.fixture(scope="module")
def program(tmp_path_factory, django_db_setup, django_db_blocker):
    program = Program(tmp_path_factory.mktemp("run"))
    with Postgres(program.folder, fast=True) as server, django_db_blocker.unblock():
        copy_tables(server)
    yield program
    program.stop()


VICTIMS = {
    "the supervisor": ("salesmgmt.launch", "run"),
    "the database server": ("bin/postgres", "-D"),
    "Redis": ("redis-server",),
    "the web server": ("gunicorn",),
    "the worker": ("celery", "worker"),
    "beat": ("celery", "beat"),
}


def write_marker(program, text):
    with psycopg2.connect(dsn(program)) as connection, connection.cursor() as cursor:
        cursor.execute("create table if not exists marker (text text)")
        cursor.execute("insert into marker values (%s)", [text])
    connection.close()
    redis.Redis.from_url(Redis(program.folder).url).rpush("marker", text)


def markers(program):
    """What the database and Redis still know, asked of servers started on the same data."""
    with Postgres(program.folder), Redis(program.folder) as queue:
        with psycopg2.connect(dsn(program)) as connection, connection.cursor() as cursor:
            cursor.execute("select text from marker")
            rows = [row[0] for row in cursor.fetchall()]
        connection.close()
        return rows, [item.decode() for item in redis.Redis.from_url(queue.url).lrange("marker", 0, -1)]


def dsn(program):
    return f"host={Postgres(program.folder).sockets} user=postgres dbname=salesmgmt"


@pytest.mark.faults
def test_killing_any_process_leaves_nothing_running_and_loses_nothing(program):
    written = []
    for victim, words in VICTIMS.items():
        program.start()
        assert program.answers(), victim
        everybody = program.everybody()
        written.append(victim)
        write_marker(program, victim)
        program.find(*words)[0].kill()
        gone, alive = psutil.wait_procs(everybody, timeout=40)
        assert alive == [], victim
        assert markers(program) == (written, written), victim


@pytest.mark.faults
def test_a_killed_page_or_task_process_is_replaced_and_the_program_goes_on(program):
    program.start()
    for words in (("gunicorn",), ("celery", "worker")):
        assert wait_until(lambda: len(program.find(*words)) > 1, 30), words  # noqa: B023
        master, child, *others = program.find(*words)
        child.kill()
        assert wait_until(lambda: program.replaced(child, 2 + len(others), *words), 20), words  # noqa: B023
        assert master.is_running()
        assert program.answers()
    program.stop()


@pytest.mark.faults
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
