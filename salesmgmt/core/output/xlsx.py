"""Excel out: one column list, two writers.

`write_sheet` takes any list of columns and an iterator of rows. Up to some thousand rows openpyxl writes a styled
sheet; beyond that rustpy-xlsxwriter streams in constant memory (docs/adr/two-excel-writers.md). `Report` is for
hand-made reports of several sheets. Every value passes through `cell_value`: time zones are stripped there and nowhere
else, and text that begins with = + - @ stays text in both writers.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

import rustpy_xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError

FORMATS = {
    "money": "#,##0.00",
    "quantity": "#,##0.######",
    "int": "#,##0",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
}
WIDTHS = {"money": 16, "quantity": 12, "int": 10, "percent": 10, "date": 12, "datetime": 17}
TEXT_WIDTH = 22
A4 = 9  # as Excel numbers paper sizes
MAX_CELL = 32_767  # Excel's own limits
MAX_SHEET_ROWS = 1_048_576
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

HEADER_FILL = PatternFill("solid", start_color="E9EEF6")
HEADER_FONT = Font(bold=True)
LINE = Side(style="thin", color="C8CED8")


class ColumnLike(Protocol):
    """What a list's export column has; see Column."""

    label: Any
    value: Callable[[Any], Any]
    kind: str


@dataclass(frozen=True)
class Column:
    """One column of an export: its name, where its value comes from, how it is written, whether it is added up."""

    label: Any
    value: Callable[[Any], Any]
    kind: str = "text"  # text, money, quantity, int, percent (a ratio), date, datetime
    width: int | None = None
    total: bool = False


def cell_value(value, kind: str = "text"):
    """The value as a cell holds it: numbers stay numbers, moments lose their zone, all else is clean text."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float | Decimal):
        return value if kind != "text" or not _is_code(value) else str(value)
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(calendar.SHANGHAI).replace(tzinfo=None)
        return value.date() if kind == "date" else value
    if isinstance(value, dt.date):
        return value
    if isinstance(value, Promise | str):
        return ILLEGAL.sub("", str(value))[:MAX_CELL]
    return ILLEGAL.sub("", str(value))[:MAX_CELL]


def _is_code(value) -> bool:
    """A whole number of more digits than Excel keeps is a number of a document, not a quantity."""
    return isinstance(value, int) and abs(value) >= 10**15


def headers(columns: Iterable[ColumnLike]) -> list[str]:
    """The column names, made unique: two columns of one name would overwrite each other."""
    names: list[str] = []
    for column in columns:
        name = plain = str(column.label)
        number = 2
        while name in names:
            name, number = f"{plain} {number}", number + 1
        names.append(name)
    return names


def sheet_name(title) -> str:
    """A name Excel accepts: without []:*?/\\ and at most 31 characters."""
    return re.sub(r"[\[\]:*?/\\']", " ", str(title)).strip()[:31] or "Sheet1"


def file_name(title, day: dt.date | None = None) -> str:
    """应收账款-20250115.xlsx"""
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", str(title)).strip() or "export"
    return f"{clean}-{day or calendar.today():%Y%m%d}.xlsx"


def signature(exported_by) -> str:
    """Who exported, and when: printed at the foot of every sheet."""
    return _("Exported by %(name)s at %(time)s") % {
        "name": exported_by,
        "time": calendar.now().strftime("%Y-%m-%d %H:%M"),
    }


def write_sheet(
    path: Path, columns, rows: Iterable, *, title, exported_by, large: bool = False, progress=lambda count: None
) -> int:
    """Writes one sheet to `path`; returns the number of rows. `progress(count)` is called for every row and may raise."""
    columns = list(columns)
    if large:
        return _write_large(path, columns, rows, title, exported_by, progress)
    report = Report(exported_by)
    written = report.add_sheet(title, columns, rows, progress=progress)
    report.save(path)
    return written


def _write_large(path, columns, rows, title, exported_by, progress) -> int:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:  # without a row the Rust writer knows no column names
        return write_sheet(path, columns, [], title=title, exported_by=exported_by)
    names = headers(columns)
    counter = _Counter(progress)
    totals = {name: "sum" for name, column in zip(names, columns, strict=True) if _adds_up(column)}
    # The writer opens the file only when all rows have come, so a row that raises leaves no file behind.
    rustpy_xlsxwriter.write_worksheet(
        counter.dicts(names, columns, chain([first], rows)),
        str(path),
        sheet_name=sheet_name(title),
        freeze_row=1,
        autofilter=True,
        column_widths={name: float(_width(column)) for name, column in zip(names, columns, strict=True)},
        column_formats={
            name: rustpy_xlsxwriter.Format().set_num_format(FORMATS[column.kind])
            for name, column in zip(names, columns, strict=True)
            if column.kind in FORMATS
        },
        header_format=rustpy_xlsxwriter.Format().set_bold().set_background_color("#E9EEF6"),
        totals_row=totals or None,
        totals_label=_("Total") if totals and not _adds_up(columns[0]) else None,
        totals_format=rustpy_xlsxwriter.Format().set_bold().set_num_format(FORMATS["money"]) if totals else None,
        page_setup={"landscape": True, "repeat_rows": 0, "footer": f"&L{_footer(exported_by)}&R&P / &N"},
    )
    return counter.count


class _Counter:
    def __init__(self, progress):
        self.count = 0
        self.progress = progress

    def dicts(self, names, columns, rows) -> Iterator[dict]:
        pairs = [(name, column.value, column.kind) for name, column in zip(names, columns, strict=True)]
        for row in rows:
            self.count += 1
            check_sheet_size(self.count)
            self.progress(self.count)
            yield {name: cell_value(value(row), kind) for name, value, kind in pairs}


def check_sheet_size(count: int) -> None:
    if count > MAX_SHEET_ROWS - 2:
        raise BusinessError(_("An Excel sheet holds at most 1,048,574 rows. Narrow the filter and export in parts."))


def _adds_up(column) -> bool:
    return bool(getattr(column, "total", False))


def _width(column) -> int:
    return getattr(column, "width", None) or WIDTHS.get(column.kind, TEXT_WIDTH)


def _footer(exported_by) -> str:
    # & starts a code in Excel's footers.
    return signature(exported_by).replace("&", "&&")


class Report:
    """A workbook written by hand: sheets with a frozen header, totals as formulas, the exporter at the foot."""

    def __init__(self, exported_by):
        self.book = Workbook(write_only=True)
        self.footer = _footer(exported_by)
        self.book.properties.creator = str(exported_by)
        self.book.properties.created = calendar.now().replace(tzinfo=None)

    def add_sheet(
        self, title, columns, rows: Iterable, *, notes: Iterable[str] = (), progress=lambda count: None
    ) -> int:
        """A sheet of `columns` over `rows`, with lines of explanation above the header; returns the number of rows."""
        columns = list(columns)
        sheet = self.book.create_sheet(sheet_name(title))
        notes = [str(note) for note in notes]
        header_row = len(notes) + 1
        self._set_up(sheet, columns, header_row)
        for note in notes:
            sheet.append([text_cell(sheet, note)])
        sheet.append([self._header_cell(sheet, name) for name in headers(columns)])
        try:
            count = self._rows(sheet, columns, rows, progress)
        except BaseException:
            sheet.close()  # its part file would stay open
            raise
        last = header_row + count
        sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(max(len(columns), 1))}{last}"
        if count and any(_adds_up(column) for column in columns):
            sheet.append(self._totals(sheet, columns, header_row + 1, last))
        return count

    @staticmethod
    def _rows(sheet, columns, rows, progress) -> int:
        count = 0
        for count, row in enumerate(rows, 1):
            check_sheet_size(count)
            progress(count)
            sheet.append([_cell(sheet, column.value(row), column.kind) for column in columns])
        return count

    def save(self, target) -> None:
        self.book.save(target)

    def _set_up(self, sheet, columns, header_row):
        sheet.freeze_panes = f"A{header_row + 1}"
        sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.left.text = self.footer
        sheet.oddFooter.right.text = "&P / &N"
        for index, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(index)].width = _width(column)

    @staticmethod
    def _header_cell(sheet, name):
        cell = text_cell(sheet, name)
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
        cell.border = Border(bottom=LINE)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        return cell

    @staticmethod
    def _totals(sheet, columns, first, last):
        cells = []
        for index, column in enumerate(columns, 1):
            letter = get_column_letter(index)
            if _adds_up(column):
                cell = WriteOnlyCell(sheet, f"=SUM({letter}{first}:{letter}{last})")
                cell.number_format = FORMATS.get(column.kind, "General")
            else:
                cell = WriteOnlyCell(sheet, _("Total") if index == 1 else None)
            cell.font, cell.border = Font(bold=True), Border(top=LINE)
            cells.append(cell)
        return cells


def text_cell(sheet, text):
    """A cell that is text whatever it begins with: =1+1 is neither calculated nor becomes a formula when edited."""
    cell = WriteOnlyCell(sheet)
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
        if text.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    return cell


def _cell(sheet, value, kind):
    value = cell_value(value, kind)
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, value)
    if kind in FORMATS:
        cell.number_format = FORMATS[kind]
    return cell
