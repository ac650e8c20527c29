"""A lead on a phone, 375 pixels wide: entered at the gate, until its customer is active."""

import json

import pytest
from playwright.sync_api import expect

from customers.customer.models import Customer
from customers.evaluation.models import CustomerEvaluation
from customers.lead.models import Lead
from salesmgmt.tests.e2e.pages import Desk, scan
from salesmgmt.tests.e2e.test_approvals_on_a_phone import fits
from salesmgmt.tests.e2e.test_road import ANSWERS

pytestmark = pytest.mark.e2e

FIRM = "重庆渝江汽车底盘有限公司"


@pytest.fixture
def desk(company, phone):
    return Desk(phone)


def picture(desk, screenshot, name):
    """The page, which does not lie outside the screen."""
    screenshot(desk.page, f"lead-{name}")
    assert fits(desk), desk.page.url


def card(desk, company=FIRM):
    return f'.board-card:has-text("{company}")'


def act(desk, name, **fields):
    """Press an act of the lead's card on the board, in sight or behind its three dots, and send the dialog."""
    button = desk.page.locator(f'{card(desk)} a[href*="/do/{name}/"]')
    desk.page.locator(card(desk)).scroll_into_view_if_needed()
    if not button.is_visible():
        desk.page.locator(f"{card(desk)} .dropdown > button").tap()
    button.tap()
    desk.page.locator("#dialog.show form").wait_for()
    desk.fill("#dialog", **fields)
    with desk.turns_page():
        desk.page.locator("#dialog .modal-footer button:not([data-bs-dismiss])").tap()


def column_of(desk):
    return desk.page.locator(f"[data-column]:has({card(desk)})").get_attribute("data-column")


def test_a_lead_becomes_an_active_customer_on_the_phone(desk, company, screenshot):
    lead = entered(desk, screenshot)
    assigned(desk, lead, screenshot)
    called_and_qualified(desk, lead, screenshot)
    customer = converted(desk, lead, screenshot)
    evaluated_by_two(desk, customer, screenshot)


def entered(desk, screenshot):
    desk.seat("rep1", "/leads/board/")
    desk.follow('main a[href="/leads/new/"]')
    desk.fill(company=FIRM, contact_name="王建华", phone="13983210456", source="exhibition", campaign="重庆汽配展")
    desk.fill(need="年需制动总泵约 12000 套，计划下季度切换供应商")
    picture(desk, screenshot, "01-entry")
    desk.save()
    desk.sees_status(Lead.Status.NEW)
    return Lead.objects.get()


def assigned(desk, lead, screenshot):
    desk.seat("supervisor", "/leads/board/")
    assert column_of(desk) == "new"
    picture(desk, screenshot, "02-board-to-assign")
    act(desk, "assign", owner="张伟", remark="三天内联系")
    assert (desk.page.url.endswith("/leads/board/"), column_of(desk)) == (True, "assigned")


def called_and_qualified(desk, lead, screenshot):
    desk.seat("rep1", "/leads/board/")
    expect(desk.page.locator(f'{card(desk)} a[href="tel:13983210456"]')).to_have_count(1)
    act(desk, "log", kind="call", summary="采购部王建华接电话，现有供应商交期不稳，愿意试样")
    assert column_of(desk) == "contacted"
    act(
        desk,
        "assess",
        size="high",
        purchasing_power="high",
        credit_standing="medium",
        willingness="high",
        conclusion="西南主要底盘厂，值得重点开发",
    )
    act(desk, "qualify", is_priority=True)
    assert column_of(desk) == "qualified"
    desk.page.locator(card(desk)).scroll_into_view_if_needed()
    picture(desk, screenshot, "03-board-qualified")
    desk.open(lead)
    desk.press(
        "sample", on="2026-05-01", sample="制动总泵 20 套", sample_state="台架试验合格", file=scan("样品确认单.pdf")
    )
    desk.sees("台架试验合格", "样品确认单.pdf")
    picture(desk, screenshot, "04-page")


def converted(desk, lead, screenshot):
    desk.press("convert", location_type="local", title="制动总泵年度供货", expected_amount="2500000")
    desk.sees_status(Customer.Status.PROSPECT)
    picture(desk, screenshot, "05-customer")
    desk.open("/leads/board/")
    assert column_of(desk) == "converted"
    assert json.loads(desk.page.locator(card(desk)).get_attribute("data-moves")) == {}
    return Customer.objects.get()


def evaluated_by_two(desk, customer, screenshot):
    desk.open(customer)
    desk.press("evaluate")
    for key, (answer, _points) in ANSWERS.items():
        desk.fill(**{f"value_{key}": answer})
    desk.fill(opinion="生产规模大、付款正常，建议评为 B 级")
    picture(desk, screenshot, "06-evaluation")
    desk.save()
    evaluation = CustomerEvaluation.objects.get()
    desk.press("submit")
    desk.seat("manager", "/approvals/")
    desk.page.locator(f".inbox-item:has-text('{evaluation.number}') a[href*='/approve/']").tap()
    decide(desk, "同意")
    desk.seat("gm", "/approvals/")
    picture(desk, screenshot, "07-inbox")
    desk.page.locator(f".inbox-item:has-text('{evaluation.number}') a[href*='/approve/']").tap()
    decide(desk, "同意合作")
    customer.refresh_from_db()
    assert (customer.status, customer.grade) == (Customer.Status.ACTIVE, "B")
    desk.seat("rep1", customer)
    desk.sees_status(Customer.Status.ACTIVE)
    picture(desk, screenshot, "08-active")


def decide(desk, comment):
    desk.page.locator("#dialog.show form").wait_for()
    desk.fill("#dialog", comment=comment)
    with desk.turns_page():
        desk.page.locator("#dialog .btn-success").tap()


def test_a_card_is_dragged_to_where_the_rule_allows_and_the_reason_is_asked(company, page, screenshot):
    """At a desk: the column that may not take the card does not, the one that may asks in the dialog."""
    lead = Lead.objects.create(
        number="LEAD-1",
        company=FIRM,
        contact_name="王建华",
        source="exhibition",
        owner=company.rep1,
        region=company.rep1.scope_unit("g"),
    )
    desk = Desk(page)
    desk.seat("supervisor", "/leads/board/")
    grip = desk.page.locator(f"{card(desk)} .board-who")
    grip.drag_to(desk.page.locator('[data-column="converted"] h2'))
    expect(desk.page.locator("#dialog.show")).to_have_count(0)
    grip.drag_to(desk.page.locator('[data-column="disqualified"] h2'))
    desk.page.locator("#dialog.show form").wait_for()
    screenshot(desk.page, "lead-09-board-asks")
    desk.fill("#dialog", comment="无采购计划")
    with desk.turns_page():
        desk.page.click("#dialog .modal-footer button:not([data-bs-dismiss])")
    assert column_of(desk) == "disqualified"
    lead.refresh_from_db()
    assert (lead.status, lead.disqualified_reason) == ("disqualified", "无采购计划")


def test_many_leads_are_given_to_a_rep_with_one_dialog(company, page):
    for number in range(3):
        Lead.objects.create(
            number=f"LEAD-{number}",
            company=f"{FIRM}{number}",
            contact_name="王建华",
            source="exhibition",
            owner=company.rep1,
            region=company.rep1.scope_unit("g"),
        )
    desk = Desk(page)
    desk.seat("supervisor", "/leads/")
    desk.page.locator("[data-select-all]").check()
    desk.page.locator(".bulk-bar button[value=assign]").click()
    desk.page.locator("#dialog.show form").wait_for()
    desk.fill("#dialog", owner="张伟")
    with desk.turns_page():
        desk.page.click("#dialog .modal-footer button:not([data-bs-dismiss])")
    assert set(Lead.objects.values_list("status", "owner")) == {("assigned", company.rep1.pk)}
