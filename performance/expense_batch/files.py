"""The file of a batch for the bank, in one of the layouts that finance keeps."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING

from performance.expense_batch.permissions import can_take_file
from performance.expense_batch.states import Cell, FileForm
from salesmgmt.core.models import ExportLog
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from performance.expense_batch.models import BatchedClaim, ExpenseBatch, PayoutLayout
    from salesmgmt.core.models import User

openpyxl, styles = OnUse("openpyxl"), OnUse("openpyxl.styles")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXPORT = "expense_batch"
CURRENCY = "人民币"
ENCODINGS = {FileForm.CSV_CHINESE: "gb18030", FileForm.CSV: "utf-8-sig"}
# Account numbers and names are text: no program may make 6.2E+18 of one.
MONEY_FORMAT, TEXT_FORMAT = "0.00", "@"


def take_file(batch: ExpenseBatch, layout: PayoutLayout, user: User) -> tuple[bytes, str, str]:
    """(content, name, MIME type): the same lines whenever it is fetched; logged (SEC-07)."""
    require(can_take_file(user, batch))
    lines = list(batch.lines.filter(amount__gt=0).select_related("claim", "batch__account"))
    rows = [[_said(line, place, cell) for _header, cell in layout.columns] for place, line in enumerate(lines, 1)]
    headers = [header for header, _cell in layout.columns]
    is_sheet = layout.form == FileForm.XLSX
    data = _sheet(headers, rows) if is_sheet else _text(headers, rows, ENCODINGS[FileForm(layout.form)])
    ExportLog.objects.create(
        user=user,
        key=EXPORT,
        label=f"{batch} {layout}"[:120],
        query=f"batch={batch.pk}&layout={layout.pk}",
        rows=len(lines),
    )
    return data, f"{batch.number}.{'xlsx' if is_sheet else 'csv'}", XLSX if is_sheet else "text/csv"


def _said(line: BatchedClaim, place: int, cell: str) -> Any:
    account = line.batch.account
    return {
        Cell.PLACE: place,
        Cell.PAYEE: line.payee,
        Cell.ACCOUNT: line.account_number,
        Cell.BANK: line.bank,
        Cell.BRANCH: line.branch,
        Cell.AMOUNT: line.amount,
        Cell.PURPOSE: f"{line.batch.purpose} {line.claim.number}",
        Cell.CLAIM: line.claim.number,
        Cell.PAYER_ACCOUNT: account.number if account else "",
        Cell.PAYER: account.name if account else "",
        Cell.CURRENCY: CURRENCY,
        Cell.NOTHING: "",
    }[Cell(cell)]


def _sheet(headers: list[str], rows: list[list]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, header in enumerate(headers, 1):
        sheet.cell(1, place, header).font = styles.Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = 24
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", TEXT_FORMAT
            elif isinstance(value, Decimal):
                cell.number_format = MONEY_FORMAT
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _text(headers: list[str], rows: list[list], encoding: str) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(headers)
    writer.writerows([[f"{value:.2f}" if isinstance(value, Decimal) else value for value in row] for row in rows])
    return stream.getvalue().encode(encoding)
