"""What keeps processes together: whoever is killed, in whatever way, leaves nobody behind."""

import ctypes
import gc
import os
import signal
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36


def prctl(option, value):
    ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def die_with_parent(sig=signal.SIGKILL):
    """The kernel sends this process `sig` when its parent ends, even by kill -9."""
    parent = os.getppid()
    prctl(PR_SET_PDEATHSIG, sig)
    if os.getppid() != parent:  # it ended while we were asking
        os.kill(os.getpid(), sig)


def adopt_orphans():
    """Grandchildren whose parent was killed become children of this process, so that it can end them."""
    prctl(PR_SET_CHILD_SUBREAPER, 1)


def collect_rarely():
    """For programs that end soon: all that is loaded now stays, and the garbage collector need not walk it again.

    A fifth of the time of tests, of migrations and of the demo company went into that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def with_parent(command, sig="KILL"):
    """The command line that does the same for a program that is not ours (setpriv is part of util-linux)."""
    return ["setpriv", "--pdeathsig", sig, "--", *command]


def is_running(pid, word):
    """Whether that process is alive and has `word` in its command line: numbers are used again after a crash."""
    try:
        return word in Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    except OSError:
        return False


def wait_until(condition, seconds, pause=0.05):
    """Whether the condition came true in that time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def end_leftover(pidfile, word, seconds=20):
    """Wait for a server of an earlier run that is still going down, kill it if it does not, and clear its pid file."""
    try:
        pid = int(pidfile.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    if not wait_until(lambda: not is_running(pid, word), seconds):
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not is_running(pid, word), 5)
    pidfile.unlink(missing_ok=True)
