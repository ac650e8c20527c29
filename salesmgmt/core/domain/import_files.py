"""Reading other people's Excel and CSV files without trusting them: every refusal says what to do about it."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from salesmgmt.core.exceptions import BusinessError

# Technical limits: what a server of ordinary size reads without harm.
MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200  # a real sheet packs 5 to 30 times
MAX_PARTS = 2000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
HEADER_SEARCH = 10
SAMPLE_ROWS = 5
EXCEL_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
OVERLAP = 256


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: its number there, its cells, and what is wrong with the cells as such."""

    number: int
    cells: tuple
    problem: str = ""


@dataclass
class _SheetFacts:
    merged: dict[int, str] = field(default_factory=dict)  # row -> the merged range that covers it
    formulas: bool = False


def check(path: Path, name: str) -> None:
    """Refuse what is not a sheet, by content and not by name, before anything is parsed."""
    check_size(path.stat().st_size)
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise BusinessError(_("The file is empty."))
    if head.startswith(b"PK"):
        _check_zip(path)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        raise BusinessError(
            _("This is an old .xls file or one protected by a password. Open it in Excel and save it as .xlsx.")
        )
    elif head.startswith(b"MZ") or head.startswith(b"\x7fELF") or not name.lower().endswith((".csv", ".txt")):
        raise BusinessError(_("This is not an Excel or CSV file, whatever its name says. Save it as .xlsx or .csv."))


def check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise BusinessError(
            _("The file is larger than %(n)d MB. Please divide it.") % {"n": MAX_BYTES // (1024 * 1024)}
        )


def _check_zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise BusinessError(_("The file is damaged and cannot be opened. Please save it again in Excel.")) from error
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise BusinessError(_("The file is protected by a password. Please save it without one."))
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise BusinessError(_("This is not an Excel or CSV file, whatever its name says. Save it as .xlsx or .csv."))
    # Sizes are those the archive declares; zipfile reads no more than declared, so a lie is cut off.
    small = unpacked <= MAX_BYTES
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS or (unpacked / packed > MAX_RATIO and not small):
        raise BusinessError(_("The file unpacks to far more than a sheet needs and is refused."))


def is_excel(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"PK"


def sheet_names(path: Path) -> list[str]:
    if not is_excel(path):
        return []
    with _opened(path) as book:
        return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.sheetnames


@contextmanager
def _opened(path, **options):
    """The workbook, read row by row; whatever openpyxl stumbles over means that the file is damaged."""
    with path.open("rb") as stream:  # not the path: stored files have no ending, and openpyxl insists on one
        try:
            book = load_workbook(stream, read_only=True, keep_links=False, **options)
            yield book
            book.close()
        except BusinessError:
            raise
        except Exception as error:  # a damaged sheet shows itself only while it is read
            raise BusinessError(
                _("The file is damaged and cannot be opened. Please save it again in Excel.")
            ) from error


def rows(path: Path, sheet: str = "") -> Iterator[Row]:
    """The rows that are not blank. More than 100,000 are refused when they come."""
    count = 0
    for row in _excel_rows(path, sheet) if is_excel(path) else _csv_rows(path):
        # A row of nothing but formulas without results looks blank, but is what somebody wanted imported.
        if not row.problem and all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row.cells):
            continue
        count += 1
        if count > MAX_ROWS + HEADER_SEARCH:
            raise BusinessError(_("The file has more than %(n)s rows. Please divide it.") % {"n": f"{MAX_ROWS:,}"})
        yield row


def _excel_rows(path, sheet) -> Iterator[Row]:
    with _opened(path, data_only=True) as book:
        page = book[sheet] if sheet in book.sheetnames else book.worksheets[0]
        facts = _scan(path, page)
        if not facts.formulas:
            yield from _numbered(page, repeat(()), facts)
            return
        with _opened(path) as twin:
            yield from _numbered(page, _values(twin[page.title]), facts)


def _values(page):
    page.reset_dimensions()  # some programs write a million rows there
    return page.iter_rows(values_only=True)


def _numbered(page, sources, facts):
    """The rows with what is wrong in them; `sources` are the same rows with the formulas behind the values."""
    for number, (cells, source) in enumerate(zip(_values(page), sources, strict=False), 1):
        cells = cells[:MAX_COLUMNS]
        yield Row(number, cells, _cell_problem(number, cells, source, facts))


def _cell_problem(number, cells, source, facts) -> str:
    if number in facts.merged and any(cell is not None for cell in cells):
        return _("The cells %(range)s are merged. Unmerge them and fill in every row.") % {
            "range": facts.merged[number]
        }
    if any(isinstance(cell, str) and cell in EXCEL_ERRORS for cell in cells):
        return _("A cell shows an Excel error such as #REF!.")
    for cell, formula in zip(cells, source, strict=False):
        if cell is None and isinstance(formula, str) and formula.startswith("="):
            return _("A formula has no stored result. Open the file in Excel, save it, and send it again.")
    return ""


def _scan(path, page) -> _SheetFacts:
    """Merged ranges stand after the rows, and formulas hide behind their values: one pass over the sheet's text."""
    facts = _SheetFacts()
    with zipfile.ZipFile(path) as archive, archive.open(page._worksheet_path.lstrip("/")) as stream:
        tail = b""
        while chunk := stream.read(1 << 20):
            text = tail + chunk
            facts.formulas = facts.formulas or bool(FORMULA.search(text))
            for left, top, right, bottom in MERGED.findall(text):
                _note_merge(facts, left.decode(), int(top), right.decode(), int(bottom))
            tail = text[-OVERLAP:]
    return facts


def _note_merge(facts, left, top, right, bottom):
    if column_index_from_string(left) > MAX_COLUMNS:
        return
    for row in range(top, min(bottom, top + MAX_ROWS) + 1):
        facts.merged[row] = f"{left}{top}:{right}{bottom}"


def _csv_rows(path) -> Iterator[Row]:
    text = decode(path.read_bytes())
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader, 1):
            yield Row(number, tuple(cell if cell.strip() else None for cell in cells[:MAX_COLUMNS]))
    except csv.Error as error:
        raise BusinessError(_("The CSV file cannot be read: a quotation mark is not closed.")) from error


def decode(data: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with its mark, or GB18030, which Chinese Excel writes as "CSV"."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BusinessError(_("The text of this file cannot be read. Save it as CSV UTF-8 or as .xlsx."))


def _delimiter(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max([",", "\t", ";", "|"], key=line.count)


def header_names(cells) -> list[str]:
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
    """Where the header stands and what is below it, as the mapping page shows it."""

    header_row: int
    headers: list[str]
    samples: list[list[str]]


def layout(path: Path, sheet: str, known: set[str]) -> Layout:
    """Find the header among the first rows: the one with most names that `known` has, else the first with two cells."""
    first = []
    for row in rows(path, sheet):
        first.append(row)
        if len(first) >= HEADER_SEARCH + SAMPLE_ROWS:
            break
    candidates = [row for row in first[:HEADER_SEARCH] if sum(cell is not None for cell in row.cells) > 1]
    if not candidates:
        raise BusinessError(_("No row with column names was found in this file."))
    header = max(candidates, key=lambda row: len({normal(cell) for cell in row.cells if cell is not None} & known))
    names = header_names(header.cells)
    below = [row for row in first if row.number > header.number][:SAMPLE_ROWS]
    samples = [[shown(cell) for cell in row.cells[: len(names)]] for row in below]
    return Layout(header.number, names, samples)


def normal(text) -> str:
    """A header for comparing: without case, blanks, punctuation and what stands in brackets."""
    return re.sub(r"[\W_]+", "", re.sub(r"[(（\[【].*?[)）\]】]", "", str(text))).lower()


def shown(cell) -> str:
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
