"""A voucher that is an e-invoice says its number, day and amount itself (EXP-05)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.tests.factories import pdf_file
from orders.e_invoice.tests.files import NUMBER, xml_file
from performance.expense_claim.models import ExpenseClaim, ExpenseLine
from performance.expense_claim.voucher_reading import filled_in, read_voucher
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import CompanyProfile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

OWN = "91500112MA5UKH7T25"
D, DAY = Decimal, dt.date(2026, 1, 15)


@pytest.fixture(autouse=True)
def us():
    CompanyProfile.objects.update_or_create(pk=1, defaults={"full_name": "我司", "credit_code": OWN})


def posted(**line):
    given = {
        "category": "travel",
        "date": "",
        "amount": "",
        "voucher_number": "",
        "code": "",
        "description": "",
        **line,
    }
    return {
        "purpose": "Visit",
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        **{f"lines-0-{name}": value for name, value in given.items()},
    }


def test_the_file_fills_in_number_day_and_amount_and_is_kept(people, client):
    client.force_login(people.rep1)
    response = client.post(reverse("expense-claim-create"), posted(file=xml_file(buyer=OWN)))
    assert response.status_code == 302, response.content.decode()
    line = ExpenseLine.objects.select_related("voucher").get()
    assert (line.voucher_number, line.date, line.amount) == (NUMBER, DAY, D("113.00"))
    assert (line.voucher.original_name, line.voucher.mime) == ("dzfp.xml", "application/xml")


def test_the_text_of_the_qr_code_does_the_same(people, client):
    client.force_login(people.rep1)
    data = posted(code=f"01,32,,{NUMBER},199.00,20260115,,5F98", file=pdf_file("photo.pdf"))
    assert client.post(reverse("expense-claim-create"), data).status_code == 302
    line = ExpenseLine.objects.get()
    assert (line.voucher_number, line.date, line.amount, line.has_file) == (NUMBER, DAY, D("199.00"), True)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (lambda: {"file": xml_file(buyer="91500000000000000X")}, "不是开给本公司的"),
        (lambda: {"file": xml_file(buyer=OWN), "amount": "113.01"}, "发票金额是 113.00"),
        (lambda: {"file": xml_file(buyer=OWN), "voucher_number": "4711"}, f"发票上的号码是 {NUMBER}"),
        (lambda: {"file": SimpleUploadedFile("a.xml", b"<!DOCTYPE a><a/>")}, "含有文档类型或实体声明"),
        (lambda: {"code": "hello"}, "这不是发票二维码的内容"),
        (lambda: {"voucher_number": "4711"}, "has-error"),
        (
            lambda: {"file": xml_file(buyer=OWN, red="N", net="-1.00", tax="-0.13", gross="-1.13")},
            "用来红冲另一张发票",
        ),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(people, client, line, reason):
    client.force_login(people.rep1)
    response = client.post(reverse("expense-claim-create"), posted(**line()))
    assert response.status_code == 422
    assert reason in response.content.decode()
    assert not ExpenseClaim.objects.exists()


def test_less_than_the_invoice_may_be_claimed():
    found = read_voucher(xml_file(buyer=OWN), "")
    values, problems = filled_in({"amount": D("50.00"), "date": dt.date(2020, 1, 1), "voucher_number": ""}, found)
    assert (values["amount"], values["date"], problems) == (D("50.00"), DAY, {})


def test_a_scan_says_nothing_and_two_different_invoices_are_refused():
    assert read_voucher(pdf_file("scan.pdf"), "") is None
    with pytest.raises(BusinessError, match="The QR code is of invoice"):
        read_voucher(xml_file(buyer=OWN), "01,32,,26502000000012345600,199.00,20240720,,5F98")
