"""The file that is handed in at the tax bureau: its own template filled, or one generated in its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from orders.invoice.models import InvoiceLine
from orders.invoice_application.applying import tax_codes
from orders.invoice_application.batch_form import (
    EXTRA_COLUMNS,
    EXTRA_SHEET,
    HEAD_COLUMNS,
    HEAD_SHEET,
    HEADER_ROW,
    LINE_COLUMNS,
    LINE_SHEET,
    SPECIAL_SHEET,
    VERSION,
    VERSION_SHEET,
)
from orders.invoice_application.batch_template import fill_template, kept_template
from orders.invoice_application.models import InvoiceApplication
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.on_use import OnUse
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User

openpyxl, styles = OnUse("openpyxl"), OnUse("openpyxl.styles")


def build_batch_form(user: User, query: Any, path: Path, progress: Progress) -> int:
    """The export: the application of the address, as far as this person may take it out."""
    pk = as_pk(query.get("application"))
    application = InvoiceApplication.objects.within(user, "E").filter(pk=pk).first() if pk else None
    if application is None:
        raise BusinessError(_("This document no longer exists."))
    return write_batch_form(application, path)


def write_batch_form(application: InvoiceApplication, path: Path) -> int:
    """What of the application waits, as .xlsx in the columns of the bureau's form; returns the number of invoices.

    In the bureau's own file, where finance keeps one.
    """
    invoices = [line.invoice for line in application.lines.waiting().with_invoice()]
    codes = tax_codes(invoices)
    lines = InvoiceLine.objects.filter(invoice__in=invoices).select_related("invoice").order_by("invoice", "position")
    heads = [(invoice,) for invoice in invoices]
    details = [(line, codes.get(line.product_id or 0, "")) for line in lines]
    template = kept_template()
    if template is None:
        _generate(heads, details, path)
    else:
        fill_template(template, heads, details, path)
    return len(invoices)


def _generate(invoices: list[tuple], lines: list[tuple], path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = HEAD_SHEET
    _write(first, HEAD_COLUMNS, invoices)
    _write(book.create_sheet(LINE_SHEET), LINE_COLUMNS, lines)
    book.create_sheet(SPECIAL_SHEET)
    _write(book.create_sheet(EXTRA_SHEET), [(name, None) for name in EXTRA_COLUMNS], [])
    book.create_sheet(VERSION_SHEET)["A4"] = VERSION
    book.save(path)


def _write(sheet: Any, columns: Any, rows: list[tuple]) -> None:
    """Headers in their row, what is said of each row below; text that begins like a formula stays text."""
    for place, (name, _value) in enumerate(columns, start=1):
        sheet.cell(HEADER_ROW, place, name).font = styles.Font(bold=True)
    for number, row in enumerate(rows, start=HEADER_ROW + 1):
        for place, (_name, value) in enumerate(columns, start=1):
            said = value(*row) if value else None
            if said in (None, ""):
                continue
            cell = sheet.cell(number, place, said)
            if isinstance(said, str):
                cell.data_type = "s"
