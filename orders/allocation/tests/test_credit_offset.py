"""A red letter left over on a paid invoice, and every figure that must follow it (REC-13, REC-12, SUP-02)."""

import datetime as dt
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from pytest_django.asserts import assertContains

from customers.tests.factories import active_customer
from orders.account.check import differences
from orders.account.models import Account
from orders.allocation.credit_offset import accept_offset, offset_against, offset_proposal, take_offset_back
from orders.allocation.models import Allocation
from orders.credit_note.entry import credit_invoice
from orders.invoice.models import Invoice
from orders.invoice.posting import post_invoice
from orders.payment.allocation import accept_proposal
from orders.payment.exposure import exposure_of
from orders.receivables.ageing import with_ageing
from orders.statement.figures import figures_of
from orders.tests.factories_money import confirmed_payment, draft_invoice, posted_invoice
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError

# What is open and overdue of bills, from amounts and allocations alone: no figure kept ready is read.
OPEN_AND_OVERDUE = """
SELECT COALESCE(SUM(i.amount - COALESCE(a.sum, 0)), 0),
       COALESCE(SUM(i.amount - COALESCE(a.sum, 0)) FILTER (WHERE i.due_date < %s), 0)
FROM orders_invoice i
LEFT JOIN (SELECT invoice_id, SUM(amount) AS sum FROM orders_allocation GROUP BY invoice_id) a ON a.invoice_id = i.id
WHERE i.customer_id = %s AND i.source <> 'credit' AND i.status NOT IN ('draft', 'cancelled')"""


def days(n):
    return calendar.today() + dt.timedelta(days=n)


def in_sql(customer):
    with connection.cursor() as cursor:
        cursor.execute(OPEN_AND_OVERDUE, [calendar.today(), customer.pk])
        return cursor.fetchone()


def red_letter(people, customer, paid="24130.00", amount="790.00"):
    """A posted credit note over part of an invoice that was paid in full."""
    invoice = posted_invoice(customer, paid, date=days(-90), due_date=days(-60))
    accept_proposal(confirmed_payment(customer, paid, date=days(-50)).pk, people.finance)
    credit = credit_invoice(invoice.pk, people.finance, red_reason="4", amount=D(amount))
    return post_invoice(credit.pk, people.finance)


@pytest.fixture
def credit(people, customer):
    return red_letter(people, customer)


def owed(customer):
    """(open, overdue) as each page and paper says it."""
    today = calendar.today()
    account = with_ageing(Account.objects.all(), today).get(customer=customer)
    statement, exposure = figures_of(customer, days(-120), today), exposure_of(customer)
    tasks = Invoice.objects.overdue(today).filter(customer=customer)
    return {
        "sql": in_sql(customer),
        "report": (account.open, account.overdue),
        "statement": (statement.open_total, statement.overdue),
        "exposure": (sum((amount for _label, amount in exposure.lines[:2]), D(0)), exposure.overdue),
        "tasks": (account.open, sum((task.open_amount for task in tasks), D(0))),
    }


def test_what_is_left_of_a_red_letter_pays_another_invoice_and_nothing_is_overdue_anywhere(people, customer, credit):
    """REC-13"""
    late = posted_invoice(customer, "790.00", date=days(-40), due_date=days(-10))
    assert set(owed(customer).values()) == {(D("790.00"), D("790.00"))}
    assert exposure_of(customer).outstanding == Account.objects.get(customer=customer).balance == 0
    assert [(each.pk, amount) for each, amount in offset_proposal(credit)] == [(late.pk, D("790.00"))]
    accept_offset(credit.pk, people.finance)
    late.refresh_from_db(), credit.refresh_from_db()
    assert (late.status, late.open_amount, credit.status, credit.open_amount) == ("paid", D(0), "applied", D(0))
    assert set(owed(customer).values()) == {(D(0), D(0))}
    assert exposure_of(customer).unallocated == 0
    assert differences() == []


def test_a_red_letter_is_split_over_invoices_by_hand_and_the_rest_stays_free(people, customer, credit):
    first, second = posted_invoice(customer, "500.00"), posted_invoice(customer, "500.00")
    offset_against(credit.pk, people.finance, [(first.pk, D("100.00")), (second.pk, D("500.00"))])
    for each in (first, second, credit):
        each.refresh_from_db()
    assert (first.status, first.open_amount) == ("partly_paid", D("400.00"))
    assert (second.status, second.open_amount) == ("paid", D(0))
    assert (credit.status, credit.open_amount, credit.settled_on) == ("posted", D("-190.00"), None)
    assert exposure_of(customer).unallocated == D("190.00")
    assert differences() == []


def test_an_offset_taken_back_opens_the_invoice_and_frees_the_credit(people, customer, credit):
    late = posted_invoice(customer, "800.00", date=days(-40), due_date=days(-10))
    accept_offset(credit.pk, people.finance)
    take_offset_back(credit.pk, people.finance, "the customer wants it on the next invoice")
    late.refresh_from_db(), credit.refresh_from_db()
    assert (late.status, late.open_amount) == ("overdue", D("800.00"))
    assert (credit.status, credit.open_amount, credit.settled_on) == ("posted", D("-790.00"), None)
    assert differences() == []
    accept_offset(credit.pk, people.finance)
    assert in_sql(customer) == (D("10.00"), D("10.00"))
    assert differences() == []


@pytest.mark.parametrize(
    ("amount", "why"),
    [("790.01", "only 790.00 of this credit note is left"), ("0", "zero"), ("-1", "negative"), ("0.001", "decimals")],
)
def test_an_offset_that_does_not_fit_is_refused_and_changes_nothing(people, customer, credit, english, amount, why):
    invoice = posted_invoice(customer, "5000.00")
    before = Allocation.objects.count()
    with pytest.raises(BusinessError, match=why):
        offset_against(credit.pk, people.finance, [(invoice.pk, D(amount))])
    assert (Allocation.objects.count(), in_sql(customer)[0]) == (before, D("5000.00"))


def test_only_open_invoices_of_the_same_customer_take_a_red_letter(people, customer, credit, english):
    other = posted_invoice(active_customer(people.rep2), "5000.00")
    small, unposted = posted_invoice(customer, "100.00"), draft_invoice(customer, "5000.00")
    before = Allocation.objects.count()
    for invoice in (other, unposted, credit):
        with pytest.raises(BusinessError, match="Only posted invoices of the same customer"):
            offset_against(credit.pk, people.finance, [(invoice.pk, D("1.00"))])
    with pytest.raises(BusinessError, match=r"Only 100\.00 of invoice"):
        offset_against(credit.pk, people.finance, [(small.pk, D("100.01"))])
    with pytest.raises(BusinessError, match="Only a posted credit note"):
        offset_against(small.pk, people.finance, [(small.pk, D("1.00"))])
    assert Allocation.objects.count() == before


def test_nobody_but_finance_sets_a_red_letter_off_or_takes_it_back(people, customer, credit):
    invoice = posted_invoice(customer, "5000.00")
    before = Allocation.objects.count()
    for name in ("rep1", "manager", "director", "gm", "admin"):
        user = getattr(people, name)
        for act in (
            lambda user=user: offset_against(credit.pk, user, [(invoice.pk, D("1.00"))]),
            lambda user=user: accept_offset(credit.pk, user),
            lambda user=user: take_offset_back(credit.pk, user, "x"),
        ):
            with pytest.raises(PermissionDenied, match="红字发票由财务冲抵"):
                act()
    assert Allocation.objects.count() == before


def test_finance_sets_it_off_on_the_page_and_finds_it_on_the_list(people, customer, credit, client):
    late = posted_invoice(customer, "790.00", date=days(-40), due_date=days(-10))
    client.force_login(people.finance)
    listed = client.get(reverse("invoice-list"), {"source": "credit", "is_open": "true"})
    assert [row.record for row in listed.context["table"].rows] == [credit]
    page = client.get(credit.get_absolute_url())
    assert [(invoice.pk, amount) for invoice, amount in page.context["proposal"]] == [(late.pk, D("790.00"))]
    address = reverse("invoice-do", args=[credit.pk, "offset"])
    assert f"invoice_{late.pk}" in client.get(address).context["form"].fields
    assert client.post(address, {f"invoice_{late.pk}": "790.00"}).status_code == 302
    assert in_sql(customer) == (0, 0)
    assert client.post(reverse("invoice-do", args=[credit.pk, "offset-back"]), {"comment": "wrong"}).status_code == 302
    assert in_sql(customer) == (D("790.00"), D("790.00"))
    client.force_login(people.rep1)
    assertContains(client.post(address, {f"invoice_{late.pk}": "790.00"}), "红字发票由财务冲抵", status_code=403)
