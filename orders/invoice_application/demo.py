"""The demo company's invoices at the tax bureau: one application all issued, one waiting, one withdrawn; drafts to apply for."""

import io
from decimal import Decimal

import openpyxl
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from orders.billing.entry import bill_lines
from orders.billing.run import run_billing
from orders.billing.states import Grouping
from orders.delivery.models import DeliveryNote, DeliveryNoteLine
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice_application.applying import apply_for, set_tax_code, withdraw_application
from orders.invoice_application.batch_form import (
    HEAD_COLUMNS,
    HEAD_SHEET,
    HEADER_ROW,
    LINE_COLUMNS,
    LINE_SHEET,
    VERSION,
    VERSION_SHEET,
)
from orders.invoice_application.batch_template import keep_template
from orders.invoice_application.querysets import to_apply_for
from orders.invoice_application.results import read_files
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.company import company as our_company

# 金属制品的编码，演示用。
TAX_CODE = "1080203990000000000"
XML = """<?xml version="1.0" encoding="utf-8"?>
<EInvoice><Header><EIid>{number}</EIid><InherentLabel><InIssuType><LabelCode>Y</LabelCode></InIssuType>
<GeneralOrSpecialVAT><LabelName>增值税专用发票</LabelName></GeneralOrSpecialVAT></InherentLabel></Header>
<EInvoiceData><SellerInformation><SellerIdNum>{seller}</SellerIdNum><SellerName>{name}</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>{buyer}</BuyerIdNum><BuyerName>{title}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
<TotalTax-includedAmount>{gross}</TotalTax-includedAmount></BasicInformation>
<AdditionalInformation><Remark>{remark}</Remark></AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{day}</IssueTime></TaxSupervisionInfo></EInvoice>"""


def build(company):
    """Half of the deliveries are billed in one act, the next in part; of what has no number two are applied for: one is
    issued, the other was withdrawn and handed in again. The rest waits. The bureau's own form is kept."""
    keep_template(company.finance, bureau_form())
    notes = list(DeliveryNote.objects.billable().order_by("pk").values_list("pk", flat=True))
    run_billing(notes[: (len(notes) + 1) // 2], company.finance, grouping=Grouping.DELIVERY)
    _bill_a_part(notes[(len(notes) + 1) // 2], company.finance)
    rows = to_apply_for(Invoice.objects.exclude(tax_number="")).order_by("-pk")
    issued_one, again = rows[:2]
    for product in set(InvoiceLine.objects.filter(product__isnull=False).values_list("product", flat=True)):
        set_tax_code(product, company.finance, TAX_CODE)
    application = apply_for([issued_one.pk], company.finance)
    read_files(application.pk, company.finance, [issued(issued_one)])
    application = apply_for([again.pk], company.finance)
    withdraw_application(application.pk, company.finance, "税务局提示模板版本已更新，重新下载后再交。")
    apply_for([again.pk], company.finance)


def _bill_a_part(note, finance):
    """Of a delivery the first half is billed as the customer asked; the rest waits to be billed."""
    line = DeliveryNoteLine.objects.filter(note=note).order_by("pk").first()
    bill_lines(finance, {line.pk: max(line.accepted_quantity // 2, Decimal(1))})


def bureau_form():
    """A workbook with the sheets and headers of the bureau's form, as far as they are known."""
    book = openpyxl.Workbook()
    book.active.title = "填写说明"
    book.active["A1"] = "演示用：请换成从电子税务局下载的批量开票导入模板。"
    for title, columns in ((HEAD_SHEET, HEAD_COLUMNS), (LINE_SHEET, LINE_COLUMNS)):
        sheet = book.create_sheet(title)
        sheet["A1"] = "填写前请阅读说明"
        for place, (header, _value) in enumerate(columns, start=1):
            sheet.cell(HEADER_ROW, place, header)
    book.create_sheet(VERSION_SHEET)["A4"] = VERSION
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("批量开票-导入开票模板（演示）.xlsx", kept.getvalue())


def issued(invoice):
    """The file that the tax bureau would send back."""
    ours = our_company()
    text = XML.format(
        number=f"{today():%y}502000000{invoice.pk:09d}",
        seller=ours.credit_code,
        name=ours.full_name,
        buyer=invoice.tax_number,
        title=invoice.title,
        net=invoice.net,
        tax=invoice.tax,
        gross=invoice.amount,
        remark=invoice.number,
        day=invoice.date,
    )
    return ContentFile(text.encode(), name=f"dzfp_{invoice.number}.xml")
