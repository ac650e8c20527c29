"""Excel out: one column list, two writers.

`write_sheet` takes any list of columns and an iterator of rows. Up to some thousand rows openpyxl writes a styled
sheet; beyond that rustpy-xlsxwriter streams in constant memory (docs/adr/two-excel-writers.md). `Report` is for
hand-made reports of several sheets. What a cell holds is decided in cells.py; text that begins with = + - @ stays text
in both writers.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import rustpy_xlsxwriter
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.output.cells import ILLEGAL, Column, cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from salesmgmt.core.models import User

__all__ = ["ILLEGAL", "Column", "Report", "file_name", "headers", "sheet_name", "write_sheet", "write_sheets"]

openpyxl, cell_kinds, styles, utils, charts = map(
    OnUse, ("openpyxl", "openpyxl.cell", "openpyxl.styles", "openpyxl.utils", "openpyxl.chart")
)

FORMATS = {
    "money": "#,##0.00",
    "quantity": "#,##0.######",
    "int": "#,##0",
    "year": "0",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
}
WIDTHS = {"money": 16, "quantity": 12, "int": 10, "year": 8, "percent": 10, "date": 12, "datetime": 17}
TEXT_WIDTH = 22
A4 = 9  # as Excel numbers paper sizes
MAX_SHEET_ROWS = 1_048_576  # Excel's own limit
PROGRESS_EVERY = 500  # rows
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
HEADER_COLOR = "E9EEF6"
# Of a chart, the first column and what it is compared with: told apart in black and white too.
DRAWN_COLORS = ("1F4E9E", "B8C4D6")
CHART_SIZE = (22, 11)  # centimetres


def _line() -> Any:
    return styles.Side(style="thin", color="C8CED8")


def headers(columns: Any) -> list[str]:
    """The column names as headings, made unique: two columns of one name would overwrite each other."""
    names: list[str] = []
    for column in columns:
        name = plain = capfirst(str(column.label))
        number = 2
        while name in names:
            name, number = f"{plain} {number}", number + 1
        names.append(name)
    return names


def sheet_name(title: str) -> str:
    """A name Excel accepts: without []:*?/\\ and at most 31 characters."""
    return re.sub(r"[\[\]:*?/\\']", " ", str(title)).strip()[:31] or "Sheet1"


def file_name(title: str, day: dt.date | None = None) -> str:
    """应收账款-20250115.xlsx"""
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", str(title)).strip() or "export"
    return f"{clean}-{day or calendar.today():%Y%m%d}.xlsx"


def signature(exported_by: User) -> str:
    """Who exported, and when: printed at the foot of every sheet."""
    return _("Exported by %(name)s at %(time)s") % {
        "name": exported_by,
        "time": calendar.now().strftime("%Y-%m-%d %H:%M"),
    }


def write_sheet(
    path: Path,
    columns: list[Column],
    rows: Iterable,
    *,
    title: str,
    exported_by: User,
    large: bool = False,
    progress: Any = lambda count: None,
) -> int:
    """Writes one sheet to `path`; returns the number of rows. `progress(count)` is called as it goes and may raise."""
    return write_sheets(path, [(title, columns, rows)], exported_by=exported_by, large=large, progress=progress)[0]


def write_sheets(
    path: Path, sheets: list, *, exported_by: User, large: bool = False, progress: Callable = lambda count: None
) -> list[int]:
    """Writes `(title, columns, rows)` sheet by sheet, in the style of both writers; returns the rows of each."""
    sheets = [_Sheet(title, list(columns), rows, progress) for title, columns, rows in sheets]
    # Without a first row the Rust writer knows no column names.
    if large and all(sheet.has_rows() for sheet in sheets):
        _write_large(path, sheets, exported_by)
        return [sheet.count for sheet in sheets]
    report = Report(exported_by)
    counts = [report.add_cells(sheet.title, sheet.columns, sheet.rows, progress=progress) for sheet in sheets]
    report.save(path)
    return counts


def _write_large(path: Any, sheets: list[_Sheet], exported_by: Any) -> None:
    """The writer opens the file only when all rows have come, so a row that raises leaves no file behind."""
    rustpy_xlsxwriter.write_worksheets(
        [(sheet.title, sheet.dicts()) for sheet in sheets],
        str(path),
        freeze_panes={sheet.title: {"row": 1, "col": 0} for sheet in sheets},
        autofilter={sheet.title: True for sheet in sheets},
        column_widths={sheet.title: sheet.by_name(lambda column: float(_width(column))) for sheet in sheets},
        column_formats={sheet.title: sheet.by_name(_number_format) for sheet in sheets},
        header_format={
            sheet.title: rustpy_xlsxwriter.Format().set_bold().set_background_color(f"#{HEADER_COLOR}")
            for sheet in sheets
        },
        totals_row={sheet.title: totals for sheet in sheets if (totals := sheet.totals())},
        totals_label={sheet.title: _("Total") for sheet in sheets if sheet.totals() and not _adds_up(sheet.columns[0])},
        totals_format={
            sheet.title: rustpy_xlsxwriter.Format().set_bold().set_num_format(FORMATS["money"])
            for sheet in sheets
            if sheet.totals()
        },
        page_setup={
            sheet.title: {"landscape": True, "repeat_rows": 0, "footer": f"&L{_footer(exported_by)}&R&P / &N"}
            for sheet in sheets
        },
    )


class _Sheet:
    """A sheet to be written: what it is called, its columns, and its rows as they come."""

    def __init__(self, title: Any, columns: Any, rows: Any, progress: Any) -> None:
        self.title, self.columns, self.names = sheet_name(title), columns, headers(columns)
        self.rows, self.progress, self.count = cells(columns, rows), progress, 0

    def has_rows(self) -> bool:
        first = next(self.rows, None)
        if first is not None:
            self.rows = chain([first], self.rows)
        return first is not None

    def dicts(self) -> Iterator[dict]:
        names = self.names
        while some := list(islice(self.rows, PROGRESS_EVERY)):
            self.count += len(some)
            check_sheet_size(self.count)
            if len(some) == PROGRESS_EVERY:
                self.progress(self.count)
            yield from [dict(zip(names, row, strict=True)) for row in some]

    def by_name(self, of: Callable) -> dict:
        pairs = ((name, of(column)) for name, column in zip(self.names, self.columns, strict=True))
        return {name: value for name, value in pairs if value is not None}

    def totals(self) -> dict:
        return self.by_name(lambda column: "sum" if _adds_up(column) else None)


def _number_format(column: Column) -> Any:
    found = FORMATS.get(column.kind)
    return rustpy_xlsxwriter.Format().set_num_format(found) if found else None


def check_sheet_size(count: int) -> None:
    if count > MAX_SHEET_ROWS - 2:
        raise BusinessError(_("An Excel sheet holds at most 1,048,574 rows. Narrow the filter and export in parts."))


def _adds_up(column: Column) -> bool:
    return bool(getattr(column, "total", False))


def _width(column: Column) -> int:
    return getattr(column, "width", None) or WIDTHS.get(column.kind, TEXT_WIDTH)


def _footer(exported_by: Any) -> str:
    # & starts a code in Excel's footers.
    return signature(exported_by).replace("&", "&&")


class Report:
    """A workbook written by hand: sheets with a frozen header, totals as formulas, the exporter at the foot."""

    def __init__(self, exported_by: Any) -> None:
        self.book = openpyxl.Workbook(write_only=True)
        self.footer = _footer(exported_by)
        self.book.properties.creator = str(exported_by)
        self.book.properties.created = calendar.now().replace(tzinfo=None)

    def add_sheet(
        self,
        title: str,
        columns: list[Column],
        rows: Iterable,
        *,
        notes: Iterable[str] = (),
        drawn: Sequence[int] = (),
        progress: Callable = lambda count: None,
    ) -> int:
        """A sheet of `columns` over `rows`, with lines of explanation above the header; returns the number of rows.

        `drawn` are the places of the columns that stand as bars in a chart beside the table, the first column their names.
        """
        columns = list(columns)
        return self.add_cells(title, columns, cells(columns, rows), notes=notes, drawn=drawn, progress=progress)

    def add_cells(
        self,
        title: str,
        columns: list[Column],
        rows: Iterable[Sequence],
        *,
        notes: Any = (),
        drawn: Sequence[int] = (),
        progress: Callable = lambda count: None,
    ) -> int:
        """The same of rows that are cells already."""
        sheet = self.book.create_sheet(sheet_name(title))
        notes = [str(note) for note in notes]
        header_row = len(notes) + 1
        self._set_up(sheet, columns, header_row)
        for note in notes:
            sheet.append([text_cell(sheet, note)])
        sheet.append([self._header_cell(sheet, name) for name in headers(columns)])
        try:
            count = self._rows(sheet, [column.kind for column in columns], rows, progress)
        except BaseException:
            sheet.close()  # its part file would stay open
            raise
        last = header_row + count
        sheet.auto_filter.ref = f"A{header_row}:{utils.get_column_letter(max(len(columns), 1))}{last}"
        if count and any(_adds_up(column) for column in columns):
            sheet.append(self._totals(sheet, columns, header_row + 1, last))
        if count and drawn:
            sheet.add_chart(
                _chart(sheet, title, drawn, header_row, last),
                f"{utils.get_column_letter(len(columns) + 2)}{header_row}",
            )
        return count

    @staticmethod
    def _rows(sheet: Any, kinds: list[str], rows: Any, progress: Callable) -> int:
        count = 0
        for count, row in enumerate(rows, 1):
            check_sheet_size(count)
            progress(count)
            sheet.append([_cell(sheet, value, kind) for value, kind in zip(row, kinds, strict=True)])
        return count

    def save(self, target: Any) -> None:
        self.book.save(target)

    def _set_up(self, sheet: Any, columns: list[Column], header_row: int) -> None:
        sheet.freeze_panes = f"A{header_row + 1}"
        sheet.print_title_rows = f"{header_row}:{header_row}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.left.text = self.footer
        sheet.oddFooter.right.text = "&P / &N"
        for index, column in enumerate(columns, 1):
            sheet.column_dimensions[utils.get_column_letter(index)].width = _width(column)

    @staticmethod
    def _header_cell(sheet: Any, name: str) -> Any:
        cell = text_cell(sheet, name)
        cell.font, cell.fill = styles.Font(bold=True), styles.PatternFill("solid", start_color=HEADER_COLOR)
        cell.border = styles.Border(bottom=_line())
        cell.alignment = styles.Alignment(vertical="center", wrap_text=True)
        return cell

    @staticmethod
    def _totals(sheet: Any, columns: list[Column], first: int, last: int) -> list:
        found = []
        for index, column in enumerate(columns, 1):
            letter = utils.get_column_letter(index)
            if _adds_up(column):
                cell = cell_kinds.WriteOnlyCell(sheet, f"=SUM({letter}{first}:{letter}{last})")
                cell.number_format = FORMATS.get(column.kind, "General")
            else:
                cell = cell_kinds.WriteOnlyCell(sheet, _("Total") if index == 1 else None)
            cell.font, cell.border = styles.Font(bold=True), styles.Border(top=_line())
            found.append(cell)
        return found


def _chart(sheet: Any, title: str, drawn: Sequence[int], header_row: int, last: int) -> Any:
    """Bars of some columns, row by row, with their headings as legend."""
    chart = charts.BarChart()
    chart.title, chart.legend.position = str(title), "b"
    chart.width, chart.height = CHART_SIZE
    for place in drawn:
        chart.add_data(
            charts.Reference(sheet, min_col=place + 1, min_row=header_row, max_row=last), titles_from_data=True
        )
    chart.set_categories(charts.Reference(sheet, min_col=1, min_row=header_row + 1, max_row=last))
    for series, color in zip(chart.series, DRAWN_COLORS, strict=False):
        series.graphicalProperties.solidFill = color
    chart.x_axis.delete = chart.y_axis.delete = False  # else newer programs show no axes
    return chart


def text_cell(sheet: Any, text: str) -> Any:
    """A cell that is text whatever it begins with: =1+1 is neither calculated nor becomes a formula when edited."""
    cell = cell_kinds.WriteOnlyCell(sheet)
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
        if text.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    return cell


def _cell(sheet: Any, value: int | str | None, kind: str) -> Any:
    if isinstance(value, str):
        return text_cell(sheet, value)
    cell = cell_kinds.WriteOnlyCell(sheet, value)
    if kind in FORMATS:
        cell.number_format = FORMATS[kind]
    return cell
