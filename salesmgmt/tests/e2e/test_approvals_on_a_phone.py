"""Approvals on a phone, 375 pixels wide: the inbox, and every decision with one thumb."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from contracts.contract.models import Contract
from contracts.tests.factories import contract
from customers.tests.factories import active_customer
from pricing.discount.models import SpecialDiscount
from pricing.discount.request import request_discount
from pricing.quote.models import Quote
from pricing.tests.factories import quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.core.models import ApprovalStep
from salesmgmt.tests.e2e.pages import Desk

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk(company, phone):
    return Desk(phone)


@pytest.fixture
def customer(company):
    return active_customer(company.rep1, name="重庆渝峰车桥制造有限公司", short_name="渝峰车桥", payment_term_days=30)


@pytest.fixture
def waiting(company, customer):
    """Four quotes, a discount and a contract of one rep, all with his manager."""
    found = {}
    for name, title in [
        ("agreed", "制动总泵"),
        ("rejected", "前制动盘"),
        ("returned", "年度框架"),
        ("passed on", "备件"),
    ]:
        found[name] = quote(customer, [(company.cylinder, 100, 168)], title=title)
        approvals.submit(found[name], company.rep1, "请尽快审批，客户等报价")
    special = quote(customer, [(company.cylinder, 1000, 150)], title="大批量")
    found["discount"] = request_discount(special.pk, company.rep1, "年用量一万套，竞争对手报价 148 元")
    found["contract"] = contract(
        customer, [(company.cylinder, 1000, 168), (company.disc, 500, 96)], title="制动系统配件年度供货合同"
    )
    approvals.submit(found["contract"], company.rep1)
    return found


def item(desk, document):
    """The card of a document in the inbox."""
    number = document.number
    card = desk.page.locator(".inbox-item", has_text=number)
    expect(card).to_have_count(1)
    return f".inbox-item:has-text('{number}')"


def fits(desk):
    """Nothing of the page lies outside the screen."""
    return desk.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def status_of(document):
    document.refresh_from_db()
    return document.status


def test_a_manager_decides_all_that_waits_with_his_thumb(desk, company, waiting, screenshot):
    desk.seat("manager")
    screenshot(desk.page, "phone-01-home")
    desk.follow('.bottombar a[href="/approvals/"]')
    desk.sees("6", within=".tab.active .tab-count")
    assert fits(desk)
    screenshot(desk.page, "phone-02-inbox")

    # One tap, a comment, one tap.
    agreed = item(desk, waiting["agreed"])
    desk.page.locator(f"{agreed} a[href*='/approve/']").tap()
    desk.page.locator("#dialog.show form").wait_for()
    desk.fill("#dialog", comment="同意，按此价格报")
    screenshot(desk.page, "phone-03-agree")
    with desk.turns_page():
        desk.page.locator("#dialog .btn-success").tap()
    assert status_of(waiting["agreed"]) == Quote.Status.APPROVED
    desk.sees("5", within=".tab.active .tab-count")

    # A rejection without its reason goes nowhere.
    desk.page.locator(f"{item(desk, waiting['rejected'])} a[href*='/reject/']").tap()
    desk.page.locator("#dialog.show form").wait_for()
    desk.page.locator("#dialog .btn-danger").tap()
    expect(desk.page.locator("#dialog [name=comment]:invalid")).to_have_count(1)
    assert status_of(waiting["rejected"]) == Quote.Status.SUBMITTED
    desk.fill("#dialog", comment="低于成本，不能接受")
    with desk.turns_page():
        desk.page.locator("#dialog .btn-danger").tap()
    assert status_of(waiting["rejected"]) == Quote.Status.REJECTED

    desk.decide("send-back", item(desk, waiting["returned"]), comment="请补充交货周期")
    assert status_of(waiting["returned"]) == Quote.Status.DRAFT
    desk.decide("transfer", item(desk, waiting["passed on"]), to_user="林志远", comment="请总监定夺")
    assert ApprovalStep.objects.get(status="pending", assignee=company.director).round.document == waiting["passed on"]
    desk.sees("2", within=".tab.active .tab-count")

    # The document itself says at the top that it waits, and its buttons are in reach.
    desk.follow(f"{item(desk, waiting['contract'])} .inbox-title")
    assert fits(desk)
    screenshot(desk.page, "phone-04-contract")
    desk.agree("同意")
    assert status_of(waiting["contract"]) == Contract.Status.DEPARTMENT_REVIEW
    desk.open("/approvals/?box=done")
    screenshot(desk.page, "phone-05-decided")
    assert fits(desk)


def test_the_rep_reads_on_his_phone_what_was_decided(desk, company, waiting, screenshot):
    step = approvals.open_steps_of(waiting["returned"]).get()
    approvals.send_back(step.pk, company.manager, "请补充交货周期")
    desk.seat("rep1", "/approvals/?box=started")
    screenshot(desk.page, "phone-06-started")
    assert fits(desk)
    desk.open("/notices/")
    desk.sees(waiting["returned"].number)
    screenshot(desk.page, "phone-07-notices")
    desk.open(waiting["returned"])
    desk.sees("请补充交货周期", within="#approval")
    screenshot(desk.page, "phone-08-returned")
    assert fits(desk)


def test_a_substitute_decides_in_the_name_of_who_is_away(desk, company, waiting, screenshot):
    desk.seat("manager", "/substitutes/")
    desk.fill(substitute="林志远", valid_from=today(), valid_to=today() + dt.timedelta(days=7), reason="出差")
    desk.page.locator(".form-foot button.btn-primary").tap()
    desk.sees("林志远", within=".substitute-rows")
    screenshot(desk.page, "phone-09-substitutes")

    discount = waiting["discount"]
    desk.seat("director", "/approvals/")
    desk.sees("代", within=item(desk, discount))
    screenshot(desk.page, "phone-10-substitute-inbox")
    desk.decide("approve", item(desk, discount), comment="同意")
    step = ApprovalStep.objects.get(round__object_id=discount.pk, round__kind="special_discount", status="approved")
    assert (step.decided_by, step.on_behalf_of) == (company.director, company.manager)
    desk.open(discount)
    desk.sees_status(SpecialDiscount.Status.MANAGER_ENDORSED)
    desk.sees("林志远", "代", "陈立新", within="#approval")
    screenshot(desk.page, "phone-11-substitute-decided")
