"""Reads one sheet of a file from outside into plain rows, as a process of its own under limits of memory and time.

A file may be made to blow up whoever opens it, so nobody but this process opens it. It imports nothing of ours and no
Django, so that it starts at once:

    python -I sheet_reader.py FILE SHEET TARGET MEMORY_BYTES CPU_SECONDS MAX_ROWS

TARGET gets a line of JSON for every row that is not blank: ``[number, problem, cells]``, where a date is ``{"d": iso}``
and a problem is null or a word with what it is about. On standard output stand numbers (rows so far) and at last one
object: ``{"done": facts}`` or ``{"refused": word}``. `import_reading` starts it and says these things in the user's words.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import json
import re
import resource
import sys
import zipfile
from html.parser import HTMLParser
from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


MAX_COLUMNS = 200
LONGEST_TEXT = 4000  # of a cell; longer ones are refused by every column anyhow
MAX_WRITTEN = 256 * 1024 * 1024
REPORT_EVERY = 1000
TRIED_LINES = 30
EXCEL_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*?\br=\"(\d+)\"")
HIDDEN_COLUMNS = re.compile(
    rb"<(?:\w+:)?col\b(?=[^>]*\bhidden=\"(?:1|true)\")(?=[^>]*\bmin=\"(\d+)\")(?=[^>]*\bmax=\"(\d+)\")"
)
OVERLAP = 512
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZEROS = re.compile(r"^0{2,30}$")
LITERALS = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|([$€£¥￥元])')
SPACERS = re.compile(r"[_*].")  # as wide as, filled with: nothing that stands for something


class Refused(Exception):
    """The word for what is wrong with the file as a whole."""


# -- Excel ---------------------------------------------------------------------------------------------------------


def excel_rows(path: Any, wanted: Any, facts: Any) -> Iterator:
    """``(number, cells, problem)`` of the wanted sheet, or of the first visible one."""
    from openpyxl import load_workbook  # noqa: PLC0415  a CSV file does not wait for it

    with open(path, "rb") as stream, open(path, "rb") as again:
        book = load_workbook(stream, read_only=True, keep_links=False, data_only=True)
        names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
        names = names or [sheet.title for sheet in book.worksheets]
        if not names:
            raise Refused("damaged")
        sheet = wanted if wanted in names else names[0]
        page = book[sheet]
        facts |= {"sheets": names, "sheet": sheet, "date1904": book.epoch.year == 1904}
        found = scan(path, page._worksheet_path.lstrip("/"))
        facts |= {"hidden_rows": ranges(found["hidden"]), "hidden_columns": sorted(found["columns"])}
        sources = repeat(())
        if found["formulas"]:
            twin = load_workbook(again, read_only=True, keep_links=False)[sheet]
            twin.reset_dimensions()
            sources = twin.iter_rows(values_only=True)
        page.reset_dimensions()  # some programs write a million rows there, others one cell
        for number, (cells, source) in enumerate(zip(page.iter_rows(), sources, strict=False), 1):
            values = [value_of(cell) for cell in cells[:MAX_COLUMNS]]
            yield number, values, problem_of(number, values, source, found["merged"])


def value_of(cell: Any) -> Any:
    """What a cell holds; a number whose format writes zeros before it, or words around it, as the text a person sees."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    style = cell.number_format
    return value if not style or style == "General" else styled(value, style.split(";")[0])


def styled(value: Any, style: Any) -> Any:
    """00000000 makes 123456 the code 00123456; a unit or currency in the format belongs to the amount."""
    if ZEROS.match(style):
        return f"{value:0{len(style)}.0f}" if value == int(value) else value
    words = ["".join(found) for found in LITERALS.findall(SPACERS.sub("", style))]
    telling = "".join(word for word in words if re.search(r"[^\W\d_]|[$€£¥￥]", word))
    return f"{value}{telling}" if telling.strip("¥￥元") else value


def problem_of(number: Any, cells: Any, source: Any, merged: Any) -> list:
    if number in merged and any(cell is not None for cell in cells):
        return ["merged", merged[number]]
    if any(isinstance(cell, str) and cell in EXCEL_ERRORS for cell in cells):
        return ["error", ""]
    pairs = zip(cells, source, strict=False)
    if any(cell is None and isinstance(made, str) and made.startswith("=") for cell, made in pairs):
        return ["formula", ""]
    return None


def scan(path: Any, name: str) -> dict:
    """What openpyxl does not say row by row: merged ranges stand after the rows, formulas behind their values."""
    found: dict[str, Any] = {"merged": {}, "formulas": False, "hidden": set(), "columns": set()}
    with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
        tail = b""
        while chunk := stream.read(1 << 20):
            text = tail + chunk
            found["formulas"] = found["formulas"] or bool(FORMULA.search(text))
            found["hidden"].update(int(number) for number in HIDDEN_ROW.findall(text))
            for first, last in HIDDEN_COLUMNS.findall(text):
                found["columns"].update(range(int(first), min(int(last), MAX_COLUMNS) + 1))
            for left, top, right, bottom in MERGED.findall(text):
                note_merge(found["merged"], left.decode(), int(top), right.decode(), int(bottom))
            tail = text[-OVERLAP:]
    return found


def note_merge(merged: Any, left: Any, top: Any, right: Any, bottom: Any) -> None:
    if len(left) > 2:  # beyond the columns that are read
        return
    for row in range(top, min(bottom, top + int(sys.argv[6])) + 1):
        merged[row] = f"{left}{top}:{right}{bottom}"


def ranges(numbers: Any) -> list:
    """``[[first, last], ...]`` of row numbers."""
    found: list = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


# -- Excel before 2007 ----------------------------------------------------------------------------------------------


def old_excel_rows(path: Any, wanted: Any, facts: Any) -> Iterator:
    """The same of a true .xls file."""
    import xlrd  # noqa: PLC0415  only what is old waits for it

    try:
        book = xlrd.open_workbook(path, on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        raise Refused("protected" if "encrypted" in str(error).lower() else "damaged") from error
    names = [name for place, name in enumerate(book.sheet_names()) if not book.sheet_by_index(place).visibility]
    names = names or book.sheet_names()
    if not names:
        raise Refused("damaged")
    sheet = wanted if wanted in names else names[0]
    page = book.sheet_by_name(sheet)
    facts |= {"sheets": names, "sheet": sheet, "date1904": bool(book.datemode)}
    for place in range(page.nrows):
        cells = [old_value(cell, book.datemode, xlrd) for cell in page.row(place)[:MAX_COLUMNS]]
        wrong = any(cell.ctype == xlrd.XL_CELL_ERROR for cell in page.row(place)[:MAX_COLUMNS])
        yield place + 1, cells, ["error", ""] if wrong else None


def old_value(cell: Any, datemode: Any, xlrd: Any) -> Any:
    """What a cell holds; every number of such a file is a float, and one without decimals is read as a whole one."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    if cell.ctype == xlrd.XL_CELL_NUMBER and cell.value == int(cell.value) and abs(cell.value) < 10**15:
        return int(cell.value)
    return cell.value


# -- CSV -----------------------------------------------------------------------------------------------------------


def csv_rows(path: Any, facts: Any) -> Iterator:
    with open(path, "rb") as stream:
        text = decode(stream.read())
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)), 1):
            yield number, [cell if cell.strip() else None for cell in cells[:MAX_COLUMNS]], None
    except csv.Error as error:
        raise Refused("quotation") from error


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
    raise Refused("encoding")


def delimiter(text: str) -> Any:
    """The sign that parts most lines into the same number of cells: titles and notes have none, amounts have commas."""
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:TRIED_LINES]

    def evenness(sign: Any) -> tuple:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=sign)]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count, default=0)
        return wide.count(usual), usual

    return max(["\t", ",", ";", "|"], key=evenness)


# -- a web page that is called .xls, as some banks send it ------------------------------------------------------------

PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|style|body|table|div)\b", re.IGNORECASE)
CELLS = ("td", "th")
HIDDEN_TEXT = ("script", "style", "title")
MAX_HEIGHT = 1000


def reach(told: Any, most: int) -> int:
    """Over how many columns or rows a cell goes, as the page says it."""
    return max(min(int(told), most), 1) if told and told.isascii() and told.isdigit() else 1


def column_letter(place: int) -> str:
    """A, B, … of a column that is counted from 0."""
    over, rest = divmod(place, 26)
    return (column_letter(over - 1) if over else "") + chr(ord("A") + rest)


class Tables(HTMLParser):
    """The rows of all tables of a page, one below the other; a cell over several columns is followed by empty ones, and
    one over several rows has an empty one below it in each: whose it is below, the row cannot say (``merged``)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list] = []
        self.cell: list[str] | None = None
        self.width, self.height, self.hidden, self.seen = 1, 1, 0, 0
        self.above: dict[int, tuple[int, str]] = {}  # {column: (rows that a cell still reaches down, its range)}
        self.merged: list[str] = []  # of each of the rows the range of such a cell, "" without

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in HIDDEN_TEXT:
            self.hidden += 1
        elif tag == "tr":
            self._end_cell()
            self._begin_row()
        elif tag == "table":
            self.above = {}
        elif tag in CELLS:
            self._end_cell()
            told = dict(attrs)
            self.width, self.height = reach(told.get("colspan"), MAX_COLUMNS), reach(told.get("rowspan"), MAX_HEIGHT)
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN_TEXT:
            self.hidden = max(self.hidden - 1, 0)
        elif tag in (*CELLS, "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.hidden:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is None:
            return
        if not self.rows:
            self._begin_row()
        self._leave_out()
        place = len(self.rows[-1])
        if self.height > 1 and place < MAX_COLUMNS:
            last = min(place + self.width, MAX_COLUMNS)
            row = self.seen + len(self.rows)
            told = f"{column_letter(place)}{row}:{column_letter(last - 1)}{row + self.height - 1}"
            self.above |= dict.fromkeys(range(place, last), (self.height, told))
            self.merged[-1] = told
        text = " ".join("".join(self.cell).split())
        self.rows[-1] += [text or None, *[None] * (self.width - 1)]
        self.cell = None

    def _begin_row(self) -> None:
        self.above = {place: (rows - 1, told) for place, (rows, told) in self.above.items() if rows > 1}
        self.rows.append([])
        self.merged.append(next((told for _rows, told in self.above.values()), ""))

    def _leave_out(self) -> None:
        """The columns that a cell of a row above takes."""
        while len(self.rows[-1]) in self.above:
            self.rows[-1].append(None)


def page_rows(path: Any) -> Iterator:
    with open(path, "rb") as stream:
        text = decode(stream.read())
    parser = Tables()
    for start in range(0, len(text), 1 << 16):
        parser.feed(text[start : start + (1 << 16)])
        yield from _taken(parser, keep=1)
    parser.close()
    yield from _taken(parser, keep=0)
    if not parser.seen:
        raise Refused("damaged")


def _taken(parser: Any, keep: int) -> Iterator:
    """The rows that are complete: the last one may still grow."""
    while len(parser.rows) > keep:
        parser.seen += 1
        cells, merged = parser.rows.pop(0)[:MAX_COLUMNS], parser.merged.pop(0)
        yield parser.seen, cells, ["merged", merged] if merged and any(cells) else None


# -- both ----------------------------------------------------------------------------------------------------------


def plain(cell: Any) -> Any:
    """A cell as JSON can hold it."""
    if isinstance(cell, dt.datetime | dt.date):
        return {"d": cell.isoformat()}
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    return str(cell)[:LONGEST_TEXT]


def say(words: Any) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def write(rows: Any, target: Any, most: Any) -> Any:
    count = written = 0
    for number, cells, problem in rows:
        # A row of nothing but formulas without results looks blank, but is what somebody wanted imported.
        if not problem and all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            continue
        count += 1
        if count > most:
            raise Refused("rows")
        written += target.write(
            json.dumps([number, problem, [plain(cell) for cell in cells]], ensure_ascii=False) + "\n"
        )
        if written > MAX_WRITTEN:
            raise Refused("unpacked")
        if count % REPORT_EVERY == 0:
            say(count)
    return count


def main(path: Any, sheet: Any, target: Any, memory: Any, seconds: Any, most: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    answer: dict[str, object]
    facts = {"sheets": [], "sheet": "", "date1904": False, "hidden_rows": [], "hidden_columns": []}
    try:
        with open(path, "rb") as stream:
            head = stream.read(200)
        if head.startswith(b"PK"):
            rows = excel_rows(path, sheet, facts)
        elif head.startswith(OLD_EXCEL):
            rows = old_excel_rows(path, sheet, facts)
        elif PAGE.match(head):
            rows = page_rows(path)
        else:
            rows = csv_rows(path, facts)
        with open(target, "w", encoding="utf-8", errors="replace") as out:
            facts["rows"] = write(rows, out, int(most))
        answer = {"done": facts}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "memory"}
    except Exception as error:  # a damaged sheet shows itself only while it is read, in many ways
        answer = {"refused": "damaged", "about": repr(error)[:300]}
    say(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:7])
