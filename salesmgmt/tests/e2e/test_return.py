"""A return of category 2 from the customer's notice to the credit: the rep on the phone at the gate, quality, the return
store, finance (RET-01 to RET-08)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from customers.tests.factories import active_customer
from orders.billing.entry import bill_delivery
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.return_order.models import ReturnOrder
from orders.tests.factories_returns import delivered_line
from salesmgmt.tests.e2e.pages import Desk, scan

pytestmark = pytest.mark.e2e

S = ReturnOrder.Status


@pytest.fixture
def desk(company, phone):
    return Desk(phone)


@pytest.fixture
def billed(company):
    """100 cylinders at 168.00, signed for and billed."""
    customer = active_customer(company.rep1, name="重庆渝峰车桥制造有限公司", short_name="渝峰车桥", address="渝北区")
    line = delivered_line(company, 100, "168.00", customer, company.cylinder)
    return post_invoice(bill_delivery(line.note.pk, company.finance).pk, company.finance)


def test_a_return_from_the_notice_to_the_credit(desk, company, billed, screenshot):
    now = timezone.localtime()
    desk.seat("rep1", "/returns/new/")
    desk.fill(customer="渝峰", category="2", required_by=now + dt.timedelta(hours=3), notice="装配时漏油")
    desk.save()
    ret = ReturnOrder.objects.get(pk=desk.pk())
    desk.press("arrive", arrived_at=timezone.localtime())
    desk.press("reason", reason_kind="oral", informant="王工", reason="装配时密封处漏油")
    desk.press("propose", product="ZB-2511", quantity="10")
    desk.sees("1,680.00", "DLV-")
    screenshot(desk.page, "return-01-list-on-the-phone")
    desk.press("confirm-list", confirmed_by="李主管")
    desk.press("customer-document", number="TH-1", quantity="10", amount="1680.00", file=scan("退货单.pdf"))
    desk.sees("缺陷照片或记录", within="body")
    desk.page.select_option("#attachment-kind", "defect_record")
    desk.page.set_input_files("#attachment-files", scan("缺陷.pdf"))
    desk.page.locator('form[action*="/attachments/to/"] button.btn', has_text="上传").click()
    desk.sees("缺陷.pdf")
    desk.open(ret)
    desk.press("submit")
    desk.sees_status(S.QUALITY_REVIEW)

    desk.seat("quality", ret)
    desk.agree("同意退回", verified="抽检 2 件，属实")
    desk.sees_status(S.PERMITTED)

    desk.seat("warehouse", ret)
    row = ret.lines.get()
    desk.press("count", **{f"line_{row.pk}": "9"})
    desk.sees_status(S.DISCREPANCY)
    screenshot(desk.page, "return-02-count-differs")

    desk.seat("rep1", ret)
    desk.press("resolve-count", resolution="客户少装一件，已确认")
    desk.sees_status(S.RECEIVED)

    desk.seat("quality", ret)
    desk.press("dispose", kind="scrap", quantity="9", reason="密封件老化")

    desk.seat("finance", ret)
    desk.press("credit")
    desk.sees_status(S.CREDITED)
    desk.sees("1,512.00")
    screenshot(desk.page, "return-03-credited")
    assert Invoice.objects.get(source="credit").amount == Decimal("-1512.00")

    desk.seat("rep1", ret)
    desk.press("close")
    desk.sees_status(S.CLOSED)
