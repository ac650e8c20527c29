"""Finance at a desk: the old books come in from a file, and the receivables go out as Excel."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pypdf import PdfReader

from orders.invoice.models import Invoice
from orders.opening_balance import tests as tests_of_opening_balance

pytestmark = pytest.mark.e2e

LEDGER = Path(tests_of_opening_balance.__file__).parent / "data" / "ledger.csv"


def test_opening_balances_come_in_and_the_receivables_go_out_as_excel(live_worker, desk, screenshot, tmp_path):
    rows = list(csv.DictReader(LEDGER.open(newline="")))
    a_file_with_a_bad_row_is_refused_row_by_row(desk, rows, tmp_path, screenshot)
    the_corrected_file_is_imported(desk, rows, screenshot)
    ageing_shows_what_is_open(desk, rows, screenshot)
    a_statement_is_printed(desk, screenshot)
    the_report_agrees_in_excel(desk, rows, screenshot)


def open_amount(rows):
    return sum((Decimal(row["InvoiceAmount"]) for row in rows if not row["SettledDate"]), Decimal(0))


def upload(desk, file):
    desk.menu("/imports/")
    desk.follow('main a[href="/imports/new/opening_balances/"]')
    desk.fill(file=file)
    with desk.turns_page():
        desk.page.click("main form .btn-primary")
    desk.page.wait_for_url("**/mapping/")  # the worker has read the file


def wait_for_worker(desk):
    """The page asks for itself until the worker has finished."""
    expect(desk.page.locator("main .progress")).to_have_count(0)


def a_file_with_a_bad_row_is_refused_row_by_row(desk, rows, folder, screenshot):
    wrong = folder / "期初余额.csv"
    with wrong.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows([{**rows[0], "InvoiceAmount": "-12,00x"}, *rows[1:]])
    desk.seat("finance")
    upload(desk, wrong)
    expect(desk.page.locator("[name=column_customer]")).to_have_value("customerID")
    desk.fill(date_order="mdy", keep_as="旧账套")
    screenshot(desk.page, "finance-01-mapping")
    with desk.turns_page():
        desk.page.click("main form .btn-primary")
    wait_for_worker(desk)
    desk.sees("-12,00x")
    screenshot(desk.page, "finance-02-bad-row")
    assert not Invoice.objects.exists()


def the_corrected_file_is_imported(desk, rows, screenshot):
    upload(desk, LEDGER)
    with desk.turns_page():
        desk.page.click("main form[action$='/source/'] button")
    expect(desk.page.locator("[name=date_order]")).to_have_value("mdy")
    with desk.turns_page():
        desk.page.click(".card-footer .btn-primary")
    wait_for_worker(desk)
    screenshot(desk.page, "finance-03-preview")
    with desk.turns_page():
        desk.page.click("main form[action$='/run/'] .btn-primary")
    wait_for_worker(desk)
    desk.page.locator(".notice-success").wait_for()
    screenshot(desk.page, "finance-04-imported")
    assert Invoice.objects.count() == len(rows)


def ageing_shows_what_is_open(desk, rows, screenshot):
    desk.menu("/receivables/ageing/")
    desk.sees(f"¥{open_amount(rows):,.2f}")
    screenshot(desk.page, "finance-05-ageing")


def a_statement_is_printed(desk, screenshot):
    invoice = Invoice.objects.filter(open_amount__gt=0).latest("date")
    desk.menu("/statements/")
    desk.follow('main a[href="/statements/new/"]')
    desk.fill(customer=invoice.customer.name, date_from=invoice.date.replace(day=1), date_to=invoice.date)
    desk.save()
    desk.sees(invoice.customer.name)
    screenshot(desk.page, "finance-06-statement")
    desk.press("send")
    paper = desk.page.request.get(f"/statements/{desk.pk()}/pdf/")
    assert paper.headers["content-type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.body())).pages)
    assert invoice.invoice_no in text


def the_report_agrees_in_excel(desk, rows, screenshot):
    desk.menu("/receivables/")
    screenshot(desk.page, "finance-07-receivables")
    with desk.page.expect_download() as download:
        desk.page.click("main form:has([name=list]) button")
    assert download.value.suggested_filename.endswith(".xlsx")
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    customers, items = book.worksheets
    total = open_amount(rows)
    assert sum_of(customers, "应收余额") == total
    assert sum_of(items, "未结清") == total
    assert customers.freeze_panes and items.freeze_panes


def sum_of(sheet, header):
    """The figures of a column added up, which its formula under the table must cover."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == header)
    column = [sheet.cell(row, cell.column).value for row in range(cell.row + 1, sheet.max_row + 1)]
    numbers = [value for value in column if isinstance(value, int | float)]
    formula = next(value for value in column if isinstance(value, str) and value.startswith("="))
    first, last = cell.row + 1, cell.row + len(numbers)
    assert f"{cell.column_letter}{first}:{cell.column_letter}{last}" in formula.replace("$", "")
    return sum((Decimal(str(number)) for number in numbers), Decimal(0))
