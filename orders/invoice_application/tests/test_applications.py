"""Invoices are applied for together, and what the tax bureau issued is matched to the cent or refused with the reason."""

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from orders.billing.entry import bill_delivery
from orders.e_invoice.tests.files import NUMBER, xml_file
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.invoice_application.applying import apply_for, set_tax_code, withdraw_application
from orders.invoice_application.batch_file import build_batch_form
from orders.invoice_application.batch_form import (
    HEAD_COLUMNS,
    HEAD_SHEET,
    LINE_SHEET,
    VERSION,
)
from orders.invoice_application.models import InvoiceApplication
from orders.invoice_application.results import read_files, read_result
from orders.tests.factories_fulfilment import signed_delivery
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import attachments, imports
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Attachment, CompanyProfile
from salesmgmt.core.tests.factories import received

pytestmark = pytest.mark.usefixtures("english")

OWN, TAX_CODE = "91500112MA5UKH7T25", "1090101010000000000"
LINE_HEADERS = [
    "发票流水号",
    "项目名称",
    "商品和服务税收编码",
    "规格型号",
    "单位",
    "数量",
    "单价",
    "金额",
    "税率",
    "折扣金额",
    "是否使用优惠政策",
    "优惠政策类型",
    "即征即退类型",
    "煤炭种类",
]
OTHER = "26502000000012345679"


@pytest.fixture(autouse=True)
def seller(db):
    CompanyProfile.objects.update_or_create(pk=1, defaults={"full_name": "我司", "credit_code": OWN})


def drafted(people):
    """A draft that nothing hinders: buyer with tax number, tax code of its product."""
    invoice = bill_delivery(signed_delivery(people).pk, people.finance)
    Invoice.objects.filter(pk=invoice.pk).update(title="重庆渝江机械", tax_number=f"9150{invoice.pk:014d}")
    for line in invoice.lines.all():
        set_tax_code(line.product_id, people.finance, TAX_CODE)
    return Invoice.objects.get(pk=invoice.pk)


def issued(invoice, **fields):
    """The XML that the tax bureau makes of an invoice."""
    said = {
        "net": invoice.net,
        "tax": invoice.tax,
        "gross": invoice.amount,
        "seller": OWN,
        "buyer": invoice.tax_number,
        "issued": f"{today():%Y-%m-%d}",
    }
    return xml_file(**{**said, **fields})


@pytest.fixture
def invoice(people):
    return drafted(people)


@pytest.fixture
def application(people, invoice):
    return apply_for([invoice.pk], people.finance)


def test_an_application_holds_each_invoice_once(people, invoice, application):
    assert (application.count, application.amount) == (1, invoice.amount)
    with pytest.raises(BusinessError, match="stands in a running application"):
        apply_for([invoice.pk], people.finance)
    withdraw_application(application.pk, people.finance, "sent back")
    assert apply_for([invoice.pk], people.finance).count == 1


def test_what_the_bureau_would_send_back_is_named_before(people):
    invoice = bill_delivery(signed_delivery(people).pk, people.finance)
    Invoice.objects.filter(pk=invoice.pk).update(tax_number="")
    with pytest.raises(
        BusinessError, match="needs the buyer's taxpayer number；no tax classification code for"
    ) as refusal:
        apply_for([invoice.pk], people.finance)
    assert str(invoice) in str(refusal.value)
    assert not InvoiceApplication.objects.exists()


def test_nobody_but_finance_applies(people, invoice):
    for name in ("rep1", "manager", "gm", "admin"):
        with pytest.raises(PermissionDenied, match="applied for at the tax bureau by finance"):
            apply_for([invoice.pk], getattr(people, name))
    assert not InvoiceApplication.objects.exists()


def test_the_batch_form_has_the_columns_of_the_bureau(people, invoice, application, tmp_path):
    path = tmp_path / "form.xlsx"
    query = QueryDict(f"application={application.pk}")
    assert build_batch_form(people.finance, query, path, lambda count: None) == 1
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["1-发票基本信息", "2-发票明细信息", "3-特定业务信息", "4-附加要素信息", "excelVersion"]
    head, lines = book[HEAD_SHEET], book[LINE_SHEET]
    assert [cell.value for cell in lines[3]] == LINE_HEADERS
    assert {cell.value for row in (head[1], head[2], lines[1], lines[2]) for cell in row} == {None}
    names = [cell.value for cell in head[3]]
    assert (len(names), names.index("备注"), names.index("购买方邮箱")) == (39, 22, 30)
    assert names == [name for name, _value in HEAD_COLUMNS]
    row = dict(zip(names, [cell.value for cell in head[4]], strict=True))
    assert (row["发票流水号"], row["备注"], row["发票类型"], row["是否含税"]) == (
        invoice.number,
        invoice.number,
        "增值税专用发票",
        "是",
    )
    assert row["购买方纳税人识别号"] == invoice.tax_number
    line = dict(zip([cell.value for cell in lines[3]], [cell.value for cell in lines[4]], strict=True))
    assert (line["发票流水号"], line["商品和服务税收编码"]) == (invoice.number, TAX_CODE)
    assert (Decimal(str(line["金额"])), line["税率"]) == (invoice.amount, 0.13)
    assert book["excelVersion"]["A4"].value == VERSION


def test_the_xml_brings_number_day_and_file(people, invoice, application):
    (done,) = read_files(application.pk, people.finance, [issued(invoice)])
    invoice.refresh_from_db()
    application.refresh_from_db()
    assert (done["reason"], invoice.invoice_no, application.status) == ("", NUMBER, "answered")
    file = Attachment.objects.of(invoice).get()
    assert (file.original_name, file.mime) == ("dzfp.xml", "application/xml")
    assert attachments.stored_file(file).read_bytes().startswith(b"<?xml")


def test_a_draft_takes_the_day_of_issue_and_the_due_day_with_it(people, invoice, application):
    term = invoice.due_date - invoice.date
    earlier = today() - dt.timedelta(days=3)
    read_files(application.pk, people.finance, [issued(invoice, issued=f"{earlier:%Y-%m-%d}")])
    invoice.refresh_from_db()
    assert (invoice.date, invoice.due_date) == (earlier, earlier + term)


def test_of_a_posted_invoice_only_the_number_comes(people, invoice, application):
    before = post_invoice(invoice.pk, people.finance)
    earlier = today() - dt.timedelta(days=3)
    read_files(application.pk, people.finance, [issued(invoice, issued=f"{earlier:%Y-%m-%d}")])
    invoice.refresh_from_db()
    assert (invoice.invoice_no, invoice.date, invoice.amount) == (NUMBER, before.date, before.amount)


CENT = Decimal("0.01")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda invoice: {"gross": invoice.amount + CENT, "net": invoice.net + CENT}, "Amounts must agree to the cent"),
        (lambda invoice: {"seller": "91500000000000000X", "remark": invoice.number}, "an invoice of another company"),
        (lambda invoice: {"buyer": "91500000000000000Y"}, "nothing was applied for with the buyer"),
        (lambda invoice: {"buyer": "91500000000000000Y", "remark": invoice.number}, "buyer's tax number"),
        (
            lambda invoice: {"gross": invoice.amount + CENT, "tax": invoice.tax + CENT, "remark": invoice.number},
            "a difference of 0.01",
        ),
        (lambda invoice: {"gross": invoice.amount, "net": "1.00", "remark": invoice.number}, "net amount: applied for"),
        (lambda invoice: {"number": "123", "remark": invoice.number}, "exactly 20 digits"),
    ],
)
def test_what_is_not_the_invoice_applied_for_is_refused_and_nothing_written(
    people, invoice, application, change, reason
):
    (done,) = read_files(application.pk, people.finance, [issued(invoice, **change(invoice))])
    invoice.refresh_from_db()
    assert reason in done["reason"]
    assert (invoice.invoice_no, Attachment.objects.of(invoice).count()) == ("", 0)


def test_two_equal_invoices_of_a_buyer_are_no_match(people, invoice):
    twin = drafted(people)
    Invoice.objects.filter(pk=twin.pk).update(
        amount=invoice.amount, net=invoice.net, tax=invoice.tax, tax_number=invoice.tax_number
    )
    application = apply_for([invoice.pk, twin.pk], people.finance)
    (done,) = read_files(application.pk, people.finance, [issued(invoice)])
    assert "several invoices of this buyer have the amount" in done["reason"]
    (done,) = read_files(application.pk, people.finance, [issued(invoice, remark=f"x {twin.number}")])
    assert (done["reason"], done["invoice"].pk) == ("", twin.pk)  # its own number in the remark decides


def test_one_number_lives_once(people, invoice):
    other = drafted(people)
    application = apply_for([invoice.pk, other.pk], people.finance)
    first, second = read_files(application.pk, people.finance, [issued(invoice), issued(other)])
    assert first["reason"] == ""
    assert f"is not the invoice {invoice}" in second["reason"]
    assert Invoice.objects.filter(invoice_no=NUMBER).count() == 1


def test_a_qr_code_is_read_on_the_page_of_its_invoice_only(people, invoice, application, client):
    text = f"01,31,,{NUMBER},{invoice.amount},{today():%Y%m%d},,5F98"
    client.force_login(people.finance)
    address = reverse("invoice-do", args=[invoice.pk, "e-invoice"])
    assert client.post(address, {"code": text.replace(str(invoice.amount), "1.00")}).status_code == 409
    assert client.post(address, {"code": ""}).status_code == 422
    assert client.post(address, {"code": text}).status_code == 302
    invoice.refresh_from_db()
    assert invoice.invoice_no == NUMBER


def test_without_our_own_tax_number_nothing_is_taken(people, invoice, application):
    CompanyProfile.objects.update(credit_code="")
    with pytest.raises(BusinessError, match="the seller cannot be checked"):
        read_result(invoice.pk, people.finance, file=issued(invoice))


def test_a_bomb_among_the_files_stops_no_other(people, invoice, application):
    bomb = SimpleUploadedFile("bomb.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    refused, taken = read_files(application.pk, people.finance, [bomb, issued(invoice)])
    assert "declares a document type" in refused["reason"]
    assert (taken["reason"], taken["invoice"].pk) == ("", invoice.pk)


HEAD = [
    "序号",
    "发票代码",
    "发票号码",
    "数电发票号码",
    "销方识别号",
    "销方名称",
    "购方识别号",
    "购买方名称",
    "开票日期",
    "金额",
    "税额",
    "价税合计",
    "发票来源",
    "发票票种",
    "发票状态",
    "是否正数发票",
    "发票风险等级",
    "开票人",
    "备注",
]


def export_file(*rows, head=HEAD):
    book = openpyxl.Workbook()
    book.active.title = "发票基础信息"
    book.active.append(head)
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return SimpleUploadedFile("全量发票查询导出.xlsx", data.getvalue())


def row_of(invoice, number=NUMBER, **more):
    said = {
        "序号": "1",
        "数电发票号码": number,
        "销方识别号": OWN,
        "购方识别号": invoice.tax_number,
        "购买方名称": invoice.title,
        "开票日期": f"{today():%Y-%m-%d} 10:30:00",
        "金额": str(invoice.net),
        "税额": str(invoice.tax),
        "价税合计": str(invoice.amount),
        "发票票种": "数电发票（增值税专用发票）",
        "发票状态": "正常",
        "是否正数发票": "是",
    }
    return [{**said, **more}.get(name, "") for name in HEAD]


def checked(people, file):
    people.finance.language = "en"
    people.finance.save(update_fields=["language"])
    job = received(people.finance, "invoice_results", file)
    assert job.error == ""
    return imports.check_file(job.pk, people.finance, job.mapping, date_order="ymd")


def test_the_query_export_is_matched_row_by_row(people, invoice):
    other = drafted(people)
    apply_for([invoice.pk, other.pk], people.finance)
    job = checked(people, export_file(row_of(invoice), row_of(other, OTHER)))
    assert (job.good_rows, job.bad_rows, job.error) == (2, 0, "")
    imports.import_file(job.pk, people.finance)
    assert set(Invoice.objects.values_list("invoice_no", flat=True)) == {NUMBER, OTHER}
    again = checked(people, export_file(row_of(invoice), row_of(other, OTHER)))
    assert (again.unchanged, again.bad_rows) == (2, 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"价税合计": "1.00", "金额": "0.88", "税额": "0.12"}, "Amounts must agree to the cent"),
        ({"销方识别号": "91500000000000000X"}, "an invoice of another company"),
        ({"发票状态": "已作废"}, "is void at the tax bureau"),
    ],
)
def test_a_row_that_fits_none_is_named(people, invoice, application, change, reason):
    job = checked(people, export_file(row_of(invoice, **change)))
    assert job.bad_rows == 1
    assert reason in str(job.first_errors)
    invoice.refresh_from_db()
    assert invoice.invoice_no == ""


def test_the_sheet_of_lines_is_refused_whole(people, invoice, application):
    head = [*HEAD, "货物或应税劳务名称"]
    job = checked(people, export_file([*row_of(invoice), "*钢材*钢板"], head=head))
    assert job.bad_rows == 1
    assert "sheet of lines" in str(job.first_errors)


def test_pages_open_and_cost_the_same_whatever_the_number(
    people, invoice, application, client, django_assert_max_num_queries
):
    client.force_login(people.finance)
    drafted(people)
    for name, args in (
        ("invoices-to-apply-for", []),
        ("invoice-application-list", []),
        ("invoice-application-detail", [application.pk]),
        ("invoice-application-files", [application.pk]),
        ("product-tax-codes", []),
        ("invoice-detail", [invoice.pk]),
    ):
        with django_assert_max_num_queries(32):
            assert client.get(reverse(name, args=args)).status_code == 200


def test_many_files_through_the_page(people, invoice, application, client):
    client.force_login(people.finance)
    address = reverse("invoice-application-files", args=[application.pk])
    response = client.post(
        address, {"files": [issued(invoice, name="a.xml"), issued(invoice, name="b.xml", number="1")]}
    )
    assert response.status_code == 409
    assert "共 2 个文件，已收 1 个" in response.content.decode()
    client.force_login(people.rep1)
    assert client.get(address).status_code == 403
