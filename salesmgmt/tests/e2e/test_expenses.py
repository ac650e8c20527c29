"""An expense claim on a phone, 375 pixels wide: from the photo of the voucher to the money, and its bank file."""

import datetime as dt
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from performance.expense_batch.models import ExpenseBatch, PayoutLayout
from performance.expense_batch.shipped import ship
from performance.expense_budget.preparing import create_budget, submit_budget
from performance.expense_claim.models import ExpenseClaim
from performance.expense_claim.tests.test_expense_claims import PNG
from salesmgmt.core.calendar import today
from salesmgmt.core.domain import approvals
from salesmgmt.tests.e2e.pages import Desk
from salesmgmt.tests.e2e.test_approvals_on_a_phone import fits

pytestmark = pytest.mark.e2e

YESTERDAY = today() - dt.timedelta(days=1)


@pytest.fixture
def desk(company, phone):
    return Desk(phone)


@pytest.fixture
def budget(company):
    """Enough for what the journey spends; and the layouts of the first day, which a flushed database lacks."""
    ship(PayoutLayout)
    amounts = {
        (name, month): Decimal(5000) for name in ("travel", "entertainment", "promotion") for month in range(1, 13)
    }
    made = create_budget(company.manager, company.rep1.scope_unit("g"), YESTERDAY.year, amounts)
    submit_budget(made.pk, company.manager)
    approvals.approve(approvals.open_steps_of(made).get().pk, company.gm)
    return made


def photo(name):
    return {"name": name, "mimeType": "image/png", "buffer": PNG}


def picture(desk, screenshot, name):
    """The page, which does not lie outside the screen."""
    screenshot(desk.page, f"expense-{name}")
    assert fits(desk), desk.page.url


def test_a_claim_goes_from_the_photo_to_the_money_on_the_phone(desk, company, budget, screenshot):
    claim = photographed_and_submitted(desk, screenshot)
    agreed_and_audited(desk, claim, screenshot)
    batch = put_into_a_batch(desk, company, claim, screenshot)
    paid(desk, batch, claim, screenshot)


def photographed_and_submitted(desk, screenshot):
    desk.seat("rep1", "/expense-claims/")
    desk.follow('main a[href="/expense-claims/new/"]')
    desk.fill(purpose="渝峰车桥拜访")
    desk.line(
        0, file=photo("车票.png"), category="travel", date=YESTERDAY, amount="286.50", voucher_number="26502000000088"
    )
    picture(desk, screenshot, "01-entry")
    desk.save()
    desk.press("submit")
    desk.sees_status(ExpenseClaim.Status.SUBMITTED)
    picture(desk, screenshot, "02-submitted")
    return ExpenseClaim.objects.get()


def agreed_and_audited(desk, claim, screenshot):
    desk.seat("manager", claim)
    desk.agree("同意")
    desk.sees_status(ExpenseClaim.Status.MANAGER_APPROVED)
    desk.seat("finance", claim)
    picture(desk, screenshot, "03-to-audit")
    desk.agree("票据齐全")
    desk.sees_status(ExpenseClaim.Status.FINANCE_AUDITED)


def put_into_a_batch(desk, company, claim, screenshot):
    """Without an account nothing is sent; the representative states his own."""
    desk.seat("finance", "/expense-batches/to-pay/")
    choose(desk, claim)
    desk.sees(f"{company.rep1.name}未登记收款账户", within=".toast-container, main, body")
    assert not ExpenseBatch.objects.exists()
    desk.seat("rep1", "/payee-accounts/new/")
    desk.fill(number="6222 0211 0001 2345 671", bank="中国工商银行", branch="重庆江北支行")
    picture(desk, screenshot, "04-account")
    desk.save()
    desk.seat("finance", "/expense-batches/to-pay/")
    choose(desk, claim)
    desk.sees_status(ExpenseBatch.Status.OPEN)
    picture(desk, screenshot, "05-batch")
    return ExpenseBatch.objects.get()


def choose(desk, claim):
    """Tick the claim, press the button of the list, send its dialog."""
    desk.page.locator(f'[name=pk][value="{claim.pk}"]').check()
    desk.page.locator("button[name=bulk][value=batch]").click()
    desk.page.locator("#dialog.show form").wait_for()
    with desk.turns_page():
        desk.page.locator("#dialog .modal-footer button:not([data-bs-dismiss])").click()


def paid(desk, batch, claim, screenshot):
    with desk.page.expect_download() as download:
        desk.page.locator("#bank-file a", has_text="CSV").click()
    lines = download.value.path().read_bytes().decode("gb18030").splitlines()
    assert lines[1].split(",")[2:6] == ["6222021100012345671", "中国工商银行", "重庆江北支行", "286.50"]
    desk.press("pay", reference="网银 0001")
    desk.sees_status(ExpenseBatch.Status.PAID)
    desk.seat("rep1", claim)
    desk.sees_status(ExpenseClaim.Status.PAID)
    expect(desk.page.locator("#payment-batch")).to_contain_text(batch.number)
    picture(desk, screenshot, "06-paid")
