"""Runs servers and the processes of the Procfile together: what dies is started again, and all end with this one."""

import os
import select
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from salesmgmt.launch.processes import adopt_orphans, die_with_parent, with_parent

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# How a process is asked to stop, harder each time, with the seconds it gets. SIGQUIT makes a Celery worker hand back
# the task it is busy with.
ASKING = ((signal.SIGTERM, 8), (signal.SIGQUIT, 4), (signal.SIGKILL, 5))
# What dies is started again after so many seconds, twice as many each time; who ran this long begins anew.
FIRST_PAUSE, LONGEST_PAUSE, STEADY = 1, 60, 120


def procfile(path):
    """name -> command line, as a list."""
    lines = (line.partition(":") for line in Path(path).read_text().splitlines() if line.strip() and line[0] != "#")
    return {name.strip(): shlex.split(command) for name, _colon, command in lines}


class Stopped(Exception):
    """Somebody asked us to stop, or a process ended before the program was ready."""


def say(text):
    print(text, flush=True)


class Revival:
    """When one that died is started again: after 1, 2, 4 ... seconds, a minute at most."""

    def __init__(self):
        self.pause = FIRST_PAUSE
        self.at = None
        self.began = None

    def plan(self):
        """Set the time of the next start; returns the seconds until then."""
        if self.began is not None and time.monotonic() - self.began > STEADY:
            self.pause = FIRST_PAUSE
        seconds, self.pause = self.pause, min(self.pause * 2, LONGEST_PAUSE)
        self.at = time.monotonic() + seconds
        return seconds

    def is_due(self):
        return self.at is not None and time.monotonic() >= self.at

    def has_begun(self):
        self.at, self.began = None, time.monotonic()


class Supervisor:
    def __init__(self):
        self.processes = {}
        self.servers = []
        self.commands = {}
        self.revivals = {}
        self.asked = None
        self.wakeup, writing = os.pipe()
        for end in (self.wakeup, writing):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        for number in STOPPING:
            # nohup is meant; a script that starts us with & ignores SIGINT for us, and that is not.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self.ask)
        adopt_orphans()
        die_with_parent(signal.SIGTERM)

    def ask(self, number, frame):
        self.asked = signal.Signals(number).name

    def add_server(self, server):
        self.servers.append(server)
        self.look()
        return server.start()

    def start(self, name, command, env):
        self.look()
        self.commands[name] = command, env
        self.start_again(name)

    def run(self, command, env):
        """A program that ends by itself; whether it went well."""
        return self.run_together([command], env) == []

    def run_together(self, commands, env):
        """Programs that end by themselves, side by side; those of them that failed."""
        named = {" ".join(command): command for command in commands}
        for name, command in named.items():
            self.start(name, command, env)
        while any(self.processes[name].poll() is None for name in named):
            self.wait(ignoring=named)
        return [command for name, command in named.items() if self.processes.pop(name).returncode != 0]

    def look(self, ignoring=()):
        if self.asked:
            raise Stopped(f"Stopping ({self.asked}).")
        everything = self.everything()
        for name, process in everything.items():
            if name not in ignoring and process is not None and process.poll() is not None:
                raise Stopped(f"{name} has ended (status {process.returncode}); stopping the others.")
        self.reap({process.pid for process in everything.values() if process is not None})

    def reap(self, ours):
        """Ended orphans that we adopted; the status of our own children is theirs to ask."""
        with suppress(ChildProcessError):
            while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                if ended.si_pid in ours:
                    break
                os.waitpid(ended.si_pid, os.WNOHANG)

    def wait(self, seconds=1.0, ignoring=()):
        """Sleep until a signal comes or a child ends."""
        self.look(ignoring)
        if select.select([self.wakeup], [], [], seconds)[0]:
            os.read(self.wakeup, 4096)
        self.look(ignoring)

    def keep_running(self):
        """Until somebody asks us to stop: whatever ends is said and started again, with a pause that grows."""
        while True:
            for name in self.ended():
                self.note(name)
            for name, revival in self.revivals.items():
                if revival.is_due():
                    self.revive(name, revival)
            self.wait(0.5, ignoring=self.everything())

    def everything(self):
        return {**{server.name: server.process for server in self.servers}, **self.processes}

    def ended(self):
        """The names of those that have ended and do not wait to be started again yet."""
        waiting = {name for name, revival in self.revivals.items() if revival.at is not None}
        everything = self.everything().items()
        return [name for name, process in everything if process.poll() is not None and name not in waiting]

    def note(self, name):
        revival = self.revivals.setdefault(name, Revival())
        status = self.everything()[name].returncode
        say(f"{name} has ended (status {status}); starting it again in {revival.plan()} seconds.")

    def revive(self, name, revival):
        """Start it again; where it does not start, the next try comes later."""
        server = next((each for each in self.servers if each.name == name), None)
        if server is None:
            with suppress(ProcessLookupError):  # what a killed master left in its group would hold its port
                os.killpg(self.processes[name].pid, signal.SIGKILL)
            self.start_again(name)
        else:
            try:
                server.start()
            except (SystemExit, OSError) as reason:
                say(f"{reason} Trying again in {revival.plan()} seconds.")
                return
        revival.has_begun()
        say(f"{name} runs again.")

    def start_again(self, name):
        command, env = self.commands[name]
        self.processes[name] = subprocess.Popen(
            with_parent(command), env=env, stdin=subprocess.DEVNULL, start_new_session=True
        )

    def stop(self):
        """First what uses the servers, all at once, then the servers, the database last."""
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        for sig, seconds in ASKING:
            alive = [process for process in self.processes.values() if process.poll() is None]
            for process in alive:
                process.send_signal(sig)
            end = time.monotonic() + seconds
            while any(process.poll() is None for process in alive) and time.monotonic() < end:
                time.sleep(0.05)
        for process in self.processes.values():
            with suppress(ProcessLookupError):  # what a killed master left in its group
                os.killpg(process.pid, signal.SIGKILL)
        for server in reversed(self.servers):
            server.stop()
