"""Files from outside: what is refused before anybody opens them, and the plain rows that were read from them."""

from __future__ import annotations

import datetime as dt
import json
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from salesmgmt.core.exceptions import BusinessError

if TYPE_CHECKING:
    from typing import Any

# Technical limits: what a server of ordinary size reads without harm.
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 320 * 1024 * 1024
# One part of a workbook: 100,000 rows of 30 columns are about 140 MB of a sheet, their different texts 30 MB.
MAX_SHEET = 256 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_RATIO = 200  # a real sheet packs 5 to 30 times
MAX_PARTS = 2000
MAX_DIRECTORY = 1024 * 1024
MAX_ROWS = 100_000
HEADER_SEARCH = 10
SAMPLE_ROWS = 5
END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
SHEETS = "xl/worksheets/"
# The problem of a row whose reason is written out already, in the language of who sent the file.
SAID = "said"


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: its number there, its cells, and what is wrong with the cells as such."""

    number: int
    cells: tuple
    problem: str = ""


def check(path: Path, name: str, old_excel: bool = False) -> None:
    """Refuse what is no sheet, by content and not by name, and what would unpack to too much; nothing is unpacked.

    With ``old_excel`` a true .xls file is taken, too, and text that is only called so, as banks send it.
    """
    texts = (".csv", ".txt", ".xls") if old_excel else (".csv", ".txt")
    check_size(path.stat().st_size)
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise BusinessError(_("The file is empty."))
    if head.startswith(b"PK"):
        _check_zip(path)
    elif head.startswith(OLD_EXCEL):
        if old_excel:
            return
        raise BusinessError(
            _("This is an old .xls file or one protected by a password. Open it in Excel and save it as .xlsx.")
        )
    elif head.startswith(b"MZ") or head.startswith(b"\x7fELF") or not name.lower().endswith(texts):
        raise BusinessError(_("This is not an Excel or CSV file, whatever its name says. Save it as .xlsx or .csv."))


def check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise BusinessError(
            _("The file is larger than %(n)d MB. Please divide it.") % {"n": MAX_BYTES // (1024 * 1024)}
        )


def _check_zip(path: Any) -> None:
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise BusinessError(damaged()) from error
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise BusinessError(_("The file is protected by a password. Please save it without one."))
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise BusinessError(_("This is not an Excel or CSV file, whatever its name says. Save it as .xlsx or .csv."))
    # Sizes are those the archive declares; zipfile reads no more than declared, so a lie is cut off.
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    swollen = unpacked / packed > MAX_RATIO and unpacked > MAX_BYTES
    if unpacked > MAX_UNPACKED or swollen or any(map(_is_too_large, parts)):
        raise BusinessError(too_much())


def _is_too_large(part: Any) -> bool:
    return part.file_size > (MAX_SHEET if part.filename.startswith(SHEETS) else MAX_PART)


def _check_directory(path: Any) -> None:
    """The list of parts itself may be millions long: its length stands at the end of the file."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 66_000))
        tail = stream.read()
    place = tail.rfind(b"PK\x05\x06")
    if place < 0 or len(tail) - place < END_OF_DIRECTORY.size:
        raise BusinessError(damaged())
    parts, length = END_OF_DIRECTORY.unpack_from(tail, place)[4:6]
    if parts > MAX_PARTS or length > MAX_DIRECTORY:
        raise BusinessError(too_much())


def damaged() -> str:
    return _("The file is damaged and cannot be opened. Please save it again in Excel.")


def too_much() -> str:
    return _("The file unpacks to far more than a sheet needs and is refused.")


# -- what was read -------------------------------------------------------------------------------------------


def rows(path: Path) -> Iterator[Row]:
    """The rows that the reading wrote, none of them blank."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            number, problem, cells = json.loads(line)
            yield Row(number, tuple(map(_cell, cells)), _in_words(*problem) if problem else "")


def _cell(value: str) -> str:
    return dt.datetime.fromisoformat(value["d"]) if isinstance(value, dict) else value


def _in_words(word: str, about: str) -> str:
    if word == SAID:
        return about
    if word == "merged":
        return _("The cells %(range)s are merged. Unmerge them and fill in every row.") % {"range": about}
    if word == "error":
        return _("A cell shows an Excel error such as #REF!.")
    return _("A formula has no stored result. Open the file in Excel, save it, and send it again.")


def header_names(cells: tuple) -> list[str]:
    """The header texts, trimmed, made unique, without the empty ones at the end."""
    names: list[str] = []
    for index, cell in enumerate(cells, 1):
        text = " ".join(str(cell).split()) if cell is not None else ""
        name = text or _("Column %(n)d") % {"n": index}
        number = 2
        while name in names:
            name, number = f"{text} ({number})", number + 1
        names.append(name)
    last = max((index for index, cell in enumerate(cells, 1) if cell is not None), default=0)
    return names[:last]


@dataclass(frozen=True)
class Layout:
    """Where the header stands, what is above it (titles, units) and below it, as the mapping page shows it."""

    header_row: int
    headers: list[str]
    samples: list[list[str]]
    title: str = ""


def layout(path: Path, known: set[str]) -> Layout:
    """Find the header among the first rows: the one with most names that `known` has, else the first with two cells."""
    first = list(islice(rows(path), HEADER_SEARCH + SAMPLE_ROWS))
    candidates = [row for row in first[:HEADER_SEARCH] if sum(cell is not None for cell in row.cells) > 1]
    if not candidates:
        raise BusinessError(_("No row with column names was found in this file."))
    header = max(candidates, key=lambda row: len({normal(cell) for cell in row.cells if cell is not None} & known))
    names = header_names(header.cells)
    below = [row for row in first if row.number > header.number][:SAMPLE_ROWS]
    samples = [[shown(cell) for cell in row.cells[: len(names)]] for row in below]
    above = [shown(cell) for row in first if row.number < header.number for cell in row.cells if cell is not None]
    return Layout(header.number, names, samples, " ".join(above)[:500])


def normal(text: Any) -> str:
    """A header for comparing: without case, blanks, punctuation and what stands in brackets."""
    return re.sub(r"[\W_]+", "", re.sub(r"[(（\[【].*?[)）\]】]", "", str(text))).lower()


def shown(cell: Any) -> str:
    """A cell as a person would read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if hasattr(cell, "isoformat"):
        return cell.isoformat(" ", "minutes").removesuffix(" 00:00") if hasattr(cell, "hour") else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)[:200]


def span(ranges: list) -> str:
    """Row numbers in words: 5、7–9."""
    return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
