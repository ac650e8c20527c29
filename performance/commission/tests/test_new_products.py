"""New products: billed is what counts, and what is credited is taken back to the cent (PAY-05, PAY-09)."""

import datetime as dt
from decimal import Decimal

import pytest

from contracts.tests.factories import template
from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.invoice.posting import post_invoice
from orders.tests.factories import confirmed_order
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from performance.commission.computing import compute_month
from performance.commission.models import CommissionLine, CommissionStatement
from performance.commission.tables import line_table
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.tests.factories import company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
MARCH, APRIL = dt.date(2026, 3, 1), dt.date(2026, 4, 1)


@pytest.fixture
def people(db):
    template()
    return company()


@pytest.fixture
def billed(people, time_machine):
    """200 × 1,000.00 = 200,000.00 of a product that is new until the end of March."""
    time_machine.move_to("2026-03-02T10:00+08:00")

    def bill(until=dt.date(2026, 3, 31), quantity=200):
        product = price(ProductFactory(is_new_until=until), "1000")
        order = confirmed_order(owner=people.rep1, lines=[(product, quantity, 1000)])
        note = signed_delivery(people, stocked_order(people, order))
        return post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)

    return bill


def total(people, month):
    return CommissionStatement.objects.get(person=people.rep1, month=month).total


def test_pay_05_new_product_billing_of_200_000_gives_600_collected_or_not(people, billed, time_machine):
    """PAY-05: of a customer that is not mature, nothing collected"""
    invoice = billed()
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    line = CommissionLine.objects.get()
    assert (line.kind, line.base, line.amount) == ("new_product", Decimal("200000.00"), Decimal("600.00"))
    assert (line.reference, line.new_until, line.mature) == (invoice.number, dt.date(2026, 3, 31), False)
    assert total(people, MARCH) == Decimal("600.00")


def test_the_product_stands_below_the_kind_and_takes_no_column_from_the_commission(people, billed, time_machine):
    billed()
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    table = line_table(CommissionLine.objects.all(), people.rep1)
    names = ["day", "kind", "reference", "customer", "mature", "base", "rate", "amount", "standing"]
    assert [column.name for column in table.columns] == names
    line, shown = CommissionLine.objects.get(), str(table.rows[0].get_cell("kind"))
    assert str(line.product) in shown
    assert "until 2026-03-31" in shown


@pytest.mark.parametrize("until", [None, dt.date(2026, 3, 1)])
def test_pay_05_a_product_that_is_no_longer_new_gives_nothing(people, billed, time_machine, until):
    """PAY-05"""
    billed(until)
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    assert not CommissionLine.objects.exists()
    assert total(people, MARCH) == Decimal("0.00")


def test_pay_09_a_credited_return_takes_back_its_part_in_a_later_month(people, billed, time_machine):
    """PAY-09: 50 of 200 credited in April (a service ended: the return store has no part in it), −150.00; the rest in April as well, 0.00 over all"""
    invoice = billed()
    time_machine.move_to("2026-04-02T10:00+08:00")
    compute_month(MARCH, people.finance)
    line = invoice.lines.get()
    for quantity in (50, 150):
        note = credit_invoice(invoice.pk, people.finance, red_reason="3", lines={line.pk: quantity})
        post_invoice(note.pk, people.finance)
    time_machine.move_to("2026-05-02T10:00+08:00")
    compute_month(APRIL, people.finance)
    amounts = list(CommissionLine.objects.filter(month=APRIL).order_by("pk").values_list("amount", flat=True))
    assert amounts == [Decimal("-150.00"), Decimal("-450.00")]
    assert total(people, MARCH) + total(people, APRIL) == Decimal("0.00")
    assert {each.counter_of for each in CommissionLine.objects.filter(month=APRIL)} == {
        CommissionLine.objects.get(month=MARCH)
    }
