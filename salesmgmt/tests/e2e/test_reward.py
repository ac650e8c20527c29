"""Plans and pay at a desk and on a phone: a month from its close to paid commission, a plan entered as a grid, a rep's page."""

import datetime as dt
from decimal import Decimal

import pgtrigger
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from customers.customer.maturity import set_mature
from customers.customer.models import Customer
from customers.tests.factories import active_customer
from orders.account.models import LedgerEntry
from orders.tests.factories_money import confirmed_payment, posted_invoice
from performance.assessment.tests.factories import confirmed
from performance.bonus.scale import set_band
from performance.commission.computing import compute_month
from performance.commission.deciding import approve_statement, pay_statement, review_statement
from performance.commission.models import CommissionMonth, CommissionStatement
from performance.commission.states import CommissionKind, CommissionStatus
from performance.metric.period import Period
from performance.plan.models import SalesPlan
from performance.quota.models import Quota
from salesmgmt.core import demo_clock
from salesmgmt.core.calendar import add_months, at, today
from salesmgmt.core.domain.settings import change_setting
from salesmgmt.tests.e2e.pages import Desk
from salesmgmt.tests.e2e.test_approvals_on_a_phone import fits

pytestmark = pytest.mark.e2e


def quota(company, person, amount, year=None):
    return Quota.objects.create(
        number=f"Q-{person.pk}",
        rep=person,
        year=year or last_month().year,
        collection_amount=Decimal(amount),
        status=Quota.Status.APPROVED,
        created_by=company.director,
    )


def last_month():
    return add_months(today().replace(day=1), -1)


@pytest.fixture
def mature(company):
    """A mature customer of the rep."""
    customer = active_customer(company.rep1, name="重庆渝峰车桥制造有限公司", short_name="渝峰车桥")
    Customer.objects.filter(pk=customer.pk).update(first_delivery_date=dt.date(today().year - 2, 5, 1))
    with demo_clock.at(at(dt.date(today().year - 1, 5, 1))):
        return set_mature(customer.pk, company.manager)


@pytest.fixture
def collected(company, mature, booked_then):
    """Two payments that finance confirmed last month: 30.00 and 60.00 of commission."""
    quota(company, company.rep1, "12000")
    for amount in ("10000.00", "20000.00"):
        booked_then(confirmed_payment(mature, amount, last_month() + dt.timedelta(days=4)))


@pytest.fixture
def booked_then():
    """A movement was booked on the day it bears: the ledger itself dates it now."""

    def move(payment):
        with pgtrigger.ignore("orders.LedgerEntry:append_only"):
            LedgerEntry.objects.filter(object_id=payment.pk).update(created_at=at(payment.date))
        return payment

    return move


def test_a_month_from_its_close_to_paid_commission(live_worker, desk, company, collected, screenshot):
    the_month_is_computed(desk, screenshot)
    the_rep_disputes_and_finance_holds(desk, screenshot)
    it_is_decided_reviewed_and_approved(desk, screenshot)
    it_is_paid_and_the_rep_sees_it(desk, screenshot)


def statement(person="rep1", month=None):
    return CommissionStatement.objects.get(person__username=person, month=month or last_month())


def the_month_is_computed(desk, screenshot):
    desk.seat("finance", reverse("commission-months"))
    desk.fill("main", month=last_month().isoformat())
    with desk.turns_page():
        desk.page.click("main form[method=post] .btn-primary")
    expect(desk.page.locator("main .progress")).to_have_count(0)
    assert CommissionMonth.objects.filter(month=last_month()).exists()
    screenshot(desk.page, "reward-01-month")


def the_rep_disputes_and_finance_holds(desk, screenshot):
    large, small = statement().lines.order_by("-amount")
    desk.seat("rep1", statement())
    desk.press("dispute-line", line=str(small.pk), comment="该客户由我一人开发，请核对。")
    desk.seat("finance", statement())
    desk.press("hold-line", line=str(large.pk), comment="银行回单与付款方不一致，待核实。")
    desk.sees("60.00", "待核实")
    screenshot(desk.page, "reward-02-held")
    assert statement().payable == Decimal("30.00")


def it_is_decided_reviewed_and_approved(desk, screenshot):
    disputed, held = statement().questions.order_by("pk")
    desk.seat("director", statement())
    desk.press("decide-question", question=str(held.pk), outcome="stands", comment="回单已补齐。")
    desk.press(
        "decide-question", question=str(disputed.pk), outcome="corrected", amount="45.00", comment="按约定更正。"
    )
    assert statement().payable == Decimal("105.00")
    desk.press("review", comment="已核对")
    desk.seat("gm", statement())
    desk.press("approve", comment="同意")
    desk.sees_status(CommissionStatus.APPROVED)
    screenshot(desk.page, "reward-03-approved")


def it_is_paid_and_the_rep_sees_it(desk, screenshot):
    desk.seat("finance", statement())
    desk.press("pay")
    desk.sees_status(CommissionStatus.PAID)
    desk.seat("rep1", f"{reverse('my-commission')}?year={last_month().year}")
    desk.sees("105.00")
    screenshot(desk.page, "reward-04-mine")
    assert statement().status == CommissionStatus.PAID


def month_before():
    return add_months(last_month(), -1)


@pytest.fixture
def paid(company, mature, booked_then):
    """The month before last, paid: 30.00 for a payment and 600.00 for the score. Gives the payment and the assessment."""
    quota(company, company.rep1, "12000", month_before().year)
    change_setting("pay_components", ["commission", "bonus"], company.admin)
    for low, high, amount in (("0", "94.99", 600), ("95", "100", 1000)):
        set_band(company.gm, period="month", score_from=Decimal(low), score_to=Decimal(high), amount=Decimal(amount))
    payment = booked_then(confirmed_payment(mature, "10000.00", month_before() + dt.timedelta(days=4)))
    assessment = confirmed(company, Period("month", month_before()))
    compute_month(month_before(), company.finance)
    found = statement(month=month_before())
    review_statement(found.pk, company.director)
    approve_statement(found.pk, company.gm)
    pay_statement(found.pk, company.finance)
    return payment, assessment


def test_what_changes_after_a_statement_was_paid_is_a_line_of_a_later_month(
    live_worker, desk, company, paid, booked_then, screenshot
):
    payment, assessment = paid
    the_rep_appeals_and_is_right(desk, assessment)
    finance_takes_the_payment_back(desk, payment)
    the_month_is_computed(desk, screenshot)
    both_are_lines_of_their_own(desk, payment, assessment, screenshot)


def the_rep_appeals_and_is_right(desk, assessment):
    desk.seat("rep1", assessment)
    desk.press("appeal", comment="客户在月末最后一天付款，未计入。")
    desk.seat("director", assessment)
    desk.press("answer", is_upheld="yes", corrected_result="95", answer="属实，按 95 分计。")
    desk.sees("95")


def finance_takes_the_payment_back(desk, payment):
    desk.seat("finance", payment)
    desk.press("reverse", comment="银行退票")
    with pgtrigger.ignore("orders.LedgerEntry:append_only"):
        LedgerEntry.objects.filter(object_id=payment.pk, kind=LedgerEntry.Kind.REVERSAL).update(
            created_at=at(last_month() + dt.timedelta(days=4)), date=last_month() + dt.timedelta(days=4)
        )


def both_are_lines_of_their_own(desk, payment, assessment, screenshot):
    before, after = statement(month=month_before()), statement()
    lines = {line.kind: line for line in after.lines.all()}
    assert lines[CommissionKind.COLLECTION].amount == Decimal("-30.00")
    assert lines[CommissionKind.CORRECTION].amount == Decimal("400.00")
    assert (before.total, before.status) == (Decimal("630.00"), CommissionStatus.PAID)
    assert before.total + after.total == Decimal("1000.00")
    for person in ("rep1", "finance"):
        desk.seat(person, after)
        desk.sees(f"{payment.number} {month_before():%Y-%m}", f"{assessment.number} {month_before():%Y-%m}")
        desk.sees("−¥30.00", "¥400.00", "¥370.00")
        screenshot(desk.page, f"reward-05-later-{person}")
    desk.open(before)
    desk.sees("¥630.00")


EACH = 120_000


def test_a_plan_is_entered_as_a_grid_and_released(desk, company, screenshot):
    plan = a_plan_is_drawn_up(desk)
    a_block_is_pasted_and_one_cell_is_short(desk, plan, screenshot)
    the_difference_is_spread_with_a_button(desk, plan, screenshot)
    it_is_approved(desk, plan)
    it_is_released(desk, plan, company, screenshot)


def a_plan_is_drawn_up(desk):
    desk.seat("director", reverse("sales-plan-create"))
    desk.fill("main", year=str(today().year + 1), strategy="稳住老客户，开发新客户")
    desk.save()
    return SalesPlan.objects.get()


def lines_of(plan):
    return list(plan.lines.order_by("position", "pk"))


def wanted(plan):
    """The same for everybody; each line above is the sum of those below it."""
    lines = lines_of(plan)
    found = {line.pk: EACH if line.person_id else 0 for line in lines}
    for line in reversed(lines):
        if line.parent_id:
            found[line.parent_id] += found[line.pk]
    return [found[line.pk] for line in lines]


def a_block_is_pasted_and_one_cell_is_short(desk, plan, screenshot):
    """A column copied in Excel; the last person gets half of what his team expects of him."""
    desk.open(reverse("sales-plan-targets", args=[plan.pk]))
    rows = desk.page.locator("[data-line-rows] [data-line]")
    expect(rows).to_have_count(plan.lines.count())
    rows.first.locator("[name$='-year']").click()
    desk.page.click("[data-line-paste]")
    amounts = wanted(plan)
    desk.page.fill("[data-paste-text]", "\n".join(str(amount) for amount in [*amounts[:-1], EACH // 2]))
    desk.page.click("[data-paste-take]")
    expect(rows.last.locator("[name$='-year']")).to_have_value(str(EACH // 2))
    screenshot(desk.page, "plan-01-grid")
    with desk.turns_page():
        desk.page.click(".form-foot button.btn-primary")
    assert [int(line.target) for line in lines_of(plan)] == [*amounts[:-1], EACH // 2]


def the_difference_is_spread_with_a_button(desk, plan, screenshot):
    above = lines_of(plan)[-1].parent
    desk.sees("60,000.00")
    screenshot(desk.page, "plan-02-difference")
    desk.press("spread", line=str(above.pk), method="evenly")
    below = plan.lines.filter(parent=above)
    assert sum(line.target for line in below) == above.target


def it_is_approved(desk, plan):
    desk.press("submit")
    desk.seat("gm", plan)
    desk.agree("同意")
    assert SalesPlan.objects.get().status == SalesPlan.Status.APPROVED


def it_is_released(desk, plan, company, screenshot):
    for line in plan.lines.filter(person__isnull=False):
        Quota.objects.create(
            number=f"Q-{line.person_id}",
            rep=line.person,
            year=plan.year,
            collection_amount=line.target,
            status=Quota.Status.APPROVED,
            created_by=company.director,
        )
    desk.seat("director", plan)
    desk.press("release")
    desk.sees_status(SalesPlan.Status.RELEASED)
    screenshot(desk.page, "plan-03-released")


def test_a_rep_reads_his_page_on_the_phone(company, phone, mature, screenshot):
    quota(company, company.rep1, "120000")
    confirmed_payment(mature, "10000.00")
    overdue = posted_invoice(mature, "40000.00", today() - dt.timedelta(days=60), today() - dt.timedelta(days=30))
    desk = Desk(phone)
    desk.seat("rep1", reverse("performance-mine"))
    desk.sees("渝峰车桥", "30.00")
    assert fits(desk), "my page is wider than the screen"
    screenshot(desk.page, "reward-phone-01-mine")
    desk.follow(f'main a[href="{reverse("my-commission")}"]')
    desk.sees(overdue.number, "120.00")
    with desk.turns_page():
        desk.page.locator("#trial button.btn-primary").tap()
    desk.sees("120.00", within="#trial")
    assert fits(desk), "my commission is wider than the screen"
    screenshot(desk.page, "reward-phone-02-commission")
