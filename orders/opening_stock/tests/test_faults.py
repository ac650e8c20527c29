"""What goes wrong on the road is refused in words, nothing is half done, and the command that recomputes ledger and stock
agrees afterwards."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from orders.account.models import Account
from orders.billing.entry import bill_delivery
from orders.delivery import dispatch
from orders.invoice.posting import post_invoice
from orders.order.models import OrderLine
from orders.production import run
from orders.return_order import entry, permit
from orders.return_receipt import crediting
from orders.stock.models import StockBalance, StockMovement
from orders.tests import factories_fulfilment as make
from orders.tests import factories_returns as made
from orders.tests.factories import confirmed_order
from orders.tests.factories_stock import keep_stock
from pricing.tests.factories import ProductFactory, price
from salesmgmt.core.exceptions import BusinessError

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


@pytest.fixture
def kept(people):
    keep_stock(people)


def recompute():
    """The command raises where a figure does not agree."""
    call_command("check_books")


def order_of(people, quantity):
    return confirmed_order(owner=people.rep1, lines=[(price(ProductFactory(), "50"), quantity, 50)])


def test_a_second_note_of_the_last_piece(people, kept):
    order = make.stocked_order(people, order_of(people, 1))
    first, second = make.draft_delivery(people, order), make.draft_delivery(people, order)
    dispatch.issue_delivery(first.pk, people.rep1)
    before = StockMovement.objects.count()
    with pytest.raises(BusinessError, match="1 wanted, 0 inspected and in stock"):
        dispatch.issue_delivery(second.pk, people.rep1)
    second.refresh_from_db()
    assert (second.status, StockMovement.objects.count()) == ("draft", before)
    recompute()


def test_production_above_the_plan(people, kept):
    production = make.production_of(make.released_plan(people, order_of(people, 10)))
    run.start_production(production.pk, people.production)
    with pytest.raises(BusinessError, match="The plan says 10, not 11"):
        run.report_progress(production.pk, people.production, D(11))
    production.refresh_from_db()
    assert (production.quantity_done, production.progress.count(), StockMovement.objects.count()) == (0, 0, 0)
    recompute()


def test_a_shipment_that_arrives_before_it_left(people, kept):
    note = make.travelling_delivery(people, make.stocked_order(people, order_of(people, 5)))
    with pytest.raises(BusinessError, match="cannot arrive before they left"):
        dispatch.arrive(note.pk, people.logistics, note.departed_at - dt.timedelta(hours=1))
    note.refresh_from_db()
    assert (note.status, note.delivered_at) == ("in_transit", None)
    recompute()


def test_more_back_than_was_delivered_on_two_notes_and_goods_already_paid(people, kept):
    """RET-04, RET-08: 6 and 4 on two notes, the first billed; 10 come back and not 11."""
    customer = make.signed_delivery(people, make.stocked_order(people, order_of(people, 6))).customer
    first = OrderLine.objects.get().delivery_lines.get()
    second = made.delivered_line(people, 4, 50, customer, first.product)
    post_invoice(bill_delivery(first.note_id, people.finance).pk, people.finance)
    ret = made.with_reason(people, customer)
    with pytest.raises(BusinessError, match="only 10 more can come back"):
        entry.propose_lines(ret.pk, people.rep1, product=first.product, quantity=D(11))
    assert not ret.lines.exists()
    ret = made.received_return(people, {first: 6, second: 4})
    crediting.credit_return(ret.pk, people.finance)
    recompute()


def test_a_permit_withdrawn_after_the_store_received(people, kept):
    """RET-06"""
    line = made.delivered_line(people, 10)
    ret = made.received_return(people, {line: 10})
    permit.withdraw_permit(ret.pk, people.quality, "发现混入他厂件")
    recompute()
    credited = made.received_return(people, {made.delivered_line(people, 10): 10})
    crediting.credit_return(credited.pk, people.finance)
    with pytest.raises(BusinessError, match="cannot become|Only the quality"):
        permit.withdraw_permit(credited.pk, people.quality, "发现混入他厂件")
    recompute()


def test_the_qr_code_of_a_note_out_of_scope(client, people, kept):
    note = make.issued_delivery(people, make.stocked_order(people, order_of(people, 5)))
    client.force_login(people.rep2)
    for name in ("stock-issue", "cancel", "sign"):
        assert client.post(reverse("delivery-do", args=[note.pk, name]), {"comment": "x"}).status_code == 404
    note.refresh_from_db()
    assert note.status == "issued"
    recompute()


def test_the_command_says_what_does_not_agree_in_ledger_and_stock(people, kept, capsys):
    order = make.stocked_order(people, order_of(people, 10))
    note = make.signed_delivery(people, order)
    post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    recompute()
    Account.objects.update(balance=1)
    StockBalance.objects.update(free=7)
    with pytest.raises(CommandError) as wrong:
        recompute()
    assert [line.split(":")[0] for line in str(wrong.value).splitlines()] == ["check_accounts", "check_stock"]
