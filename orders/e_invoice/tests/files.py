"""E-invoices as the tests need them: XML, OFD and PDF made of the same figures."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

NUMBER = "26502000000012345678"
SELLER, BUYER = "91500000MA5U0A0A0A", "91500112203000000X"


def xml_text(
    number=NUMBER,
    net="100.00",
    tax="13.00",
    gross="113.00",
    seller=SELLER,
    buyer=BUYER,
    kind="增值税专用发票",
    issued="2026-01-15",
    red="Y",
    corrects="",
    confirmation="",
    remark="",
):
    special = (
        f"<SpecificInformation><RedEInvoice><OriginalInvoiceCode>{corrects}</OriginalInvoiceCode>"
        f"<CreditNoteNumber>{confirmation}</CreditNoteNumber></RedEInvoice></SpecificInformation>"
        if corrects
        else ""
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<EInvoice><Header><EIid>{number}</EIid><InherentLabel><InIssuType><LabelCode>{red}</LabelCode></InIssuType>
<EInvoiceType><LabelName>电子发票</LabelName></EInvoiceType>
<GeneralOrSpecialVAT><LabelName>{kind}</LabelName></GeneralOrSpecialVAT></InherentLabel></Header>
<EInvoiceData><SellerInformation><SellerIdNum>{seller}</SellerIdNum><SellerName>我司</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>{buyer}</BuyerIdNum><BuyerName>重庆渝江机械</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
<TotalTax-includedAmount>{gross}</TotalTax-includedAmount><RequestTime>{issued} 10:00:00</RequestTime></BasicInformation>
<IssuItemInformation><TotaltaxIncludedAmount>999999.00</TotaltaxIncludedAmount></IssuItemInformation>
{special}<AdditionalInformation><Remark>{remark}</Remark></AdditionalInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{issued}</IssueTime></TaxSupervisionInfo></EInvoice>"""


def xml_file(name="dzfp.xml", **fields):
    return SimpleUploadedFile(name, xml_text(**fields).encode())


def ofd_file(number=NUMBER, net="100.00", tax="13.00", seller=SELLER, buyer=BUYER):
    data = "".join(
        f'<ofd:CustomData Name="{name}">{value}</ofd:CustomData>'
        for name, value in (
            ("发票号码", number),
            ("合计金额", net),
            ("合计税额", tax),
            ("开票日期", "2026年01月15日"),
            ("购买方纳税人识别号", buyer),
            ("销售方纳税人识别号", seller),
        )
    )
    root = (
        '<?xml version="1.0" encoding="UTF-8"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:CustomDatas>{data}</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>"
    )
    return SimpleUploadedFile("dzfp.ofd", zipped({"OFD.xml": root, "Doc_0/Document.xml": "<a/>"}))


def zipped(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()
