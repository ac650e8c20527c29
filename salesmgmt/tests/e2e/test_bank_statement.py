"""A bank file from the upload to the posted payments; and a receipt that a rep claims on the phone (REC-06)."""

import pytest
from playwright.sync_api import expect

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.bank_account.models import BankProfile
from orders.bank_account.shipped import ship
from orders.bank_match.claiming import claim_line
from orders.bank_statement.models import BankLine, BankStatement
from orders.payment.models import Payment
from orders.tests.factories_bank import OURS, cmb_file, cmb_line, days, line_of, our_account
from orders.tests.factories_money import posted_invoice
from salesmgmt.core.models import User
from salesmgmt.tests.e2e.pages import Desk

pytestmark = pytest.mark.e2e
FIFTY = 50
FIFTY_TAKE = 300_000  # milliseconds before the journey gives up: fifty payments are confirmed and allocated


@pytest.fixture
def customers(company):
    return [active_customer(company.rep1, name=f"重庆第{place}车桥制造有限公司") for place in range(5)]


@pytest.fixture
def statement(customers, tmp_path):
    """Fifty receipts of known customers, two of nobody known, in GBK as the bank writes it."""
    for customer in customers:
        posted_invoice(customer, "500.00", date=days(-40), due_date=days(-10))
    lines = [
        cmb_line(f"{place + 10}.00", customers[place % 5].name, day=days(-2), balance=_balance(place))
        for place in range(FIFTY)
    ]
    lines += [cmb_line("88.00", "陌生付款人", day=days(-1), balance=_balance(FIFTY - 1) + 88)]
    file = tmp_path / "招行流水.csv"
    file.write_bytes(cmb_file(*lines).read())
    return file


def _balance(place):
    return 10_000 + sum(number + 10 for number in range(place + 1))


def test_a_bank_file_goes_from_the_upload_to_fifty_confirmed_lines(live_worker, desk, statement, screenshot):
    ship(BankProfile)
    desk.seat("finance")
    an_account_is_added(desk)
    the_file_is_checked_and_taken_over(desk, statement, screenshot)
    fifty_are_confirmed_at_once(desk, screenshot)
    the_same_file_brings_nothing(desk, statement)
    assert differences() == []


def an_account_is_added(desk):
    desk.menu("/bank-accounts/")
    desk.follow('main a[href="/bank-accounts/new/"]')
    desk.fill(bank="cmb", number=OURS, name="本公司一般户")
    desk.save()
    desk.sees(OURS)


def upload(desk, file):
    desk.menu("/bank-statements/")
    desk.follow('main a[href="/imports/new/bank_lines/"]')
    desk.fill(file=file)
    with desk.turns_page():
        desk.page.click("main form .btn-primary")


def the_file_is_checked_and_taken_over(desk, file, screenshot):
    upload(desk, file)
    desk.sees("格式：招商银行", "逐笔余额相符")
    screenshot(desk.page, "bank-01-checked")
    with desk.turns_page():
        desk.page.click('main form[action$="/run/"] .btn-primary')
    desk.sees("导入完成")
    statement = BankStatement.objects.get()
    assert (statement.taken, statement.known, statement.difference) == (FIFTY + 1, 0, 0)
    desk.open(statement)
    desk.sees("期初余额加逐笔流水等于银行期末余额")
    screenshot(desk.page, "bank-02-statement")


def fifty_are_confirmed_at_once(desk, screenshot):
    desk.open("/bank-lines/?status=proposed&size=50")
    screenshot(desk.page, "bank-03-certain")
    desk.page.locator("thead input[type=checkbox]").first.check()
    with desk.page.expect_navigation(wait_until="load", timeout=FIFTY_TAKE):
        desk.page.click('button[name="bulk"][value="confirm"]', timeout=FIFTY_TAKE)
    expect(desk.page.locator(".toast, .notice-line").first).to_contain_text("50")
    assert (Payment.objects.count(), BankLine.objects.filter(status="posted").count()) == (FIFTY, FIFTY)
    screenshot(desk.page, "bank-04-posted")


def the_same_file_brings_nothing(desk, file):
    upload(desk, file)
    desk.sees("51")
    assert BankLine.objects.count() == FIFTY + 1


def test_a_receipt_is_claimed_by_a_rep_on_the_phone_and_confirmed_by_finance(company, phone, customers, screenshot):
    our_account()
    line = line_of(User.objects.get(username="finance"), "3600.00", "李四", text="货款")
    desk = Desk(phone)
    desk.seat("rep1", "/money-claims/")
    desk.sees("李四", "3,600.00")
    screenshot(phone, "bank-05-pool-on-the-phone")
    desk.open(line)
    desk.press("claim", customer=customers[0].name, remark="客户老板个人转账")
    desk.sees_status(BankLine.Status.CLAIMED)
    screenshot(phone, "bank-06-claimed-on-the-phone")
    expect(phone.locator('.page-head a[href$="/do/confirm/"], .page-head form[action$="/do/confirm/"]')).to_have_count(
        0
    )
    desk.seat("finance", line)
    desk.press("confirm")
    desk.sees_status(BankLine.Status.POSTED)
    payment = Payment.objects.get()
    assert (payment.created_by.username, payment.confirmed_by.username) == ("rep1", "finance")


def test_a_rep_whose_page_is_older_than_anothers_claim_is_told_so(company, desk, customers):
    our_account()
    line = line_of(User.objects.get(username="finance"), "3600.00", "李四", text="货款")
    desk.seat("rep2", line)
    claim_line(line.pk, company.rep1, customer=customers[0])
    desk.page.click('.page-head a[href$="/do/claim/"]')
    expect(desk.page.locator("#toasts")).to_contain_text("可能已由他人处理")
