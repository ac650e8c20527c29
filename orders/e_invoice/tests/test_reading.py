"""An e-invoice is read from its XML, OFD and PDF and from its QR code; what is none is refused with the reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from weasyprint import HTML

from orders.e_invoice.reading import amount_of, day_of, read_code, read_file
from orders.e_invoice.tests.files import BUYER, NUMBER, SELLER, ofd_file, xml_file, xml_text, zipped
from salesmgmt.core.exceptions import BusinessError

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.django_db]

D, DAY = Decimal, dt.date(2026, 1, 15)


def test_the_xml_of_a_digital_invoice():
    found = read_file(xml_file(remark="INV-2026-00001"))
    assert (found.carrier, found.number, found.kind, found.issued_on) == ("xml", NUMBER, "special", DAY)
    assert (found.net, found.tax, found.gross) == (D("100.00"), D("13.00"), D("113.00"))
    assert (found.seller_tax_number, found.buyer_tax_number, found.remark) == (SELLER, BUYER, "INV-2026-00001")
    assert (found.is_red, found.is_digital, found.warnings()) == (False, True, [])


def test_the_gross_of_a_line_is_never_taken_for_the_total():
    found = read_file(xml_file(gross=""))
    assert found.gross == D("113.00")  # net and tax, not the 999,999.00 of the line


def test_a_red_invoice_names_what_it_corrects():
    found = read_file(
        xml_file(
            red="N", net="-100.00", tax="-13.00", gross="-113.00", corrects="26502000000000000001", confirmation="5001"
        )
    )
    assert (found.is_red, found.gross, found.corrects, found.confirmation) == (
        True,
        D("-113.00"),
        "26502000000000000001",
        "5001",
    )
    with pytest.raises(BusinessError, match="red invoice, but its amount is positive"):
        read_file(xml_file(red="N"))


def test_an_ofd_says_net_and_tax_and_the_sum_is_the_gross():
    found = read_file(ofd_file())
    assert (found.carrier, found.number, found.gross, found.issued_on) == ("ofd", NUMBER, D("113.00"), DAY)
    assert (found.seller_tax_number, found.buyer_tax_number) == (SELLER, BUYER)


def test_the_original_in_an_older_ofd_counts():
    original = (
        "<eInvoice><InvoiceNo>12345678</InvoiceNo><IssueDate>2020年3月4日</IssueDate><Buyer><BuyerName>甲</BuyerName></Buyer>"
        "<TaxExclusiveTotalAmount>10.00</TaxExclusiveTotalAmount><TaxTotalAmount>1.30</TaxTotalAmount>"
        "<TaxInclusiveTotalAmount>11.30</TaxInclusiveTotalAmount></eInvoice>"
    )
    data = zipped({"OFD.xml": "<OFD/>", "Doc_0/Attachs/original_invoice.xml": original})
    found = read_file(SimpleUploadedFile("old.ofd", data))
    assert (found.number, found.gross, found.buyer, found.issued_on) == (
        "12345678",
        D("11.30"),
        "甲",
        dt.date(2020, 3, 4),
    )


def test_a_zip_with_the_xml_of_one_invoice_is_read_and_with_two_refused():
    one = SimpleUploadedFile("a.zip", zipped({"dzfp_1.xml": xml_text()}))
    assert read_file(one).number == NUMBER
    two = SimpleUploadedFile("b.zip", zipped({"1.xml": xml_text(), "2.xml": xml_text()}))
    with pytest.raises(BusinessError, match="holds several invoices"):
        read_file(two)


def test_a_pdf_is_read_by_its_text_and_keeps_both_tax_numbers_together():
    html = f"<p>电子发票（普通发票）</p><p>发票号码：{NUMBER}</p><p>开票日期：2026年01月15日</p><p>{BUYER}</p><p>{SELLER}</p>"
    data = HTML(string=f"<html><body>{html}<p>价税合计（小写）¥113.00</p></body></html>").write_pdf()
    found = read_file(SimpleUploadedFile("dzfp.pdf", data))
    assert (found.number, found.kind, found.issued_on, found.gross) == (NUMBER, "normal", DAY, D("113.00"))
    assert found.tax_numbers == {BUYER, SELLER}
    assert (found.buyer_tax_number, found.seller_tax_number) == ("", "")


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><EInvoice>&c;</EInvoice>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_xml_bomb_is_refused_before_anything_of_it_is_expanded(encoding):
    text = BOMB.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    with pytest.raises(BusinessError, match="declares a document type or entities"):
        read_file(SimpleUploadedFile("bomb.xml", text.encode(encoding)))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xml", b"<html><body>hello</body></html>", "no invoice number was found"),
        ("a.xml", b"<EInvoice>", "cannot be read"),
        ("a.xml", b"", "is empty"),
        ("a.pdf", b"%PDF-1.4 broken", "cannot be read"),
        ("a.ofd", b"PK\x03\x04 broken", "cannot be read"),
        ("a.xml", xml_text().replace("</EInvoice>", "</EInvoice>", 1).encode()[:300], "cannot be read"),
    ],
)
def test_what_is_no_invoice_is_refused_with_the_reason(name, data, reason):
    with pytest.raises(BusinessError, match=reason):
        read_file(SimpleUploadedFile(name, data))


def test_two_invoices_in_one_xml_are_refused_so_that_none_is_lost():
    body = xml_text().split("\n", 1)[1]
    with pytest.raises(BusinessError, match="several invoices"):
        read_file(SimpleUploadedFile("two.xml", f"<Batch>{body}{body}</Batch>".encode()))


def test_the_qr_code_of_a_digital_invoice_says_the_gross():
    found = read_code(f"01,32,,{NUMBER},199.00,20240720,,5F98")
    assert (found.number, found.kind, found.gross, found.net, found.issued_on) == (
        NUMBER,
        "normal",
        D("199.00"),
        None,
        dt.date(2024, 7, 20),
    )


def test_the_qr_code_of_an_older_kind_says_the_net_and_full_width_commas_are_read():
    found = read_code("01，10，050001900111，12345678，88.50，20200304，12345，AB")
    assert (found.code, found.number, found.gross, found.net) == ("050001900111", "12345678", None, D("88.50"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://example.com", "not the text of an invoice's QR code"),
        ("02,32,,123,1.00,20240720", "not the text of an invoice's QR code"),
        (f"01,32,,{NUMBER},NaN,20240720,,1", "no amount or no day"),
        (f"01,32,,{NUMBER},1.00,20241399,,1", "no amount or no day"),
    ],
)
def test_other_codes_are_refused(text, reason):
    with pytest.raises(BusinessError, match=reason):
        read_code(text)


def test_days_and_amounts_as_files_write_them():
    for text in ("2026-01-02 10:30:00", "20260102", "2026/1/2", "2026年1月2日"):
        assert day_of(text) == dt.date(2026, 1, 2)
    assert (day_of(""), day_of("31.12.2026")) == (None, None)
    assert (amount_of("¥1,234.50"), amount_of("***"), amount_of(""), amount_of("1e20")) == (D("1234.50"), 0, None, None)
