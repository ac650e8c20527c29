"""active → completed: everything delivered, accepted and paid (states.md, Contract; CON-15)."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from contracts.contract.models import Contract
from orders.billing.entry import bill_together
from orders.invoice.posting import post_invoice
from orders.order.models import Order, OrderLine
from orders.order.tests.test_closing import bill, finish_note, pay
from orders.order_closing.closing import close_settled_orders
from orders.receivables.contract_completion import (
    can_complete,
    complete_performed,
    complete_performed_contracts,
    completion_gaps,
    gaps_of,
    why_not_complete,
)
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry
from salesmgmt.core.tests.factories import company

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    with translation.override("en"):
        yield company()


@pytest.fixture
def performed(people):
    """A contract of exactly what its one order delivered; the order is closed."""
    note = make.signed_delivery(people)
    finish_note(note, people)
    pay(bill(note, people), people)
    close_settled_orders()
    order = Order.objects.get(pk=note.order_id)
    assert order.status == "closed"
    for line in order.contract.lines.all():
        ordered = OrderLine.objects.get(order=order, product=line.product)
        line.quantity = ordered.quantity
        line.save(update_fields=["quantity"])
    return order.contract


def test_what_is_missing_is_said():
    agreed = {"brake": Decimal(10), "pump": Decimal(5)}
    whole = {"brake": Decimal(10), "pump": Decimal(7)}
    assert completion_gaps(agreed, whole, [], False, False) == []
    assert len(completion_gaps(agreed, {"brake": Decimal("9.99"), "pump": Decimal(5)}, [], False, False)) == 1
    assert len(completion_gaps(agreed, {}, ["ORD-1"], True, True)) == 5


def test_the_job_completes_a_contract_that_is_delivered_and_paid_and_only_once(people, performed):
    """CON-15"""
    assert complete_performed_contracts() == 1
    performed.refresh_from_db()
    assert performed.status == "completed"
    entry = AuditEntry.objects.get(object_id=performed.pk, content_type__model="contract", to_status="completed")
    assert entry.actor is None
    assert complete_performed_contracts() == 0


def test_the_rep_completes_it_from_its_page(client, people, performed):
    client.force_login(people.rep1)
    address = performed.get_absolute_url()
    shown = [action.name for action, _address in client.get(address).context["buttons"]]
    assert "complete" in shown
    assert client.post(f"{address}do/complete/").status_code == 302
    performed.refresh_from_db()
    assert performed.status == "completed"


def test_a_contract_of_which_more_was_agreed_goes_on(people, performed):
    line = performed.lines.first()
    line.quantity += 1
    line.save(update_fields=["quantity"])
    performed = Contract.objects.get(pk=performed.pk)
    assert complete_performed_contracts() == 0
    assert not can_complete(people.rep1, performed)
    assert str(line.product) in why_not_complete(people.rep1, performed)
    with pytest.raises(BusinessError, match="delivered and accepted"):
        complete_performed(performed.pk, people.rep1)
    performed.refresh_from_db()
    assert performed.status == "active"


def test_an_open_order_or_breach_keeps_the_contract_open(people, performed):
    Contract.objects.filter(pk=performed.pk).update(breach_open=True)
    assert complete_performed_contracts() == 0
    with pytest.raises(BusinessError, match="breach"):
        complete_performed(performed.pk, people.manager)
    Contract.objects.filter(pk=performed.pk).update(breach_open=False)
    Order.objects.create(
        number="ORD-X", customer=performed.customer, kind="contract", contract=performed, order_date="2026-01-05"
    )
    with pytest.raises(BusinessError, match="ORD-X"):
        complete_performed(performed.pk, people.manager)
    assert Contract.objects.get(pk=performed.pk).status == "active"


def test_an_invoice_of_deliveries_of_two_contracts_is_owed_by_both(people):
    """CON-15: the invoice names the first delivery itself, its lines name all."""
    first = make.signed_delivery(people)
    order = confirmed_order(first.customer, owner=people.rep1)
    second = make.signed_delivery(people, make.stocked_order(people, order))
    assert first.order.contract_id != second.order.contract_id
    (invoice,) = bill_together([first.pk, second.pk], people.finance)
    post_invoice(invoice.pk, people.finance)
    for note in (first, second):
        assert "Invoices of this contract are not paid in full." in gaps_of(note.order.contract)


def test_nobody_else_completes_a_contract(people, performed):
    for person in (people.rep2, people.finance, people.admin):
        with pytest.raises(
            PermissionDenied,
            match="执行中的合同由负责的销售代表或其上级经理确认完成|is completed by its sales representative or by a manager",
        ):
            complete_performed(performed.pk, person)
    assert Contract.objects.get(pk=performed.pk).status == "active"
