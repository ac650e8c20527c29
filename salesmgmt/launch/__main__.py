"""`python -m salesmgmt.launch run | test [arguments of pytest] | lint | bench [parts] | upgrade <commit> | backup [folder] |
restore <backup> | manage <command of manage.py>`."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from salesmgmt.launch import bench, upgrade
from salesmgmt.launch.prepared import Preparation
from salesmgmt.launch.servers import Postgres, Redis
from salesmgmt.launch.supervisor import Stopped, Supervisor, procfile

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
PYTHON = sys.executable
LOCK = VAR / "run.lock"  # holds the address while the program runs

ACCOUNTS = (
    ("rep1, rep2", "sales reps of two teams"),
    ("supervisor", "their supervisor"),
    ("manager", "regional manager"),
    ("director", "sales director"),
    ("gm", "general manager"),
    ("finance", "receivables, invoices, payments"),
    ("legal, technical, quality", "review of contracts"),
    ("production, logistics, planner, warehouse", "plan, deliver"),
    ("contracts", "contract administrator"),
    ("service", "after-sales"),
    ("admin", "users, units, settings"),
)


def environment(**more):
    """The environment of our children: the programs of this virtual environment first."""
    path = f"{Path(PYTHON).parent}:{os.environ.get('PATH', '')}"
    # Celery objects to root, which is how people try things in a container.
    quiet = "ignore:You're running the worker with superuser privileges"
    # What Python compiled lies in var for the next process, wherever the caller keeps his or whether he does: a start compiles
    # nothing, and the tests' assertions are rewritten once.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    compiled = {"PYTHONPYCACHEPREFIX": str(VAR / "pycache")}
    return {
        "DEPLOYMENT": "demo",
        "PYTHONWARNINGS": quiet,
        **compiled,
        **given,
        "PATH": path,
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def free_port(first):
    """The first port from there that nobody listens on."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((os.environ.get("HOST", "127.0.0.1"), port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No free port between {first} and {first + 99}.")


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start_servers(supervisor, folder, given, fast=False):
    """DATABASE_URL and REDIS_URL as given, or of our own servers."""
    env = {}
    if not given.get("DATABASE_URL"):
        env["DATABASE_URL"] = supervisor.add_server(Postgres(folder, fast=fast)).url
    if not given.get("REDIS_URL"):
        env["REDIS_URL"] = supervisor.add_server(Redis(folder, fast=fast)).url
    return env


def lock_or_leave():
    """Two programs on one data folder would fight; the second says where the first is."""
    VAR.mkdir(parents=True, exist_ok=True)
    handle = open(LOCK, "a+")  # noqa: SIM115 (held until the process ends)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        raise SystemExit(f"It is running already: {handle.read().strip() or 'still starting'}") from None
    handle.truncate(0)
    return handle


def announce(address):
    width = max(len(name) for name, _what in ACCOUNTS)
    print(f"\n  Ready: {address}\n\n  Demo accounts (password of all: {demo_password()})", flush=True)
    for name, what in ACCOUNTS:
        print(f"    {name:<{width}}  {what}")
    print("\n  Ctrl-C stops everything; the data stays in var/.\n", flush=True)


def demo_password():
    os.environ.setdefault("DEPLOYMENT", "demo")
    # Reading the settings in production without a secret stops the program, so not before the line above.
    from salesmgmt import settings  # noqa: PLC0415

    return settings.DEMO_PASSWORD


def prepare(supervisor, env):
    """Tables, translations, static files, demo company; nothing where all is as it was left. A database of others' is always asked."""
    postgres = Postgres(VAR)
    is_ours = env.get("DATABASE_URL") == postgres.url
    preparation = Preparation(VAR, host=str(postgres.sockets), user="postgres", dbname=postgres.database)
    if is_ours and preparation.is_current():
        return
    print("Preparing the database, translations and static files (the first time takes a minute) ...", flush=True)
    if not supervisor.run([PYTHON, "-m", "salesmgmt.launch.prepare"], env):
        raise Stopped("The preparation failed; see above.")
    if is_ours:
        preparation.note()


def run():
    """make run: servers, preparation, then web, worker and beat until somebody stops it."""
    lock = lock_or_leave()
    wanted = int(os.environ.get("PORT", "8000"))
    port = free_port(wanted)
    if port != wanted:
        print(f"Port {wanted} is taken; using {port}.", flush=True)
    supervisor = Supervisor()
    try:
        # Two processes answer a demo's visitors; a company sets as many as its machine bears.
        web = os.environ.get("WEB_CONCURRENCY", "2")
        env = environment(PORT=str(port), WEB_CONCURRENCY=web, **start_servers(supervisor, VAR, os.environ))
        prepare(supervisor, env)
        for name, command in procfile(ROOT / "Procfile").items():
            supervisor.start(name, command, env)
        while not listens(port):
            supervisor.wait(0.2)
        address = f"http://{os.environ.get('HOST', '127.0.0.1')}:{port}/"
        lock.write(address)
        lock.flush()
        announce(address)
        supervisor.keep_running()
    except Stopped as reason:
        print(f"\n{reason}", flush=True)
        return 0 if supervisor.asked else 1
    finally:
        supervisor.stop()
        print("Everything has stopped.", flush=True)


def with_test_servers(*steps, **more):
    """Run all steps, one after the other, on new servers for the tests alone; name the commands that failed.

    A step is a command, or a tuple of commands that run side by side.
    """
    shutil.rmtree(VAR / "test", ignore_errors=True)
    supervisor = Supervisor()
    failed = []
    try:
        env = environment(**start_servers(supervisor, VAR / "test", {}, fast=True), **more)
        for step in steps:
            commands = step if isinstance(step, tuple) else (step,)
            failed += [" ".join(command) for command in supervisor.run_together(commands, env)]
    except Stopped as reason:
        failed.append(str(reason))
    finally:
        supervisor.stop()
    for name in failed:
        print(f"Failed: {name}", file=sys.stderr)
    return 1 if failed else 0


PRODUCTION = ["env", "DEPLOYMENT=production", "ALLOWED_HOSTS=example.com", "BEHIND_PROXY=on"]
PRODUCTION += ["SECRET_KEY=only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG"]
LINT = (
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    [PYTHON, "manage.py", "messages", "--check"],
    [PYTHON, "manage.py", "rooms", "--check"],
    [PYTHON, "manage.py", "rules", "--check"],
    [PYTHON, "manage.py", "templates", "--check"],
    [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    [*PRODUCTION, PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
)
TYPES = ["mypy"]
PREPARE = [PYTHON, "-m", "salesmgmt.tests.demo_company"]
PYTEST = [PYTHON, "-m", "pytest", "-q", "--create-db"]


def test(arguments):
    """make test: everything; with arguments: what they name."""
    if arguments:
        return with_test_servers([*PYTEST, *arguments])
    # Migrating and the demo company take minutes, on one core, as mypy does; each process of the tests copies the result.
    return with_test_servers(
        (PREPARE, TYPES, *LINT),
        # A journey waits for its browser most of the time: beside other tests it costs little.
        [*PYTEST, "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-m", "not faults"],
        [*PYTEST, "-m", "faults"],
        TEST_TEMPLATE="prepared",
        TEST_DEMO="prepared",
    )


def try_upgrade(commit):
    """A company of that version opens in this one (salesmgmt/launch/upgrade.py)."""
    folder = VAR / "upgrade"
    shutil.rmtree(folder, ignore_errors=True)
    supervisor = Supervisor()
    try:
        postgres = supervisor.add_server(Postgres(folder, fast=True))
        redis = supervisor.add_server(Redis(folder, fast=True))
        env = environment(DATABASE_URL=postgres.url, REDIS_URL=redis.url, VAR_DIR=str(folder))
        wrong = upgrade.run(commit, postgres, env)
    except subprocess.CalledProcessError as failed:
        wrong = [str(failed)]
    finally:
        supervisor.stop()
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def manage(arguments):
    """A command of manage.py on the data of make run, whether that is running or not."""
    return with_own_servers([PYTHON, str(ROOT / "manage.py"), *arguments])


def with_own_servers(command):
    running = {"DATABASE_URL": Postgres(VAR).url, "REDIS_URL": Redis(VAR).url}
    with open(LOCK, "a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.execve(PYTHON, command, environment(**{**running, **os.environ}))
        supervisor = Supervisor()
        try:
            return 0 if supervisor.run(command, environment(**start_servers(supervisor, VAR, os.environ))) else 1
        except Stopped as reason:
            print(reason)
            return 1
        finally:
            supervisor.stop()


def main():
    os.chdir(ROOT)
    verb, *arguments = sys.argv[1:] or ["run"]
    if verb == "run":
        return run()
    if verb == "lint":
        return with_test_servers(*LINT, TYPES)
    if verb == "test":
        return test(arguments)
    if verb == "bench":
        return bench.run(arguments, environment())
    if verb == "upgrade" and arguments:
        return try_upgrade(arguments[0])
    if verb == "backup":
        return with_own_servers([PYTHON, "-m", "salesmgmt.launch.backup", *arguments])
    if verb == "restore":
        return with_own_servers([PYTHON, "-m", "salesmgmt.launch.backup", "--restore", *arguments])
    if verb == "manage":
        return manage(arguments)
    raise SystemExit(__doc__)


if __name__ == "__main__":
    sys.exit(main())
