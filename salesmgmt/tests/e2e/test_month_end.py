"""A month is closed by finance, nothing is booked into it, the general manager reopens it, and it is closed again (REC-05)."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.month_end.models import MonthEnd
from orders.tests.factories_money import draft_invoice, posted_invoice
from salesmgmt.core.calendar import add_months, today

pytestmark = pytest.mark.e2e

LAST = add_months(today().replace(day=1), -1)
IN_IT = LAST + dt.timedelta(days=4)


def test_a_month_is_closed_reopened_and_closed_again(desk, company, screenshot):
    customer = active_customer(company.rep1)
    posted_invoice(customer, "300.00", date=IN_IT)
    late = draft_invoice(customer, "20.00", date=IN_IT)
    finance_closes_it(desk, screenshot)
    nothing_is_booked_into_it(desk, late)
    found = MonthEnd.objects.get()
    finance_proposes_to_reopen_it(desk, found)
    the_general_manager_agrees(desk, found, screenshot)
    what_was_missing_is_posted(desk, late)
    it_is_closed_again(desk, found, screenshot)
    assert differences() == []


def finance_closes_it(desk, screenshot):
    desk.seat("finance")
    desk.menu("/month-end/")
    screenshot(desk.page, "month-01-open-points")
    desk.follow('main a[href^="/month-ends/new/"]')
    desk.fill(month=f"{LAST:%Y-%m}", remark="草稿发票下月处理")
    desk.save()
    desk.sees_status(MonthEnd.Status.CLOSED)


def nothing_is_booked_into_it(desk, invoice):
    desk.open(invoice)
    desk.press("post")
    expect(desk.page.locator("main")).to_contain_text("账已结至")
    invoice.refresh_from_db()
    assert invoice.status == invoice.Status.DRAFT


def finance_proposes_to_reopen_it(desk, month_end):
    desk.open(month_end)
    desk.press("reopen", comment="漏记一张发票")
    desk.sees_status(MonthEnd.Status.SUBMITTED)


def the_general_manager_agrees(desk, month_end, screenshot):
    desk.seat("gm", month_end)
    desk.sees("漏记一张发票")
    screenshot(desk.page, "month-02-decision")
    desk.agree("同意，三日内重新结账")
    desk.sees_status(MonthEnd.Status.REOPENED)


def what_was_missing_is_posted(desk, invoice):
    desk.seat("finance", invoice)
    desk.press("post")
    desk.sees_status(invoice.Status.POSTED)


def it_is_closed_again(desk, month_end, screenshot):
    desk.open(month_end)
    desk.press("again", comment="漏记已补")
    desk.sees_status(MonthEnd.Status.CLOSED)
    desk.sees("320.00")
    screenshot(desk.page, "month-03-closed-again")
    month_end.refresh_from_db()
    assert month_end.closings == 2
