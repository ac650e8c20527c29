"""The reading of a file from outside: by a process of its own, with a limit of memory, of time and of rows."""

from __future__ import annotations

import json
import logging
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.domain import import_files
from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.jobs import Progress

logger = logging.getLogger(__name__)

READER = Path(__file__).with_name("sheet_reader.py")
# Technical limits of the reading process: a sheet of 100,000 rows needs about 300 MB and 20 seconds.
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 90
WALL_SECONDS = 300
LONGEST_ANSWER = 16 * 1024 * 1024  # the hidden rows of a whole sheet stand in it


def read(path: Path, sheet: str, target: Path, progress: Any = lambda count: None) -> dict:
    """Write the rows of a sheet to `target` and return what is known of the file: sheets, sheet, hidden rows, 1904.

    `progress(rows)` is called about once a second; what it raises ends the reading. BusinessError says in words why the
    file cannot be read.
    """
    most = import_files.MAX_ROWS + import_files.HEADER_SEARCH
    command = [sys.executable, "-I", READER, path, sheet, target, MEMORY, CPU_SECONDS, most]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        answer = _answer(process, progress)
    finally:
        if process.poll() is None:
            process.kill()
        process.stdout.close()
        process.wait()
    if "done" in answer:
        return answer["done"]
    target.unlink(missing_ok=True)
    word = answer.get("refused") or _cause(process.returncode)
    logger.info("a file was refused: %s %s", word, answer.get("about", ""))
    raise BusinessError(_in_words(word))


def _answer(process: Any, progress: Progress) -> dict:
    """What the process says at last; {} where it ended without a word or took too long."""
    end, count, text = time.monotonic() + WALL_SECONDS, 0, b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while time.monotonic() < end:
            if selector.select(1):
                piece = process.stdout.read1(1 << 16)
                if not piece:
                    process.wait()
                    break
                text += piece
                *numbers, text = text.split(b"\n")
                count = next((int(number) for number in reversed(numbers) if number.isdigit()), count)
                said = next((number for number in numbers if number.startswith(b"{")), b"")
                if said:
                    return json.loads(said)
                if len(text) > LONGEST_ANSWER:
                    break
            progress(count)
    return {}


def _cause(code: int) -> str:
    return (
        "memory"
        if code is not None and code > 0
        else "time"
        if code in (None, -signal.SIGXCPU, -signal.SIGKILL)
        else "damaged"
    )


def _in_words(word: str) -> str:
    return {
        "rows": lambda: _("The file has more than %(n)s rows. Please divide it.") % {"n": f"{import_files.MAX_ROWS:,}"},
        "unpacked": import_files.too_much,
        "memory": lambda: _(
            "Reading the file needs far more memory than a sheet needs; it is refused. Copy the rows into a new workbook."
        ),
        "time": lambda: _(
            "Reading the file takes too long; it is refused. Copy the rows into a new workbook or divide it."
        ),
        "protected": lambda: _("The file is protected by a password. Please save it without one."),
        "quotation": lambda: _("The CSV file cannot be read: a quotation mark is not closed."),
        "encoding": lambda: _("The text of this file cannot be read. Save it as CSV UTF-8 or as .xlsx."),
    }.get(word, import_files.damaged)()
