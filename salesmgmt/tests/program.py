"""`make run` as a program that a test starts, looks into, kills and asks afterwards what is left."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg2
import redis
from celery import Celery

from salesmgmt.launch.processes import wait_until
from salesmgmt.launch.servers import Postgres, Redis

ROOT = Path(__file__).resolve().parent.parent.parent
# How a server or a process is found, under the name the program says it by.
PARTS = {
    "postgres": ("bin/postgres", "-D"),
    "redis": ("redis-server",),
    "web": ("gunicorn",),
    "worker": ("celery", "worker"),
    "beat": ("celery", "beat"),
}


class Program:
    """`python -m salesmgmt.launch run` on a data folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "run.log"
        self.process = None

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
        first = psutil.Process(self.process.pid)
        return [first, *first.children(recursive=True)]

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

    def worker_answers(self):
        """Whether the worker has begun: it answers from the loop in which it takes its tasks."""
        address = f"redis+socket://{Redis(self.folder).socket}?virtual_host=0"
        return bool(Celery(broker=address).control.ping(timeout=1))

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.address}login/", timeout=20) as page:
                return page.status == 200
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


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
