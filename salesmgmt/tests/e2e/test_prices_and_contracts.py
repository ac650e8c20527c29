"""New prices from the proposal to the customers who were told, and a contract amended after production has started."""

from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contracts.amendment.models import ContractAmendment
from contracts.contract.models import Contract
from contracts.copy.handing_out import acknowledge_my_copies
from contracts.tests.factories import annexes
from customers.tests.factories import active_customer
from orders.tests.factories import confirmed_order, contract_of, terms_of
from orders.tests.factories_fulfilment import production_of, released_plan
from pricing.adjustment.models import PriceAdjustment
from pricing.announcement.models import PriceNotice
from pricing.inquiry.answering import answer_inquiry
from pricing.inquiry.entry import create_inquiry
from pricing.inquiry.models import Inquiry
from pricing.price_list.prices import price_for
from pricing.quote.models import Quote
from pricing.tests.factories import quote
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.notices import acknowledge
from salesmgmt.core.models import DepartmentNotice, User
from salesmgmt.core.permissions import Role
from salesmgmt.tests.e2e.pages import Desk, scan

pytestmark = pytest.mark.e2e

FIRMS = ("重庆渝峰车桥制造有限公司", "綦江齿轮传动有限公司", "重庆北碚仪控设备有限公司")


@pytest.fixture(params=["page", "phone"])
def desk(company, request):
    """The journey is made at a desk and on a phone."""
    made = Desk(request.getfixturevalue(request.param))
    made.width = request.param
    return made


def fits(desk):
    assert desk.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


# -- an adjustment


def test_an_adjustment_goes_from_the_proposal_to_the_customers_who_were_told(desk, company, screenshot):
    customers = [active_customer(company.rep1, name=name) for name in FIRMS]
    open_quotes = [
        quote(customer, [(company.cylinder, 100, 168)], status=Quote.Status.SENT, sent_on=today())
        for customer in customers
    ]
    adjustment = prices_are_proposed(desk, screenshot)
    departments_are_asked(desk, adjustment, screenshot)
    assert price_for(company.cylinder, customers[0], Decimal(1)).price == Decimal("173.04")
    assert {each.lines.get().price for each in open_quotes} == {Decimal(168)}
    customers_are_told(desk, adjustment, screenshot)
    desk.seat("manager", adjustment)
    desk.press("close")
    desk.sees_status(PriceAdjustment.Status.CLOSED)


def prices_are_proposed(desk, screenshot):
    desk.seat("rep1", "/price-adjustments/new/")
    desk.fill(title="制动总泵上调", effective_on=today(), extent="percent", extent_value="3", scope="products")
    desk.fill(reason="铝锭连续两个季度上涨", expected_impact="毛利率恢复到 22%", customer_words="原材料涨幅超过 8%")
    desk.line(0, product="ZB-2511")
    fits(desk)
    desk.save()
    adjustment = PriceAdjustment.objects.get()
    desk.sees("ZB-2511", "+3%", "173.04")
    fits(desk)
    screenshot(desk.page, f"adjustment-{desk.width}-01-proposed")
    desk.press("submit")
    desk.sees_status(PriceAdjustment.Status.SUBMITTED)
    return adjustment


def departments_are_asked(desk, adjustment, screenshot):
    desk.seat("manager", adjustment)
    desk.press("ask", departments=["fin"], question="毛利是否够？")
    desk.sees_status(PriceAdjustment.Status.JOINT_REVIEW)
    desk.seat("finance", adjustment)
    desk.agree("可以覆盖成本")
    desk.seat("manager", adjustment)
    screenshot(desk.page, f"adjustment-{desk.width}-02-reviewed")
    desk.agree(
        "同意",
        effect_on_sales="销量持平",
        effect_on_market_share="份额不变",
        effect_on_customers="提前沟通",
    )
    desk.sees_status(PriceAdjustment.Status.IMPLEMENTED)
    desk.sees("0/3")
    assert desk.page.locator('.page-head [href$="/do/close/"]').count() == 0


def customers_are_told(desk, adjustment, screenshot):
    desk.seat("rep1", f"/price-notices/?adjustment={adjustment.pk}")
    desk.sees(*FIRMS)
    fits(desk)
    screenshot(desk.page, f"adjustment-{desk.width}-03-to-be-told")
    for told, notice in enumerate(PriceNotice.objects.order_by("pk"), 1):
        desk.open(notice)
        desk.press("explain", talk="原材料上涨 8%，我司消化一半")
        desk.sees_status(PriceNotice.Status.EXPLAINED)
        if told == 1:
            desk.press("accept")
        elif told == 2:
            desk.press("object", comment="要求推迟一个月执行")
            desk.open(adjustment)
            desk.sees("2/3")
            fits(desk)
            screenshot(desk.page, f"adjustment-{desk.width}-04-two-of-three")


# -- an amendment


def test_a_contract_is_amended_after_production_has_started(desk, company, screenshot):
    customer = active_customer(company.rep1, name=FIRMS[0])
    contract = contract_of(customer, [(company.cylinder, 1000, 168)])
    annexes(contract, company.rep1)
    order = confirmed_order(customer, terms_of(contract, 400), contract=contract)
    production = production_of(released_plan(company, order))
    desk.seat("production", production)
    desk.press("start")

    refused = amendment_is_asked_for(desk, contract, production, screenshot)
    assert refused.status == ContractAmendment.Status.NOT_ELIGIBLE
    amendment = customer_takes_what_is_started(desk, refused, screenshot)
    amendment_is_reviewed(desk, amendment, screenshot)
    amendment_is_put_in_force(desk, company, contract, amendment, screenshot)
    order.refresh_from_db()
    assert order.lines.get().price == Decimal(168)


def amendment_is_asked_for(desk, contract, production, screenshot):
    desk.seat("rep1", contract)
    desk.press("amend")
    desk.fill(reason="客户年度改型", content="单价调整为 160 元", application=scan("客户变更申请.pdf"))
    desk.line(0, price="160")
    fits(desk)
    desk.save()
    desk.sees(production.number, "160", "已投入生产")
    fits(desk)
    screenshot(desk.page, f"amendment-{desk.width}-01-not-possible")
    desk.press("submit", comment="请评审", resolution="")
    desk.sees_status(ContractAmendment.Status.NOT_ELIGIBLE)
    return ContractAmendment.objects.get()


def customer_takes_what_is_started(desk, refused, screenshot):
    desk.press("again")
    amendment = ContractAmendment.objects.exclude(pk=refused.pk).get()
    desk.open(amendment)
    desk.press("submit", comment="客户同意已投产部分按原合同执行", resolution="finish_under_original")
    desk.sees_status(ContractAmendment.Status.RE_REVIEW)
    screenshot(desk.page, f"amendment-{desk.width}-02-in-review")
    return amendment


def amendment_is_reviewed(desk, amendment, screenshot):
    for person in ("manager", "technical", "quality", "production", "legal", "director"):
        desk.seat(person, amendment)
        desk.agree("同意")
    desk.sees_status(ContractAmendment.Status.GM_APPROVAL)
    desk.seat("gm", amendment)
    fits(desk)
    screenshot(desk.page, f"amendment-{desk.width}-03-general-manager")
    desk.agree("同意")
    desk.sees_status(ContractAmendment.Status.APPROVED)


def amendment_is_put_in_force(desk, company, contract, amendment, screenshot):
    desk.seat("rep1", amendment)
    desk.press("apply")
    desk.sees_status(ContractAmendment.Status.APPLIED)
    screenshot(desk.page, f"amendment-{desk.width}-04-in-force")
    contract = Contract.objects.get(pk=contract.pk)
    assert (contract.version, contract.amount) == (2, Decimal(160000))
    expect(desk.page.locator('.page-head form[action$="/do/close/"]')).to_have_count(0)
    for role in set(contract.copies.unacknowledged().values_list("role", flat=True)):
        person = company.rep1 if role == Role.REP else User.objects.with_role(role).first()
        acknowledge_my_copies(contract.pk, person)
    for notice in DepartmentNotice.objects.filter(status=DepartmentNotice.Status.SENT):
        acknowledge(notice.pk, User.objects.with_role(notice.role).first())
    desk.open(amendment)
    desk.press("close")
    desk.sees_status(ContractAmendment.Status.CLOSED)
    desk.open(contract)
    desk.sees("V2")
    fits(desk)
    screenshot(desk.page, f"amendment-{desk.width}-05-contract")


# -- further acts on a phone


def test_the_only_further_act_of_a_document_is_under_the_thumb(company, phone):
    """The menu opens above the bar at the bottom, however short it is."""
    inquiry = create_inquiry(
        company.rep1,
        active_customer(company.rep1, name=FIRMS[0]),
        [],
        title="总泵询价",
        question="价格和交期",
        received_at=timezone.now(),
    )
    answer_inquiry(inquiry.pk, company.rep1, "按目录价，十五天")
    desk = Desk(phone)
    desk.seat("rep1", inquiry)
    assert phone.locator(".action-more .dropdown-item").count() == 1
    desk.press("close", comment="客户改用库存")
    desk.sees_status(Inquiry.Status.CLOSED)


# -- the lines of a quote


def order_of(desk):
    """The quantities of the lines from the top to the bottom, as they stand on the page."""
    return [Decimal(field.input_value()) for field in desk.page.locator("[data-line]:visible [name$=-quantity]").all()]


def by_mouse(page):
    page.locator("[data-line]:visible [data-line-grip]").nth(2).drag_to(
        page.locator("[data-line]:visible").nth(0), target_position={"x": 20, "y": 3}
    )


def by_keys(page):
    page.locator("[data-line]:visible [name$=-quantity]").nth(2).focus()
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")


def by_thumb(page):
    page.wait_for_load_state("networkidle")  # the prices beside the lines have come: nothing moves under the thumb
    for place in (2, 1):
        page.locator("[data-line]:visible [data-line-move=up]").nth(place).click()


@pytest.mark.parametrize(("device", "move"), [("page", by_mouse), ("page", by_keys), ("phone", by_thumb)])
def test_the_lines_of_a_quote_are_put_in_order(company, request, device, move):
    desk = Desk(request.getfixturevalue(device))
    customer = active_customer(company.rep1, name=FIRMS[0])
    made = quote(customer, [(company.cylinder, quantity, 168) for quantity in (10, 20, 30)])
    desk.seat("rep1", f"/quotes/{made.pk}/edit/")
    assert order_of(desk) == [10, 20, 30]
    move(desk.page)
    assert order_of(desk) == [30, 10, 20]
    desk.save()
    assert [line.quantity for line in made.lines.order_by("position")] == [30, 10, 20]


# -- steps back in the lines


def paste_in_line(page, text, place=0):
    """As the browser hands a block from the clipboard to the cell the hand is in."""
    page.locator("[data-line]:visible [name$=-product]").nth(place).evaluate(
        """(field, text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def quantity_at(page, place):
    return page.locator("[data-line]:visible [name$=-quantity]").nth(place)


@pytest.fixture
def three_pasted(company, page):
    """A new quote with three lines pasted into it, the third unknown."""
    desk = Desk(page)
    active_customer(company.rep1, name=FIRMS[0])
    desk.seat("rep1", "/quotes/new/")
    paste_in_line(page, "ZB-2511\t10\nZDP-2601\t20\n没有的\t30\n")
    expect(page.locator(".paste-remark")).to_have_count(1)
    assert order_of(desk) == [10, 20, 30]
    return desk


def test_ctrl_z_takes_back_one_step_after_the_other(three_pasted):
    page = three_pasted.page
    quantity_at(page, 1).focus()
    page.keyboard.press("Control+d")
    assert order_of(three_pasted) == [10, 10, 30]
    page.keyboard.press("Control+a")
    page.keyboard.type("77")
    page.keyboard.press("ArrowDown")
    assert order_of(three_pasted) == [10, 77, 30]
    page.keyboard.press("Control+z")
    assert order_of(three_pasted) == [10, 10, 30]
    page.keyboard.press("Control+z")
    assert order_of(three_pasted) == [10, 20, 30]
    expect(page.locator(".paste-remark")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator("[data-line]:visible")).to_have_count(1)
    expect(quantity_at(page, 0)).to_have_value("")
    expect(page.locator("[data-line-undo]")).to_be_disabled()
    assert page.evaluate("Boolean(document.activeElement.closest('[data-line]'))")


def test_a_column_filled_down_is_taken_back_alone(three_pasted):
    page = three_pasted.page
    quantity_at(page, 0).focus()
    page.click("[data-line-fill]")
    assert order_of(three_pasted) == [10, 10, 10]
    page.keyboard.press("Control+z")
    assert order_of(three_pasted) == [10, 20, 30]


def test_a_block_in_the_text_area_begins_in_the_first_empty_line(company, phone):
    desk = Desk(phone)
    customer = active_customer(company.rep1, name=FIRMS[0])
    saved = quote(customer, [(company.cylinder, 5, 168)])
    for address, found in (("/quotes/new/", [10, 20]), (f"/quotes/{saved.pk}/edit/", [5, 10, 20])):
        desk.seat("rep1", address)
        phone.click("[data-line-paste]")
        phone.fill("[data-paste-text]", "ZB-2511\t10\nZDP-2601\t20\n")
        phone.click("[data-paste-take]")
        expect(phone.locator("[data-paste-report]")).to_be_visible()
        assert order_of(desk) == found
