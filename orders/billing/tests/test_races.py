"""Two people bill the same deliveries, or one bills while the goods are signed for or come back: in real threads."""

from functools import partial

import pytest

from contracts.tests.factories import pdf_file, template
from orders.account.check import differences
from orders.billing.entry import bill_delivery
from orders.billing.models import BillingGroup
from orders.billing.run import run_billing
from orders.delivery.models import DeliveryNote
from orders.handover.receiving import record_receipt
from orders.invoice.models import Invoice, InvoiceLine
from orders.invoice.posting import post_invoice
from orders.invoice_application.applying import apply_for, set_tax_code
from orders.invoice_application.models import InvoiceApplication
from orders.return_receipt.crediting import credit_return
from orders.tests import factories_returns as made
from orders.tests.factories_fulfilment import signed_delivery
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.tests.factories import UserFactory, company
from salesmgmt.core.tests.races import meet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    register.forget()
    template()
    return company()


def billed(note):
    return sum(InvoiceLine.objects.filter(delivery_line__note=note).billing().values_list("amount", flat=True), ZERO)


def test_two_people_bill_the_same_deliveries_and_each_is_billed_once(people):
    notes = [signed_delivery(people), signed_delivery(people)]
    pks = [note.pk for note in notes]
    second = UserFactory(username="finance2", roles=["fin"])
    runs = meet(
        partial(run_billing, pks, people.finance, grouping="delivery"),
        partial(run_billing, list(reversed(pks)), second, grouping="delivery"),
    )
    assert not [each for each in runs if isinstance(each, Exception)]
    assert Invoice.objects.count() == 2
    assert all(billed(note) == note.lines.get().amount for note in notes)
    refused = BillingGroup.objects.filter(invoice=None)
    assert refused.count() == 2
    assert all(group.reason for group in refused)


def test_one_bills_all_and_another_one_of_them(people):
    notes = [signed_delivery(people), signed_delivery(people)]
    results = meet(
        partial(run_billing, [note.pk for note in notes], people.finance, grouping="customer"),
        partial(bill_delivery, notes[1].pk, people.finance),
    )
    assert all(isinstance(each, BusinessError) for each in results if isinstance(each, Exception))
    assert Invoice.objects.count() == 2
    assert all(billed(note) == note.lines.get().amount for note in notes)


def test_a_delivery_is_billed_while_its_receipt_document_comes_in(people):
    """Either it comes in time and is billed, or the run says that it is missing: never half of it."""
    note = signed_delivery(people, receipt=False)
    run, receipt = meet(
        partial(run_billing, [note.pk], people.finance, grouping="delivery"),
        partial(record_receipt, note.pk, note.customer.owner, reference="RK-1", file=pdf_file("receipt.pdf")),
    )
    assert not isinstance(run, Exception)
    assert not isinstance(receipt, Exception)
    group = BillingGroup.objects.get()
    assert bool(group.invoice) is not bool(group.reason)
    assert DeliveryNote.objects.billable().filter(pk=note.pk).exists() is not bool(group.invoice)
    assert differences() == []


def test_goods_that_came_back_are_billed_once_less_whoever_is_first(people):
    """100 at 50 yuan, of which 10 came back: 4,500.00 in all, billed at once or billed whole and credited."""
    line = made.delivered_line(people)
    ret = made.received_return(people, {line: 10})
    results = meet(
        partial(run_billing, [line.note_id], people.finance, grouping="delivery"),
        partial(credit_return, ret.pk, people.finance),
    )
    refused = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, BusinessError) for each in refused), results
    if refused:  # billed whole before the credit came, which asks for a posted invoice
        assert results[1] is refused[0]
        post_invoice(Invoice.objects.get().pk, people.finance)
        credit_return(ret.pk, people.finance)
    assert sum(Invoice.objects.exclude(status="cancelled").values_list("amount", flat=True)) == 4500
    assert differences() == []


def test_two_people_apply_for_the_same_invoice_and_it_stands_in_one_application(people):
    invoice = bill_delivery(signed_delivery(people).pk, people.finance)
    Invoice.objects.update(title="重庆渝江机械", tax_number="91500112MA5UKH7T25")
    for line in invoice.lines.all():
        set_tax_code(line.product_id, people.finance, "1090101010000000000")
    second = UserFactory(username="finance2", roles=["fin"])
    results = meet(partial(apply_for, [invoice.pk], people.finance), partial(apply_for, [invoice.pk], second))
    [refusal] = [each for each in results if isinstance(each, Exception)]
    assert isinstance(refusal, BusinessError)
    assert InvoiceApplication.objects.count() == 1
