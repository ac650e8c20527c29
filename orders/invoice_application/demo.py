"""The demo company's invoices at the tax bureau: one application all issued, one waiting, one withdrawn; drafts to apply for."""

from django.core.files.base import ContentFile

from orders.billing.run import run_billing
from orders.billing.states import Grouping
from orders.delivery.models import DeliveryNote
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice_application.applying import apply_for, set_tax_code, withdraw_application
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
    """Half of the deliveries are billed in one act; of what has no number two are applied for: one is issued, the other
    was withdrawn and handed in again. The rest waits."""
    notes = list(DeliveryNote.objects.billable().order_by("pk").values_list("pk", flat=True))
    run_billing(notes[: (len(notes) + 1) // 2], company.finance, grouping=Grouping.DELIVERY)
    rows = to_apply_for(Invoice.objects.exclude(tax_number="")).order_by("-pk")
    issued_one, again = rows[:2]
    for product in set(InvoiceLine.objects.filter(product__isnull=False).values_list("product", flat=True)):
        set_tax_code(product, company.finance, TAX_CODE)
    application = apply_for([issued_one.pk], company.finance)
    read_files(application.pk, company.finance, [issued(issued_one)])
    application = apply_for([again.pk], company.finance)
    withdraw_application(application.pk, company.finance, "税务局提示模板版本已更新，重新下载后再交。")
    apply_for([again.pk], company.finance)


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
