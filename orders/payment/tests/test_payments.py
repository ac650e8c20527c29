"""Payments: recorded by the rep, confirmed by finance, allocated by a person, reversed."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from django.http import QueryDict

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account, LedgerEntry
from orders.account.posting import checked_amount
from orders.allocation.models import Allocation
from orders.allocation.proposal import propose
from orders.credit_note.entry import credit_invoice
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.payment.allocation import accept_proposal, allocate, proposal_for, take_back
from orders.payment.exposure import exposure_of
from orders.payment.filters import PaymentFilters
from orders.payment.models import Payment
from orders.payment.prepayment import prepaid_for
from orders.payment.recording import confirm_payment, edit_payment, record_payment, reject_payment, reverse_payment
from orders.supply.rules import paid_ok
from orders.tests.factories import demand
from orders.tests.factories_money import confirmed_payment, posted_invoice, recorded_payment
from salesmgmt.core import audit, calendar
from salesmgmt.core.exceptions import BusinessError, PermissionDenied
from salesmgmt.core.models import Notice
from salesmgmt.core.tests.factories import UserFactory

D = Decimal


def balance(customer):
    return Account.objects.get(customer=customer).balance if Account.objects.filter(customer=customer) else D(0)


def books():
    """Everything money: compared before and after what must change nothing."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Account, LedgerEntry, Invoice, Payment, Allocation)
    ]


def fields(**changes):
    return {"date": calendar.today(), "amount": D("1000.00"), "kind": "payment", "method": "transfer", **changes}


def item(pk, due, open_amount, disputed=False):
    return SimpleNamespace(
        pk=pk, due_date=dt.date(2025, 1, due), date=dt.date(2025, 1, 1), open_amount=D(open_amount), disputed=disputed
    )


# -- pure ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("free", "items", "expected"),
    [
        ("100", [item(1, 10, "60"), item(2, 5, "70")], [(2, "70"), (1, "30")]),
        ("130", [item(1, 10, "60"), item(2, 5, "70")], [(2, "70"), (1, "60")]),
        ("500", [item(1, 10, "60")], [(1, "60")]),
        ("50", [item(1, 10, "60", disputed=True), item(2, 20, "60")], [(2, "50")]),
        ("50", [], []),
        ("0", [item(1, 10, "60")], []),
    ],
)
def test_a_proposal_pays_the_oldest_first_and_leaves_disputed_invoices_out(free, items, expected):
    assert [(each.pk, amount) for each, amount in propose(D(free), items)] == [(pk, D(a)) for pk, a in expected]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("-1", "negative"),
        ("0", "zero"),
        ("1.005", "decimals"),
        ("0.001", "decimals"),
        ("1000000000000", "too large"),
        ("1e30", "too large"),
        ("NaN", "Enter an amount"),
    ],
)
def test_amounts_that_are_none_are_refused_in_plain_words(value, message, settings):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(BusinessError, match=message):
        checked_amount(D(value))


def test_the_largest_amount_is_taken():
    assert checked_amount(D("999999999999.99")) == D("999999999999.99")


@pytest.mark.parametrize(("prepaid", "ok"), [("8000.00", True), ("7999.99", False), ("8000.01", True)])
def test_rec_15_a_sporadic_order_is_paid_when_the_prepayment_reaches_its_value(prepaid, ok):
    """REC-15"""
    assert paid_ok(D("8000.00"), D(prepaid)) is ok


# Prepayments of the notice, less what other invoices took of them.
PREPAID = """
SELECT (SELECT COALESCE(SUM(amount), 0) FROM orders_payment WHERE demand_notice_id = %(notice)s
          AND confirmed_at IS NOT NULL AND reversed_on IS NULL)
     - (SELECT COALESCE(SUM(a.amount), 0) FROM orders_allocation a
        JOIN orders_payment p ON p.id = a.payment_id AND p.demand_notice_id = %(notice)s AND p.reversed_on IS NULL
        JOIN orders_invoice i ON i.id = a.invoice_id
        LEFT JOIN orders_deliverynote d ON d.id = i.delivery_id LEFT JOIN orders_order o ON o.id = d.order_id
        WHERE o.demand_id IS DISTINCT FROM %(notice)s)"""


def paid_in_sql(notice):
    with connection.cursor() as cursor:
        cursor.execute(PREPAID, {"notice": notice.pk})
        return cursor.fetchone()[0]


def test_rec_15_only_confirmed_prepayments_of_the_notice_count(people, customer):
    """REC-15"""
    notice, other = demand(customer, kind="sporadic"), demand(customer, kind="sporadic")
    recorded_payment(customer, "500.00", kind="prepayment", demand_notice=notice)
    confirmed_payment(customer, "400.00", kind="prepayment", demand_notice=other)
    confirmed_payment(customer, "300.00")
    assert prepaid_for(notice) == D(0)
    payment = confirmed_payment(customer, "8000.00", kind="prepayment", demand_notice=notice)
    assert prepaid_for(notice) == D("8000.00")
    older = posted_invoice(customer, "100.00")
    assert proposal_for(payment) == []
    with pytest.raises(BusinessError, match="没有可建议核销的未结清发票，请手工核销，或将款项留在往来账上"):
        accept_proposal(payment.pk, people.finance)
    allocate(payment.pk, people.finance, [(older.pk, D("100.00"))])
    assert prepaid_for(notice) == paid_in_sql(notice) == D("7900.00")
    assert paid_ok(D("8000.00"), prepaid_for(notice)) is False
    take_back(payment.pk, people.finance, "it was meant for the notice")
    assert prepaid_for(notice) == paid_in_sql(notice) == D("8000.00")
    reverse_payment(payment.pk, people.finance, "bounced")
    assert prepaid_for(notice) == D(0)


def test_a_prepayment_is_for_a_notice_of_the_same_customer(people, customer):
    notice = demand(active_customer(people.rep2), kind="sporadic")
    for kind in ("prepayment", "payment"):
        with pytest.raises(BusinessError, match="该要货通知属于其他客户"):
            record_payment(people.rep1, customer=customer, **fields(kind=kind, demand_notice=notice))
    with pytest.raises(BusinessError, match="只有预收款可以关联要货通知"):
        mine = demand(customer, kind="sporadic")
        record_payment(people.rep1, customer=customer, **fields(kind="payment", demand_notice=mine))
    assert Payment.objects.count() == 0


# -- recording and confirming ----------------------------------------------------------------------------------


def test_rec_06_the_balance_is_unchanged_until_finance_confirms(people, customer):
    """REC-06"""
    posted_invoice(customer, "5000.00")
    payment = record_payment(people.rep1, customer=customer, **fields())
    assert (payment.status, payment.created_by, balance(customer)) == ("recorded", people.rep1, D("5000.00"))
    assert Notice.objects.filter(user=people.finance).exists()
    confirm_payment(payment.pk, people.finance)
    payment.refresh_from_db()
    assert (payment.status, payment.unallocated, balance(customer)) == ("confirmed", D("1000.00"), D("4000.00"))
    assert exposure_of(customer).outstanding == D("4000.00")
    assert differences() == []


def test_rec_06_a_rep_who_posts_confirm_is_refused_and_nothing_changes(people, customer):
    """REC-06"""
    payment = recorded_payment(customer)
    before = books()
    for name in ("rep1", "rep2", "supervisor", "manager", "director", "gm", "warehouse", "admin"):
        with pytest.raises(PermissionDenied, match="回款由财务确认或退回"):
            confirm_payment(payment.pk, getattr(people, name))
        with pytest.raises(PermissionDenied, match="回款由财务确认或退回"):
            reject_payment(payment.pk, getattr(people, name), "no")
    assert books() == before


@pytest.mark.parametrize("open_amount", ["0.00", "400.00", "1000.00"])
def test_a_payment_is_confirmed_once_whatever_was_allocated(people, customer, open_amount):
    payment = confirmed_payment(customer, "1000.00")
    if D(open_amount):
        posted_invoice(customer, open_amount)
        accept_proposal(payment.pk, people.finance)
    before = books()
    with pytest.raises(BusinessError, match="“已确认”，不能变为“已确认”|该笔回款已确认"):
        confirm_payment(payment.pk, people.finance)
    assert books() == before


def test_nobody_confirms_what_he_recorded_himself(people, customer):
    payment = record_payment(people.finance, customer=customer, **fields())
    before = books()
    with pytest.raises(PermissionDenied, match="本单由您填写或提交，因此由"):
        confirm_payment(payment.pk, people.finance)
    assert books() == before
    colleague = UserFactory(roles=["fin"])
    assert confirm_payment(payment.pk, colleague).status == "confirmed"


def test_a_rep_records_payments_of_his_own_customers_only(people, customer):
    for name in ("rep2", "supervisor", "manager", "gm", "planner"):
        with pytest.raises(PermissionDenied, match="只能登记自己负责客户的回款"):
            record_payment(getattr(people, name), customer=customer, **fields())
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("amount", ["0", "-5", "1.001", "1000000000000"])
def test_a_payment_of_no_amount_is_refused(people, customer, amount):
    with pytest.raises(
        BusinessError, match="金额不能为零|金额为负数，请去掉负号|金额最多两位小数（到分）|金额过大：必须小于一万亿元"
    ):
        record_payment(people.rep1, customer=customer, **fields(amount=D(amount)))
    assert Payment.objects.count() == 0


def test_a_payment_is_not_received_in_the_future(people, customer):
    with pytest.raises(BusinessError, match="到账日期晚于今天"):
        record_payment(people.rep1, customer=customer, **fields(date=calendar.today() + dt.timedelta(days=1)))


def test_a_payment_is_rejected_with_a_reason_and_confirmed_no_more(people, customer):
    payment = recorded_payment(customer)
    with pytest.raises(BusinessError, match="请填写原因"):
        reject_payment(payment.pk, people.finance, "  ")
    reject_payment(payment.pk, people.finance, "not on the bank statement")
    with pytest.raises(BusinessError, match="“已驳回”，不能变为“已确认”"):
        confirm_payment(payment.pk, people.finance)
    payment.refresh_from_db()
    assert (payment.status, LedgerEntry.objects.count()) == ("rejected", 0)
    assert "not on the bank statement" in [entry.comment for entry in audit.timeline(payment)]


def test_finance_corrects_a_recorded_payment_and_the_timeline_keeps_what_it_was(people, customer):
    payment = recorded_payment(customer, "100.00")
    edit_payment(payment.pk, people.finance, customer=customer, **fields(amount=D("120.00")))
    assert audit.timeline(payment)[0].changes["amount"] == ["100.00", "120.00"]
    with pytest.raises(PermissionDenied, match="回款由财务编辑"):
        edit_payment(payment.pk, people.rep1, customer=customer, **fields())
    confirm_payment(payment.pk, people.gm)
    with pytest.raises(BusinessError, match="回款在财务确认之前可以修改"):
        edit_payment(payment.pk, people.finance, customer=customer, **fields())


# -- allocation --------------------------------------------------------------------------------------------------


def test_one_payment_is_split_over_invoices_and_the_rest_stays_visible(people, customer):
    first, second = posted_invoice(customer, "600.00"), posted_invoice(customer, "700.00")
    payment = confirmed_payment(customer, "1000.00")
    allocate(payment.pk, people.finance, [(first.pk, D("600.00")), (second.pk, D("300.00"))])
    for each in (first, second, payment):
        each.refresh_from_db()
    assert (first.status, first.open_amount, first.settled_on) == ("paid", D(0), calendar.today())
    assert (second.status, second.open_amount, second.settled_on) == ("partly_paid", D("400.00"), None)
    assert (payment.status, payment.unallocated) == ("confirmed", D("100.00"))
    assert balance(customer) == D("300.00")
    allocate(payment.pk, people.finance, [(second.pk, D("100.00"))])
    payment.refresh_from_db()
    assert (payment.status, payment.unallocated) == ("allocated", D(0))
    assert differences() == []


def test_a_proposal_is_shown_and_allocates_nothing_by_itself(people, customer):
    young = posted_invoice(customer, "700.00")
    old = posted_invoice(customer, "600.00", date=calendar.today() - dt.timedelta(days=90))
    payment = confirmed_payment(customer, "1000.00")
    before = books()
    assert [(each.pk, amount) for each, amount in proposal_for(payment)] == [
        (old.pk, D("600.00")),
        (young.pk, D("400.00")),
    ]
    assert books() == before
    accept_proposal(payment.pk, people.finance)
    young.refresh_from_db()
    assert (young.open_amount, Allocation.objects.count()) == (D("300.00"), 2)
    assert differences() == []


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "600.01", "1000.01", "1000000000000"])
def test_an_allocation_that_does_not_fit_is_refused_and_changes_nothing(people, customer, amount):
    invoice = posted_invoice(customer, "600.00")
    payment = confirmed_payment(customer, "1000.00")
    before = books()
    with pytest.raises(
        BusinessError,
        match="金额不能为零|金额为负数，请去掉负号|金额最多两位小数（到分）|未结清，不能核销|但该笔回款只剩|金额过大：必须小于一万亿元",
    ):
        allocate(payment.pk, people.finance, [(invoice.pk, D(amount))])
    assert books() == before


def test_more_than_the_payment_has_is_refused_even_where_the_invoices_are_open(people, customer):
    first, second = posted_invoice(customer, "600.00"), posted_invoice(customer, "600.00")
    payment = confirmed_payment(customer, "1000.00")
    before = books()
    with pytest.raises(BusinessError, match="但该笔回款只剩"):
        allocate(payment.pk, people.finance, [(first.pk, D("600.00")), (second.pk, D("400.01"))])
    assert books() == before


def test_an_invoice_of_somebody_else_a_draft_or_one_named_twice_is_refused(people, customer):
    other = posted_invoice(active_customer(people.rep2), "600.00")
    mine = posted_invoice(customer, "600.00")
    payment = confirmed_payment(customer, "1000.00")
    before = books()
    for shares in ([(other.pk, D(1))], [(mine.pk, D(1)), (mine.pk, D(1))], [(0, D(1))], []):
        with pytest.raises(
            BusinessError, match="只能选择同一客户的已过账发票|同一张发票填写了两次|请至少为一张发票填写金额"
        ):
            allocate(payment.pk, people.finance, shares)
    assert books() == before


def test_money_pays_no_red_letter(people, customer, english):
    """REC-06: neither by hand nor by proposal; a credit note has nothing to be paid."""
    invoice = posted_invoice(customer, "600.00")
    credit = credit_invoice(invoice.pk, people.finance, red_reason="4", amount=D("100.00"))
    post_invoice(credit.pk, people.finance)
    payment = confirmed_payment(customer, "1000.00")
    before = books()
    for shares in ([(credit.pk, D("50.00"))], [(invoice.pk, D("100.00")), (credit.pk, D("50.00"))]):
        with pytest.raises(BusinessError, match="Only posted invoices of the same customer"):
            allocate(payment.pk, people.finance, shares)
    assert books() == before
    assert credit.pk not in [shown.pk for shown, _amount in proposal_for(payment)]


def test_nobody_but_finance_allocates_or_takes_back(people, customer):
    invoice, payment = posted_invoice(customer, "600.00"), confirmed_payment(customer, "600.00")
    before = books()
    for name in ("rep1", "manager", "director", "gm", "admin"):
        user = getattr(people, name)
        for act in (
            lambda user=user: allocate(payment.pk, user, [(invoice.pk, D("600.00"))]),
            lambda user=user: take_back(payment.pk, user, "x"),
            lambda user=user: reverse_payment(payment.pk, user, "x"),
        ):
            with pytest.raises(PermissionDenied, match="回款由财务分配|回款由财务冲销"):
                act()
    assert books() == before


def test_money_that_is_not_confirmed_cannot_be_allocated(people, customer):
    invoice, payment = posted_invoice(customer, "600.00"), recorded_payment(customer, "600.00")
    before = books()
    with pytest.raises(BusinessError, match="只能核销财务已确认且尚未核销的款项"):
        allocate(payment.pk, people.finance, [(invoice.pk, D("600.00"))])
    assert books() == before


def test_taking_back_an_allocation_frees_the_money_and_opens_the_invoice(people, customer):
    invoice = posted_invoice(customer, "600.00", date=calendar.today() - dt.timedelta(days=40))
    payment = confirmed_payment(customer, "600.00")
    allocate(payment.pk, people.finance, [(invoice.pk, D("600.00"))])
    take_back(payment.pk, people.finance, "meant for another invoice")
    invoice.refresh_from_db(), payment.refresh_from_db()
    assert (invoice.status, invoice.open_amount, invoice.settled_on) == ("overdue", D("600.00"), None)
    assert (payment.status, payment.unallocated, balance(customer)) == ("confirmed", D("600.00"), D(0))
    assert differences() == []
    with pytest.raises(BusinessError, match="该笔回款没有核销记录"):
        take_back(payment.pk, people.finance, "again")


def test_a_reversal_restores_invoices_and_balance_and_keeps_both_entries(people, customer):
    first, second = posted_invoice(customer, "600.00"), posted_invoice(customer, "700.00")
    payment = confirmed_payment(customer, "1000.00")
    accept_proposal(payment.pk, people.finance)
    reverse_payment(payment.pk, people.finance, "draft bounced")
    for each in (first, second, payment):
        each.refresh_from_db()
    assert [each.open_amount for each in (first, second)] == [D("600.00"), D("700.00")]
    assert (payment.status, payment.unallocated, payment.reversed_on) == ("reversed", D(0), calendar.today())
    assert balance(customer) == D("1300.00")
    kinds = list(LedgerEntry.objects.filter(account__customer=customer).values_list("kind", "amount"))
    assert kinds[-2:] == [("payment", D("-1000.00")), ("reversal", D("1000.00"))]
    assert differences() == []
    with pytest.raises(BusinessError, match="“已冲销”，不能变为“已冲销”"):
        reverse_payment(payment.pk, people.finance, "again")


def test_a_later_payment_is_not_set_against_a_day_on_which_the_invoice_was_still_paid(people, customer):
    invoice = posted_invoice(customer, "600.00", date=calendar.today() - dt.timedelta(days=40))
    bounced = confirmed_payment(customer, "600.00", date=calendar.today() - dt.timedelta(days=30))
    accept_proposal(bounced.pk, people.finance)
    reverse_payment(bounced.pk, people.finance, "bounced")
    second = confirmed_payment(customer, "600.00", date=calendar.today() - dt.timedelta(days=20))
    accept_proposal(second.pk, people.finance)
    assert Invoice.objects.open_at(calendar.today() - dt.timedelta(days=10)).count() == 0
    assert Invoice.objects.open_at(calendar.today() - dt.timedelta(days=35)).get().open_then == D("600.00")
    assert Allocation.objects.last().date == calendar.today()
    assert invoice.pk == Invoice.objects.get().pk
    assert differences() == []


# -- append-only -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["orders_ledgerentry", "orders_allocation"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET amount = 1", "DELETE FROM {}"])
def test_the_ledger_is_append_only_also_for_a_script(people, customer, table, sql):
    posted_invoice(customer, "600.00")
    accept_proposal(confirmed_payment(customer, "600.00").pk, people.finance)
    before = books()
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(table))
    assert books() == before


def test_a_confirmed_payment_cannot_be_deleted(people, customer):
    payment = confirmed_payment(customer)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
        Payment.objects.filter(pk=payment.pk)._raw_delete("default")
    assert Payment.objects.count() == 1


def test_the_check_of_accounts_finds_what_was_changed_behind_its_back(people, customer):
    posted_invoice(customer, "600.00")
    Account.objects.update(balance=D("599.00"))
    Invoice.objects.update(open_amount=D("1.00"))
    assert {each.check for each in differences()} == {"balance", "open_items", "invoice_open"}


def test_whoever_does_not_see_the_customer_finds_his_payments_by_what_the_list_shows_alone(people):
    """SEC-01: a telephone number that finds something would tell a department whose it is."""
    phone = "02355501234"
    paid = recorded_payment(active_customer(people.rep1, name="渝峰车桥", phone=phone))

    def found(user, words):
        return list(PaymentFilters(QueryDict(f"q={words}"), Payment.objects.all(), user=user).qs)

    for person in (people.rep1, people.manager, people.gm):
        assert found(person, phone) == found(person, "yufeng") == found(person, paid.number.lower()) == [paid]
    for stranger in (people.rep3, people.quality):
        assert found(stranger, phone) == found(stranger, "yufeng") == []
        assert found(stranger, "渝峰") == [paid]
