"""From the deliveries to bill to the file for the tax bureau, and its answer read back; the letters of all customers (REC-13, REC-02)."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.billing.models import BillingRun
from orders.customer_run.models import CustomerRun
from orders.dunning.models import DunningLetter
from orders.e_invoice.tests.files import xml_text
from orders.invoice.models import Invoice
from orders.invoice_application.applying import set_tax_code
from orders.invoice_application.models import InvoiceApplication
from orders.invoice_application.tests.test_applications import export_file, row_of
from orders.tests.factories_bank import days
from orders.tests.factories_fulfilment import signed_delivery
from orders.tests.factories_money import posted_invoice
from salesmgmt.core.calendar import today
from salesmgmt.core.models import CompanyProfile

pytestmark = pytest.mark.e2e

OWN, TAX_CODE, BUYER = "91500112MA5UKH7T25", "1090101010000000000", "91500000MA5U000X1T"
FIRST, SECOND = "26502000000012345678", "26502000000012345679"


@pytest.fixture
def deliveries(company):
    """Two deliveries of two customers with tax numbers; codes of the tax office for what they got."""
    CompanyProfile.objects.update_or_create(pk=1, defaults={"full_name": "我司", "credit_code": OWN})
    notes = [signed_delivery(company), signed_delivery(company)]
    for note in notes:
        for line in note.lines.all():
            set_tax_code(line.product_id, company.finance, TAX_CODE)
    return notes


def test_deliveries_are_billed_applied_for_and_their_invoices_read_back(
    live_worker, desk, deliveries, screenshot, tmp_path
):
    desk.seat("finance")
    all_are_billed_at_once(desk, screenshot)
    they_are_applied_for(desk, screenshot)
    the_file_for_the_bureau_holds_them(desk)
    the_xml_of_one_is_read(desk, screenshot, tmp_path)
    the_query_export_brings_the_other(desk, screenshot, tmp_path)
    assert differences() == []


def all_are_billed_at_once(desk, screenshot):
    desk.menu("/invoices/billable/")
    desk.page.locator("thead input[type=checkbox]").first.check()
    desk.page.click('button[name="bulk"][value="run"]')
    desk.page.locator("#dialog.show form").wait_for()
    screenshot(desk.page, "billing-01-dialog")
    with desk.turns_page():
        desk.page.click("#dialog .modal-footer button:not([data-bs-dismiss])")
    run = BillingRun.objects.get()
    assert run.groups.exclude(invoice=None).count() == 2
    screenshot(desk.page, "billing-02-run")
    for place, invoice in enumerate(Invoice.objects.order_by("pk")):
        Invoice.objects.filter(pk=invoice.pk).update(title=f"渝江机械{place}", tax_number=f"{BUYER[:-1]}{place}")


def they_are_applied_for(desk, screenshot):
    desk.menu("/invoices/to-apply-for/")
    desk.page.locator("thead input[type=checkbox]").first.check()
    with desk.turns_page():
        desk.page.click('button[name="bulk"][value="apply"]')
    application = InvoiceApplication.objects.get()
    assert application.count == 2
    desk.open(application)
    screenshot(desk.page, "billing-03-application")


def the_file_for_the_bureau_holds_them(desk):
    with desk.page.expect_download() as download:
        desk.page.click('form:has([value="invoice-batch-form"]) button')
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    numbers = [row[0] for row in book["1-发票基本信息"].iter_rows(min_row=4, values_only=True)]
    assert numbers == list(Invoice.objects.order_by("pk").values_list("number", flat=True))
    assert {row[0] for row in book["2-发票明细信息"].iter_rows(min_row=4, values_only=True)} == set(numbers)


def the_xml_of_one_is_read(desk, screenshot, folder):
    invoice = Invoice.objects.earliest("pk")
    said = {"net": invoice.net, "tax": invoice.tax, "gross": invoice.amount, "seller": OWN, "issued": f"{today():%F}"}
    right, wrong = folder / "dzfp_1.xml", folder / "dzfp_2.xml"
    right.write_text(xml_text(number=FIRST, buyer=invoice.tax_number, **said), encoding="utf-8")
    wrong.write_text(xml_text(number=SECOND, buyer=invoice.tax_number, **{**said, "gross": "1.00"}), encoding="utf-8")
    desk.follow('main a[href$="/files/"]')
    desk.fill(files=[right, wrong])
    desk.page.click("main form .btn-primary")
    desk.sees("共 2 个文件，已收 1 个", FIRST)
    screenshot(desk.page, "billing-04-files")
    invoice.refresh_from_db()
    assert invoice.invoice_no == FIRST


def the_query_export_brings_the_other(desk, screenshot, folder):
    invoice = Invoice.objects.latest("pk")
    file = folder / "全量发票查询导出.xlsx"
    file.write_bytes(export_file(row_of(invoice, SECOND)).read())
    desk.open(InvoiceApplication.objects.get())
    desk.follow('main a[href="/imports/new/invoice_results/"]')
    desk.fill(file=file)
    with desk.turns_page():
        desk.page.click("main form .btn-primary")
    desk.page.wait_for_url("**/mapping/")
    with desk.turns_page():
        desk.page.click("main form .btn-primary")
    with desk.turns_page():
        desk.page.click('main form[action$="/run/"] .btn-primary')
    desk.sees("导入完成")
    screenshot(desk.page, "billing-05-answered")
    invoice.refresh_from_db()
    assert invoice.invoice_no == SECOND
    desk.open(InvoiceApplication.objects.get())
    desk.sees_status(InvoiceApplication.Status.ANSWERED)


def test_the_letters_of_all_customers_are_drawn_up_by_the_worker_and_sent_together(
    live_worker, company, desk, screenshot
):
    customers = [active_customer(company.rep1, name=f"重庆第{place}车桥制造有限公司") for place in range(3)]
    for customer in customers:
        posted_invoice(customer, "500.00", date=days(-40), due_date=days(-10))
    desk.seat("finance")
    desk.menu("/dunning/")
    desk.follow('main a[href="/dunning/runs/"]')
    with desk.turns_page():
        desk.page.click("main form .btn-primary")
    desk.sees("已编制 3 份")
    expect(desk.page.locator("main .progress")).to_have_count(0)
    screenshot(desk.page, "dunning-01-run")
    assert (CustomerRun.objects.get().made, DunningLetter.objects.filter(status="draft").count()) == (3, 3)
    desk.follow('main a[href^="/dunning-letters/?status"]')
    desk.page.locator("thead input[type=checkbox]").first.check()
    desk.page.click('button[name="bulk"][value="send"]')
    desk.page.locator("#dialog.show form").wait_for()
    desk.fill("#dialog", sending="post", note="SF1390027")
    screenshot(desk.page, "dunning-02-sending")
    with desk.turns_page():
        desk.page.click("#dialog .modal-footer button:not([data-bs-dismiss])")
    assert DunningLetter.objects.filter(status="sent", sending="post").count() == 3
