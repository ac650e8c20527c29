"""Invoices: posted by finance, corrected by counter-documents, overdue after their due date."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import InternalError, ProgrammingError

from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.credit_note.entry import credit_invoice
from orders.invoice.ageing import bucket_of, buckets
from orders.invoice.amounts import position
from orders.invoice.models import Invoice
from orders.invoice.overdue import mark_overdue
from orders.invoice.posting import cancel_invoice, dispute_invoice, edit_invoice, post_invoice, settle_dispute
from orders.invoice.status import status_of
from orders.payment.allocation import accept_proposal
from orders.payment.tests.test_payments import balance, books
from orders.receivables.collection import collection_rate, expected_collection, shortfall
from orders.tests.factories_money import confirmed_payment, draft_invoice, posted_invoice
from salesmgmt.core import audit, calendar
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice

D = Decimal
DAY = dt.date(2026, 4, 1)


def days(n):
    return calendar.today() + dt.timedelta(days=n)


# -- pure ----------------------------------------------------------------------------------------------------


def test_rec_12_items_of_30_31_60_61_90_and_91_days_fall_into_buckets_1_2_2_1():
    """REC-12"""
    found = buckets("30,60,90")
    names = [bucket_of(overdue, found).name for overdue in (30, 31, 60, 61, 90, 91)]
    assert [names.count(bucket.name) for bucket in found] == [0, 1, 2, 2, 1]


@pytest.mark.parametrize(
    ("overdue", "name"),
    [(-1, "not_due"), (0, "not_due"), (1, "upto_7"), (7, "upto_7"), (8, "upto_14"), (14, "upto_14"), (15, "over_14")],
)
def test_the_company_sets_its_own_buckets(overdue, name):
    assert bucket_of(overdue, buckets("7,14")).name == name


@pytest.mark.parametrize(
    ("amount", "open_amount", "due", "by_credit", "status"),
    [
        ("100", "100", DAY, False, "posted"),
        ("100", "100", DAY - dt.timedelta(days=1), False, "overdue"),
        ("100", "40", DAY - dt.timedelta(days=9), False, "partly_paid"),
        ("100", "0", DAY, False, "paid"),
        ("100", "0", DAY, True, "credited"),
        ("-100", "-100", DAY, False, "posted"),
        ("-100", "0", DAY, False, "applied"),
    ],
)
def test_the_status_follows_from_the_figures(amount, open_amount, due, by_credit, status):
    found = status_of(amount=D(amount), open_amount=D(open_amount), due_date=due, day=DAY, by_credit=by_credit)
    assert found == status


def test_rec_13_a_delivery_of_100_at_50_is_5000_with_net_and_tax_that_add_up():
    """REC-13"""
    line = position("组件", 100, D(50), 13)
    assert (line.amount, line.net, line.tax) == (D("5000.00"), D("4424.78"), D("575.22"))


@pytest.mark.parametrize(
    ("balance_", "percent", "expected"),
    [("500000", "90", "450000.00"), ("350000", "90", "315000.00"), ("-10", "90", "0.00"), ("0.01", "60", "0.01")],
)
def test_rec_11_the_rolling_payment_is_a_part_of_last_months_balance(balance_, percent, expected):
    """REC-11"""
    assert expected_collection(D(balance_), D(percent)) == D(expected)


def test_rec_11_400000_of_450000_leaves_a_shortfall_of_50000():
    """REC-11"""
    assert shortfall(D(450000), D(400000)) == D(50000)
    assert shortfall(D(450000), D(460000)) == D(0)
    assert shortfall(None, D(1)) is None
    assert expected_collection(D(1), None) is None


def test_rec_14_150000_confirmed_of_200000_due_is_75_per_cent():
    """REC-14"""
    assert collection_rate(D(200000), D(150000)) == D("0.75")
    assert collection_rate(D(0), D(150000)) is None


# -- posting ---------------------------------------------------------------------------------------------------


def test_rec_13_posting_makes_the_receivable(people, customer):
    """REC-13"""
    invoice = draft_invoice(customer, "5000.00")
    assert LedgerEntry.objects.count() == 0
    post_invoice(invoice.pk, people.finance)
    invoice.refresh_from_db()
    assert (invoice.status, invoice.open_amount, balance(customer)) == ("posted", D("5000.00"), D("5000.00"))
    assert (invoice.posted_by, invoice.title) == (people.finance, customer.name)
    assert Notice.objects.filter(user=people.rep1).exists()
    assert differences() == []


def test_rec_13_deleting_a_posted_invoice_is_refused(people, customer):
    """REC-13"""
    invoice = posted_invoice(customer)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk)._raw_delete("default")
    assert Invoice.objects.count() == 1


def test_nobody_but_finance_posts_edits_credits_or_cancels(people, customer):
    draft, posted = draft_invoice(customer), posted_invoice(customer)
    before = books()
    for name in ("rep1", "rep2", "supervisor", "manager", "director", "gm", "logistics", "admin"):
        user = getattr(people, name)
        for act in (
            lambda user=user: post_invoice(draft.pk, user),
            lambda user=user: edit_invoice(draft.pk, user, invoice_no="1"),
            lambda user=user: cancel_invoice(draft.pk, user, "x"),
            lambda user=user: credit_invoice(posted.pk, user, red_reason="1"),
            lambda user=user: dispute_invoice(posted.pk, user, "x"),
        ):
            with pytest.raises(PermissionDenied, match="发票的编辑、过账、红冲和作废由财务办理"):
                act()
    assert books() == before


@pytest.mark.parametrize("paid", ["0.00", "400.00", "1000.00"])
def test_an_invoice_is_posted_once_whatever_was_paid_on_it(people, customer, paid):
    invoice = posted_invoice(customer)
    if D(paid):
        accept_proposal(confirmed_payment(customer, paid).pk, people.finance)
    before = books()
    with pytest.raises(BusinessError, match="“待回款”，不能变为“待回款”|该发票已过账"):
        post_invoice(invoice.pk, people.finance)
    with pytest.raises(BusinessError, match="已过账发票不能修改，只能用红字单据冲正"):
        edit_invoice(invoice.pk, people.finance, invoice_no="1")
    with pytest.raises(BusinessError, match="不能变为“已取消”"):
        cancel_invoice(invoice.pk, people.finance, "x")
    assert books() == before


def test_a_status_the_table_forbids_is_refused_by_the_database_too(people, customer):
    invoice = posted_invoice(customer)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Invoice.objects.filter(pk=invoice.pk).update(status="draft")


def test_dates_of_a_draft_must_make_sense(people, customer):
    invoice = draft_invoice(customer)
    for dates in ({"date": days(1)}, {"due_date": days(-1)}):
        with pytest.raises(BusinessError, match="开票日期晚于今天|到期日早于开票日期"):
            edit_invoice(invoice.pk, people.finance, **dates)
    edit_invoice(invoice.pk, people.finance, invoice_no="25312000000012345678", due_date=days(45))
    invoice.refresh_from_db()
    assert (invoice.invoice_no, invoice.due_date) == ("25312000000012345678", days(45))


# -- counter-documents -----------------------------------------------------------------------------------------


def test_a_credit_note_takes_the_balance_down_and_closes_the_invoice(people, customer):
    invoice = posted_invoice(customer, "5000.00")
    credit = credit_invoice(invoice.pk, people.finance, red_reason="2")
    assert (credit.amount, balance(customer)) == (D("-5000.00"), D("5000.00"))
    post_invoice(credit.pk, people.finance)
    invoice.refresh_from_db(), credit.refresh_from_db()
    assert (invoice.status, invoice.open_amount) == ("credited", D(0))
    assert (credit.status, credit.open_amount, balance(customer)) == ("applied", D(0), D(0))
    assert differences() == []


def test_a_partial_credit_leaves_the_rest_open(people, customer):
    invoice = posted_invoice(customer, "5000.00")
    credit = credit_invoice(invoice.pk, people.finance, red_reason="4", amount=D("100.00"))
    post_invoice(credit.pk, people.finance)
    invoice.refresh_from_db()
    assert (invoice.status, invoice.open_amount, balance(customer)) == ("partly_paid", D("4900.00"), D("4900.00"))
    assert differences() == []


def test_no_more_is_credited_than_was_billed(people, customer):
    invoice = posted_invoice(customer, "5000.00")
    credit_invoice(invoice.pk, people.finance, red_reason="4", amount=D("4000.00"))
    before = books()
    for amount in ("1000.01", "0", "-1", "0.001"):
        with pytest.raises(
            BusinessError, match="该发票最多还可冲红|金额不能为零|金额为负数，请去掉负号|金额最多两位小数（到分）"
        ):
            credit_invoice(invoice.pk, people.finance, red_reason="4", amount=D(amount))
    assert books() == before


def test_the_credit_of_a_paid_invoice_stays_visible_as_a_credit_of_the_customer(people, customer):
    invoice = posted_invoice(customer, "5000.00")
    accept_proposal(confirmed_payment(customer, "5000.00").pk, people.finance)
    credit = credit_invoice(invoice.pk, people.finance, red_reason="2", amount=D("500.00"))
    post_invoice(credit.pk, people.finance)
    credit.refresh_from_db()
    assert (credit.status, credit.open_amount, balance(customer)) == ("posted", D("-500.00"), D("-500.00"))
    assert differences() == []


def test_a_credit_note_or_a_draft_is_not_credited(people, customer):
    draft = draft_invoice(customer)
    credit = credit_invoice(posted_invoice(customer).pk, people.finance, red_reason="1")
    for pk in (draft.pk, credit.pk):
        with pytest.raises(BusinessError, match="只有已过账发票可以冲红"):
            credit_invoice(pk, people.finance, red_reason="1")


def test_a_dispute_needs_its_reason_and_is_settled_with_its_result(people, customer):
    invoice = posted_invoice(customer)
    with pytest.raises(BusinessError, match="请填写原因"):
        dispute_invoice(invoice.pk, people.finance, " ")
    dispute_invoice(invoice.pk, people.finance, "two parts missing")
    invoice.refresh_from_db()
    assert (invoice.disputed, invoice.dispute_reason) == (True, "two parts missing")
    settle_dispute(invoice.pk, people.finance, "delivered later")
    invoice.refresh_from_db()
    assert invoice.disputed is False


# -- overdue -------------------------------------------------------------------------------------------------


def test_rec_01_an_invoice_due_on_31_march_is_overdue_by_one_day_on_1_april(people, customer, time_machine):
    """REC-01"""
    time_machine.move_to("2026-03-20T10:00+08:00")
    invoice = posted_invoice(customer, "5000.00", date=dt.date(2026, 3, 1), due_date=dt.date(2026, 3, 31))
    time_machine.move_to("2026-03-31T23:59+08:00")
    assert mark_overdue() == 0
    time_machine.move_to("2026-04-01T00:30+08:00")
    assert mark_overdue() == 1
    invoice.refresh_from_db()
    assert (invoice.status, invoice.days_overdue()) == ("overdue", 1)
    assert audit.timeline(invoice)[0].to_status == "overdue"
    assert Invoice.objects.visible_to(people.rep1).overdue(calendar.today()).get() == invoice
    told = Notice.objects.filter(user=people.rep1, key="overdue:2026-04-01")
    assert told.count() == 1
    assert mark_overdue() == 0
    assert told.count() == 1


def test_what_is_paid_or_only_a_draft_never_falls_overdue(people, customer):
    posted_invoice(customer, "10.00", date=days(-60), due_date=days(-30))
    accept_proposal(confirmed_payment(customer, "10.00").pk, people.finance)
    draft_invoice(customer, "10.00", date=days(-60), due_date=days(-30))
    assert mark_overdue() == 0


def test_an_account_is_never_left_without_its_ledger(people, customer):
    for amount in ("10.00", "20.00", "30.00"):
        posted_invoice(customer, amount)
    account = Account.objects.get(customer=customer)
    assert account.balance == sum(entry.amount for entry in account.entries.all()) == D("60.00")
