"""The tax bureau's own batch form: kept once by finance, recognised by its headers, filled instead of the generated one."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from orders.invoice_application.applying import apply_for
from orders.invoice_application.batch_file import build_batch_form
from orders.invoice_application.batch_form import HEAD_COLUMNS, LINE_COLUMNS
from orders.invoice_application.batch_template import drop_template, keep_template, kept_template
from orders.invoice_application.models import BatchTemplate
from orders.invoice_application.tests.test_applications import drafted, seller
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

__all__ = ["seller"]

pytestmark = pytest.mark.usefixtures("english")


def bureau_file(*, without=(), renamed=None, name="批量开票-导入开票模板.xlsx"):
    """A workbook as the bureau gives it: help above, stars at what is required, other sheets, an example row."""
    renamed = renamed or {}
    book = openpyxl.Workbook()
    book.active.title = "填写说明"
    book.active["A1"] = "请先阅读"
    for title, columns in (("1-发票基本信息", HEAD_COLUMNS), ("2-发票明细信息", LINE_COLUMNS)):
        sheet = book.create_sheet(title)
        sheet["A1"] = "填写前请阅读说明"
        shown = [header for header, _value in reversed(columns) if header not in without]
        for place, header in enumerate(shown, start=1):
            sheet.cell(4, place, f"* {renamed.get(header, header)}\n（必填）")
        sheet.cell(5, 1, "示例")
    book.create_sheet("excelVersion")["A4"] = "pt:20270101"
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile(name, kept.getvalue())


def filled(people, invoice, tmp_path):
    application = apply_for([invoice.pk], people.finance)
    path = tmp_path / "form.xlsx"
    assert build_batch_form(people.finance, QueryDict(f"application={application.pk}"), path, lambda count: None) == 1
    return openpyxl.load_workbook(path)


def cells(sheet, number):
    headers = [str(cell.value).strip("* \n").replace("\n（必填）", "") for cell in sheet[4]]
    return dict(zip(headers, [cell.value for cell in sheet[number]], strict=True))


def test_the_application_is_written_into_the_bureaus_own_file_wherever_its_columns_stand(people, tmp_path):
    invoice = drafted(people)
    made = keep_template(people.finance, bureau_file())
    assert (made.version, made.name, made.kept_by) == ("pt:20270101", "批量开票-导入开票模板.xlsx", people.finance)
    book = filled(people, invoice, tmp_path)
    assert book.sheetnames == ["填写说明", "1-发票基本信息", "2-发票明细信息", "excelVersion"]
    head, line = book["1-发票基本信息"], book["2-发票明细信息"]
    row = cells(head, 5)
    assert (row["发票流水号"], row["购买方名称"], row["购买方纳税人识别号"]) == (
        invoice.number,
        invoice.title,
        invoice.tax_number,
    )
    assert "示例" not in row.values()
    assert head["A1"].value == "填写前请阅读说明"
    detail = cells(line, 5)
    assert (detail["发票流水号"], detail["税率"], detail["金额"]) == (invoice.number, 0.13, float(invoice.amount))
    assert (line.max_row, book["excelVersion"]["A4"].value) == (5, "pt:20270101")


def test_an_older_form_that_says_buyer_otherwise_is_known(people, tmp_path):
    invoice = drafted(people)
    older = {"购买方名称": "受票方名称", "购买方纳税人识别号": "受票方纳税人识别号"}
    keep_template(people.finance, bureau_file(renamed=older))
    assert cells(filled(people, invoice, tmp_path)["1-发票基本信息"], 5)["受票方名称"] == invoice.title


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (lambda: bureau_file(without=("税率", "单价")), "sheet “2-发票明细信息” lacks the columns 单价、税率"),
        (lambda: bureau_file(without=("发票流水号",)), "no sheet has the columns of “1-发票基本信息”"),
        (lambda: SimpleUploadedFile("模板.xlsx", b"PK\x03\x04 broken"), "damaged"),
        (lambda: SimpleUploadedFile("模板.csv", "发票流水号,发票类型".encode()), "is no .xlsx file"),
    ],
)
def test_what_is_not_the_bureaus_form_is_refused_in_words_and_the_kept_one_stays(people, file, reason):
    kept = keep_template(people.finance, bureau_file())
    with pytest.raises(BusinessError, match=reason):
        keep_template(people.finance, file())
    assert kept_template() == kept


def test_without_a_template_the_generated_form_stays(people, tmp_path):
    invoice = drafted(people)
    keep_template(people.finance, bureau_file())
    newer = keep_template(people.finance, bureau_file(name="新版.xlsx"))
    assert list(BatchTemplate.objects.filter(in_use=True)) == [newer]
    drop_template(people.finance)
    assert filled(people, invoice, tmp_path).sheetnames[0] == "1-发票基本信息"
    assert BatchTemplate.objects.count() == 2


def test_only_finance_keeps_a_template(people, client):
    strangers = [people.rep1, people.gm, people.admin]
    for user in strangers:
        with pytest.raises(PermissionDenied, match="applied for at the tax bureau by finance"):
            keep_template(user, bureau_file())
    for user in strangers:
        client.force_login(user)
        assert client.get(reverse("invoice-batch-template")).status_code == 403
        assert client.get(reverse("invoice-batch-template-file")).status_code == 403
    assert not BatchTemplate.objects.exists()


def test_the_page_keeps_shows_gives_back_and_drops(people, client):
    client.force_login(people.finance)
    address = reverse("invoice-batch-template")
    assert client.get(reverse("invoice-batch-template-file")).status_code == 404
    refused = client.post(address, {"file": bureau_file(without=("税率",))})
    assert (refused.status_code, "缺少列 税率" in refused.content.decode()) == (422, True)
    assert client.post(address, {"file": bureau_file()}).status_code == 302
    text = client.get(address).content.decode()
    assert "pt:20270101" in text
    assert "表头在第 4 行" in text
    kept = client.get(reverse("invoice-batch-template-file"))
    assert kept.content == bytes(BatchTemplate.objects.get().data)
    client.post(address, {"act": "drop"})
    assert kept_template() is None
