"""Red letters: whole lines and quantities at their price, an allowance without quantity, in error only the whole."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from orders.account.check import differences
from orders.billing.entry import bill_delivery
from orders.credit_note.entry import credit_invoice
from orders.credit_note.lines import left_of
from orders.invoice.models import Invoice
from orders.invoice.posting import cancel_invoice, edit_invoice, post_invoice
from orders.payment.tests.test_payments import balance, books
from orders.tests.factories import confirmed_order, everybody
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from orders.tests.factories_money import posted_invoice
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


@pytest.fixture(scope="module")
def kept(kept_db):
    """5 × 158.00 = 790.00, from a delivery."""
    people = everybody()
    product = price(ProductFactory(), "158")
    order = confirmed_order(owner=people.rep1, lines=[(product, 5, 158)])
    note = signed_delivery(people, stocked_order(people, order))
    return SimpleNamespace(
        people=people, invoice=post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    )


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def invoice(begun):
    return begun.invoice


def credited(people, invoice, reason="3", **fields):
    note = credit_invoice(invoice.pk, people.finance, red_reason=reason, **fields)
    return post_invoice(note.pk, people.finance)


def figures(note):
    return [(line.quantity, line.price, line.amount) for line in note.lines.all()]


def test_a_return_takes_quantities_at_their_price(people, invoice):
    line = invoice.lines.get()
    note = credited(people, invoice, lines={line.pk: D(2)})
    assert figures(note) == [(D(-2), D("158.00"), D("-316.00"))]
    assert (note.lines.get().corrects, note.net + note.tax) == (line, note.amount)
    assert [(left.quantity, left.amount) for left in left_of(invoice)] == [(D(3), D("474.00"))]
    assert balance(invoice.customer) == D("474.00")
    assert differences() == []


def test_several_returns_add_up_to_the_invoice_with_its_net_and_tax(people, invoice):
    line = invoice.lines.get()
    notes = [credited(people, invoice, lines={line.pk: D(quantity)}) for quantity in (1, 1, 3)]
    for name in ("amount", "net", "tax"):
        assert sum(getattr(note, name) for note in notes) == -getattr(invoice, name)
    invoice.refresh_from_db()
    assert (invoice.status, left_of(invoice)) == ("credited", [])


@pytest.mark.parametrize("quantity", ["0", "-1", "5.01", "6"])
def test_no_more_of_a_line_comes_back_than_is_left(people, invoice, quantity):
    before = books()
    with pytest.raises(BusinessError, match="between 0 and 5 can be taken back"):
        credit_invoice(invoice.pk, people.finance, red_reason="3", lines={invoice.lines.get().pk: D(quantity)})
    assert books() == before


def test_a_return_by_amount_is_refused(people, invoice):
    with pytest.raises(BusinessError, match="which lines and quantities"):
        credit_invoice(invoice.pk, people.finance, red_reason="3", amount=D("594.87"))
    assert Invoice.objects.filter(source="credit").count() == 0


def test_a_line_of_another_invoice_is_refused(people, invoice, customer):
    other = posted_invoice(customer)
    with pytest.raises(BusinessError, match="not one of this invoice"):
        credit_invoice(invoice.pk, people.finance, red_reason="3", lines={other.lines.get().pk: D(1)})


def test_an_allowance_has_neither_quantity_nor_price(people, invoice):
    line = invoice.lines.get()
    note = credited(people, invoice, "4", lines={line.pk: D("90.00")})
    assert figures(note) == [(D(0), D(0), D("-90.00"))]
    with pytest.raises(BusinessError, match=r"at most 700\.00 can still be credited"):
        credit_invoice(invoice.pk, people.finance, red_reason="4", lines={line.pk: D("700.01")})
    rest = credited(people, invoice, "3", lines={line.pk: D(5)})
    assert figures(rest) == [(D(-5), D("158.00"), D("-700.00"))]
    assert balance(invoice.customer) == D(0)


def test_invoiced_in_error_is_the_whole_or_nothing(people, invoice):
    line = invoice.lines.get()
    for fields in ({"amount": D("100.00")}, {"lines": {line.pk: D(1)}}):
        with pytest.raises(BusinessError, match="takes back the whole invoice"):
            credit_invoice(invoice.pk, people.finance, red_reason="1", **fields)
    draft = credit_invoice(invoice.pk, people.finance, red_reason="3", lines={line.pk: D(1)})
    with pytest.raises(BusinessError, match="takes back the whole invoice"):
        credit_invoice(invoice.pk, people.finance, red_reason="1")
    cancel_invoice(draft.pk, people.finance, "not returned after all")
    note = credited(people, invoice, "1")
    assert figures(note) == [(D(-5), D("158.00"), D("-790.00"))]


def test_an_opening_balance_is_credited_by_a_sum_because_its_lines_lie_in_the_old_books(people, customer):
    invoice = posted_invoice(customer, "1000.00")
    note = credited(people, invoice, "2", amount=D("113.00"))
    assert figures(note) == [(D(0), D(0), D("-113.00"))]
    assert (note.net, note.tax) == (D("-100.00"), D("-13.00"))
    assert differences() == []


def test_nothing_is_taken_back_before_it_was_billed(people, invoice):
    """REC-13: neither drafted so nor moved there by an edit."""
    before = invoice.date - dt.timedelta(days=1)
    with pytest.raises(BusinessError, match="cannot be dated before it"):
        credit_invoice(invoice.pk, people.finance, red_reason="1", date=before)
    assert not invoice.credit_notes.exists()
    note = credit_invoice(invoice.pk, people.finance, red_reason="1")
    with pytest.raises(BusinessError, match="cannot be dated before it"):
        edit_invoice(note.pk, people.finance, date=before)
    note.refresh_from_db()
    assert note.date == invoice.date
