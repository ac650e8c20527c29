"""The road at a desk: one customer from the first lead to a paid invoice, through every page a person would use."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from contracts.contract.models import Contract
from customers.customer.models import Customer
from customers.evaluation.models import CustomerEvaluation
from customers.lead.models import Lead
from orders.delivery.models import DeliveryNote
from orders.demand.models import DemandNotice
from orders.dispatch_check.checking import planned_lines
from orders.inspection.models import Inspection
from orders.invoice.models import Invoice
from orders.order.models import Order
from orders.payment.models import Payment
from orders.plan.models import PlanRelease
from orders.production.models import Production
from pricing.discount.models import SpecialDiscount
from pricing.quote.models import Quote
from salesmgmt.core.calendar import today
from salesmgmt.tests.e2e.pages import scan

pytestmark = pytest.mark.e2e

FIRM = "重庆渝江汽车底盘有限公司"
DUE = dt.timedelta(days=20)
# Nine criteria as typed, the points each shows, and what they add up to: grade B.
ANSWERS = {
    "capacity": ("60000", "4"),
    "rank": ("32", "4"),
    "brand": ("B", "4"),
    "ownership": ("B", "4"),
    "capital": ("4200", "4"),
    "assets": ("B", "4"),
    "years": ("12", "5"),
    "reputation": ("B", "4"),
    "payment": ("70", "3"),
}
TOTAL = "36"


def test_one_customer_goes_from_the_first_lead_to_a_paid_invoice(desk, company, screenshot):
    customer = lead_becomes_customer(desk, screenshot)
    quote_is_refused_before_the_evaluation(desk, screenshot)
    customer_is_evaluated(desk, customer, screenshot)
    quote = quote_with_a_special_price_is_accepted(desk, screenshot)
    contract = contract_passes_every_review(desk, quote, screenshot)
    contract_is_signed(desk, contract, screenshot)
    order = customer_calls_for_goods(desk, contract, screenshot)
    goods_are_made(desk, order, screenshot)
    goods_are_delivered(desk, order, screenshot)
    invoice = delivery_is_billed(desk, screenshot)
    customer_pays(desk, customer, invoice, screenshot)


def lead_becomes_customer(desk, screenshot):
    desk.seat("rep1")
    desk.menu("/leads/")
    desk.follow('main a[href="/leads/new/"]')
    desk.fill(company=FIRM, contact_name="王建华", phone="13983210456", source="exhibition")
    desk.fill(campaign="2025 重庆汽配展", need="年需制动总泵约 12000 套，前制动盘 6000 件，计划下季度切换供应商")
    desk.save()
    lead = Lead.objects.get()
    desk.sees_status(Lead.Status.NEW)

    desk.seat("supervisor", lead)
    desk.press("assign", owner="张伟", remark="三天内联系")
    desk.sees_status(Lead.Status.ASSIGNED)

    desk.seat("rep1", lead)
    desk.press("log", kind="call", summary="采购部王建华接电话，现有供应商交期不稳，愿意试样")
    desk.sees_status(Lead.Status.CONTACTED)
    assert desk.page.locator('[href$="/do/qualify/"]').count() == 0
    desk.press(
        "assess",
        size="high",
        purchasing_power="high",
        credit_standing="medium",
        willingness="high",
        conclusion="西南主要底盘厂，值得重点开发",
    )
    desk.press("qualify", is_priority=True)
    desk.sees_status(Lead.Status.QUALIFIED)
    screenshot(desk.page, "road-01-lead")
    desk.press("convert", location_type="local", title="制动总泵年度供货", expected_amount="2500000")
    customer = Customer.objects.get()
    desk.sees(FIRM, "王建华")
    desk.sees_status(Customer.Status.PROSPECT)
    screenshot(desk.page, "road-02-customer-not-evaluated")
    return customer


def quote_is_refused_before_the_evaluation(desk, screenshot):
    desk.menu("/quotes/")
    desk.follow('main a[href="/quotes/new/"]')
    desk.fill(customer=FIRM)
    refusal = desk.page.locator("[data-quote-refusal]")
    refusal.wait_for()
    fill_quote(desk)
    sentence = refusal.inner_text().split("。")[0]
    with desk.page.expect_response("**/quotes/preview/"):  # asked once more by the page that says the refusal
        desk.page.click(".form-foot button.btn-primary")
    desk.page.locator(".notice-error:not([data-quote-refusal])").first.wait_for()
    expect(desk.page.locator(".notice-error:visible", has_text=sentence)).to_have_count(1)
    screenshot(desk.page, "road-03-quote-refused")
    assert not Quote.objects.exists()


def customer_is_evaluated(desk, customer, screenshot):
    desk.seat("rep1", customer)
    desk.press("evaluate")
    for key, (answer, points) in ANSWERS.items():
        desk.fill(**{f"value_{key}": answer})
        desk.sees(points, within=f"#points-{key} b")
    desk.sees(TOTAL, within=".result-total b")
    desk.fill(opinion="生产稳定，付款条件较好，建议开发。")
    screenshot(desk.page, "road-04-evaluation")
    desk.save()
    evaluation = CustomerEvaluation.objects.get()
    desk.press("submit")
    desk.seat("manager", evaluation)
    desk.agree("情况属实")
    desk.sees_status(CustomerEvaluation.Status.DEPT_REVIEWED)
    desk.seat("gm", evaluation)
    desk.agree()
    desk.sees_status(CustomerEvaluation.Status.APPROVED)
    screenshot(desk.page, "road-05-evaluation-approved")
    desk.open(customer)
    desk.sees_status(Customer.Status.ACTIVE)
    screenshot(desk.page, "road-06-customer-active")


def fill_quote(desk):
    desk.fill(
        title="制动系统配件",
        payment_terms="月结 30 天",
        payment_term_days="30",
        lead_time="合同签订后 15 天",
        service_content="送货到厂，质保两年",
        delivery_place="重庆市江北区鱼嘴工业园 12 号",
    )
    desk.line(0, product="制动总泵总成", quantity="1000", due_date=today() + DUE)
    desk.line(1, product="前制动盘", quantity="500", due_date=today() + DUE)


def quote_with_a_special_price_is_accepted(desk, screenshot):
    desk.seat("rep1", "/quotes/new/")
    desk.fill(customer=FIRM)
    fill_quote(desk)
    desk.line(1, price="88.00")
    desk.page.locator("[data-price-state] .tag-warn").wait_for()
    desk.sees("¥212,000.00", within="[data-total]")
    screenshot(desk.page, "road-07-quote-form")
    desk.save()
    quote = Quote.objects.get()
    assert quote.amount == Decimal("212000.00")
    desk.press("discount", reason="首单配套，年用量 6000 件")
    discount = SpecialDiscount.objects.get()
    desk.seat("manager", discount)
    desk.agree("同意支持首单")
    desk.seat("director", discount)
    screenshot(desk.page, "road-08-special-discount")
    desk.agree()
    desk.sees_status(SpecialDiscount.Status.APPROVED)

    desk.seat("rep1", quote)
    desk.press("submit")
    desk.seat("manager", quote)
    desk.agree()
    desk.sees_status(Quote.Status.APPROVED)
    desk.seat("rep1", quote)
    desk.press("send", sent_on=today())
    desk.press("accept", answered_on=today(), comment="客户邮件确认")
    desk.sees_status(Quote.Status.ACCEPTED)
    screenshot(desk.page, "road-09-quote-accepted")
    return quote


def contract_passes_every_review(desk, quote, screenshot):
    desk.press("contract")
    contract = Contract.objects.get()
    assert contract.amount == quote.amount
    desk.press("submit", comment="请各部门评审")
    desk.seat("manager", contract)
    desk.agree()
    desk.sees_status(Contract.Status.DEPARTMENT_REVIEW)

    desk.seat("technical", contract)
    desk.press("annex", kind="technical_agreement", file=scan("技术协议.pdf"))
    desk.agree("图纸齐全", documents="TZ-2511 总成装配图 A 版", recipients=["qa", "prod"])
    desk.seat("quality", contract)
    desk.press("annex", kind="quality_agreement", file=scan("质量保证协议.pdf"))
    desk.press("annex", kind="outgoing_inspection_standard", file=scan("出厂检验标准.pdf"))
    desk.agree()
    desk.seat("production", contract)
    desk.agree(feasible_quantity="1500", feasible_date=today() + DUE)
    desk.seat("legal", contract)
    screenshot(desk.page, "road-10-contract-legal")
    desk.agree("条款合规")
    desk.sees_status(Contract.Status.DIRECTOR_REVIEW)
    desk.seat("director", contract)
    desk.agree()
    desk.seat("gm", contract)
    desk.agree(price_confirmed=True)
    desk.sees_status(Contract.Status.APPROVED)
    screenshot(desk.page, "road-11-contract-approved")
    return contract


def contract_is_signed(desk, contract, screenshot):
    desk.seat("rep1", contract)
    desk.press(
        "sign",
        our_signed_on=today(),
        our_signatory="周建国",
        our_seal=True,
        customer_signed_on=today(),
        customer_signatory="王建华",
        customer_seal=True,
        scan=scan("合同原件.pdf"),
    )
    desk.sees_status(Contract.Status.SIGNED)
    desk.press("activate")
    desk.sees_status(Contract.Status.ACTIVE)
    screenshot(desk.page, "road-12-contract-active")


def customer_calls_for_goods(desk, contract, screenshot):
    desk.menu("/demands/")
    desk.follow('main a[href="/demands/new/"]')
    desk.fill(customer=FIRM, contract=contract.number, channel="phone", caller="王建华", caller_phone="13983210456")
    desk.fill(
        called_at=timezone.localtime(),
        call_content="本月要总泵 200 套，送鱼嘴工厂",
        delivery_place="重庆市江北区鱼嘴工业园 12 号",
    )
    desk.line(0, product="制动总泵总成", quantity="200", due_date=today() + DUE)
    desk.sees("人民币叁万叁仟陆佰元整", within="[data-total-words]")
    screenshot(desk.page, "road-13-demand-form")
    desk.save()
    demand = DemandNotice.objects.get()
    desk.press("check", checked_item=True, checked_state=True, checked_quantity=True, checked_time=True)
    desk.press("submit")
    desk.seat("director", demand)
    screenshot(desk.page, "road-14-supply-check")
    desk.agree("在预警线内，同意供货")
    desk.sees_status(DemandNotice.Status.ACCEPTED)

    order = Order.objects.get()
    assert order.amount == Decimal("33600.00")
    desk.seat("rep1", order)
    desk.press("submit")
    desk.seat("manager", order)
    desk.agree()
    desk.sees_status(Order.Status.CONFIRMED)
    screenshot(desk.page, "road-15-order-confirmed")
    return order


def goods_are_made(desk, order, screenshot):
    desk.seat("rep1", order)
    desk.press("plan")
    plan = PlanRelease.objects.get()
    desk.press("submit")
    desk.seat("director", plan)
    desk.agree()
    desk.sees_status(PlanRelease.Status.RELEASED)
    screenshot(desk.page, "road-16-plan-released")

    production = Production.objects.get()
    desk.seat("production", production)
    desk.press("start")
    desk.press("progress", quantity_done="120")
    desk.press("progress", quantity_done="200")
    desk.sees_status(Production.Status.COMPLETED)
    screenshot(desk.page, "road-17-production")
    inspection = Inspection.objects.get()
    desk.seat("quality", inspection)
    desk.press("inspect", quantity_passed="200", findings="抽检 20 套，全部合格")
    desk.sees_status(Inspection.Status.PASSED)
    desk.seat("warehouse", inspection)
    desk.press("enter-stock")
    desk.sees("STO-", " 200", within=".timeline")
    expect(desk.page.locator('[href$="/do/enter-stock/"]')).to_have_count(0)
    screenshot(desk.page, "road-18-stock-entry")


def goods_are_delivered(desk, order, screenshot):
    desk.seat("rep1", order)
    desk.sees_status(Order.Status.READY)
    desk.press("deliver")
    desk.follow('main a[href$="/edit/"]')
    desk.fill(contact="王建华", phone="13983210456")
    desk.save()
    note = DeliveryNote.objects.get()
    desk.press("check", **{f"result_{row.plan_line.pk}": "ok" for row in planned_lines(note)})
    desk.press("issue")
    desk.seat("warehouse", note)
    desk.press("stock-issue")
    desk.seat("logistics", note)
    expected = timezone.localtime() + dt.timedelta(hours=4)
    desk.press("depart", carrier="渝通物流", driver="李师傅", vehicle="渝A·D2046", expected_at=expected)
    desk.press("arrive")
    desk.sees_status(DeliveryNote.Status.DELIVERED)
    desk.seat("rep1", note)
    desk.press("sign", receiver="刘仓管", scan=scan("签收单.pdf"))
    desk.press("receipt", reference="RK-20250612", file=scan("入库单.pdf"))
    desk.press("formalities")
    desk.press("accept", accepted_for="刘仓管")
    desk.seat("warehouse", note)
    desk.press("return-copy")
    desk.seat("rep1", note)
    desk.press("close")
    desk.sees_status(DeliveryNote.Status.CLOSED)
    screenshot(desk.page, "road-19-delivery-closed")


def delivery_is_billed(desk, screenshot):
    desk.seat("finance")
    desk.menu("/invoices/billable/")
    desk.page.check("tbody [name=pk]")
    screenshot(desk.page, "road-20-to-bill")
    with desk.turns_page():
        desk.page.click("[data-bulk] button[value=bill]")
    invoice = Invoice.objects.get()
    assert invoice.amount == Decimal("33600.00")
    desk.open(invoice)
    desk.follow('main a[href$="/edit/"]')
    desk.fill(invoice_no="25500000000012345678", title=FIRM, tax_number="91500105MA5U1234X2")
    desk.save()
    desk.press("post")
    desk.sees_status(Invoice.Status.POSTED)
    screenshot(desk.page, "road-21-invoice")
    return invoice


def customer_pays(desk, customer, invoice, screenshot):
    desk.seat("rep1", "/payments/new/")
    desk.fill(customer=FIRM, date=today(), amount="33600.00", method="transfer", reference="TT20250709", payer=FIRM)
    desk.save()
    payment = Payment.objects.get()
    desk.seat("finance", payment)
    desk.press("confirm")
    screenshot(desk.page, "road-22-payment")
    desk.press("accept-proposal")
    desk.sees_status(Payment.Status.ALLOCATED)
    desk.open(invoice)
    desk.sees_status(Invoice.Status.PAID)

    desk.seat("rep1", customer)
    desk.follow(f'.tabs a[href="/customers/{customer.pk}/account/"]')
    outstanding = desk.page.locator(".summary div").filter(has_text="应收余额")
    expect(outstanding).to_contain_text("¥0.00")
    screenshot(desk.page, "road-23-account")
    desk.open("/orders/")
    screenshot(desk.page, "road-24-orders")
