"""What is paid back to a customer takes back of what its payment earned; both ways it adds up to the cent (PAY-09)."""

import datetime as dt
from decimal import Decimal

import pytest

from orders.credit_note.entry import credit_invoice
from orders.invoice.posting import post_invoice
from orders.payment.allocation import allocate
from orders.refund.refunding import propose_credit_refund, propose_payment_refund, submit_refund
from orders.tests.factories_money import confirmed_payment, posted_invoice
from performance.commission.computing import compute_month
from performance.commission.tests.test_months import APRIL, MARCH, MAY, mature, statement_of
from performance.metric.catalogue import METRICS
from performance.metric.period import Period
from salesmgmt.core.domain import approvals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english", "english_people")]
FIELDS = {"reason": "overpaid", "payee": "Customer", "bank": "Bank", "bank_account": "3100021909"}


@pytest.fixture
def move_to(time_machine):
    return lambda day: time_machine.move_to(f"{day}T10:00+08:00")


def paid_back(people, refund):
    submit_refund(refund.pk, people.finance)
    approvals.approve(approvals.open_steps_of(refund).get().pk, people.gm, "agreed")


def test_pay_09_a_refund_takes_back_its_part_in_its_month_and_both_parts_all_of_it(people, move_to):
    """PAY-09: 10,000 in March +30.00, of it 3,333.33 back in April and 6,666.67 in May; together 0.00 exactly"""
    move_to("2026-03-02")
    payment = confirmed_payment(mature(people.rep1, people.manager), "10000.00")
    for day, month, amount in (("2026-04-02", MARCH, "3333.33"), ("2026-05-02", APRIL, "6666.67")):
        move_to(day)
        compute_month(month, people.finance)
        refund = propose_payment_refund(payment.pk, people.finance, amount=Decimal(amount), **FIELDS)
        paid_back(people, refund)
    move_to("2026-06-02")
    compute_month(MAY, people.finance)
    march, april, may = (statement_of(people.rep1, month) for month in (MARCH, APRIL, MAY))
    assert [each.total for each in (march, april, may)] == [Decimal("30.00"), Decimal("-10.00"), Decimal("-20.00")]
    assert april.lines.get().counter_of == march.lines.get()


def test_a_statement_shows_the_collections_that_every_page_shows(people, move_to):
    """KPI-01, PAY-09: what is paid back of a credit note is a collection below zero"""
    move_to("2026-03-02")
    customer = mature(people.rep1, people.manager)
    invoice = posted_invoice(customer, "2000.00", date=dt.date(2026, 3, 2), due_date=dt.date(2026, 3, 30))
    receipt = confirmed_payment(customer, "2000.00")
    allocate(receipt.pk, people.finance, [(invoice.pk, Decimal(2000))])
    credit = post_invoice(
        credit_invoice(invoice.pk, people.finance, red_reason="4", amount=Decimal(300)).pk, people.finance
    )
    paid_back(people, propose_credit_refund(credit.pk, people.finance, amount=Decimal(300), **FIELDS))
    move_to("2026-04-02")
    compute_month(MARCH, people.finance)
    march = statement_of(people.rep1, MARCH)
    assert (march.collected, march.total) == (Decimal("1700.00"), Decimal("5.10"))
    assert METRICS["collections"].value(people.rep1, Period("month", MARCH)).value == march.collected
