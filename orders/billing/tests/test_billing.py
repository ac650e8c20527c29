"""Billing: several deliveries on one invoice, a delivery in parts, never more than accepted; who is billed what."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.urls import reverse

from orders.billing.entry import bill_delivery, bill_lines, bill_together, not_invoiced, why_not_billable
from orders.credit_note.entry import credit_invoice
from orders.delivery.models import DeliveryNote
from orders.invoice.billed import billed_by_order, billed_deliveries, invoices_of
from orders.invoice.models import Invoice
from orders.invoice.posting import cancel_invoice, post_invoice
from orders.order.closing import gaps_of
from orders.order_closing.closing import notes_of
from orders.return_receipt.crediting import credit_return
from orders.tests.factories import confirmed_order, everybody
from orders.tests.factories_fulfilment import signed_delivery, stocked_order
from orders.tests.factories_returns import received_return
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = pytest.mark.usefixtures("english")

D = Decimal


@pytest.fixture(scope="module")
def kept(kept_db):
    """Two signed deliveries of two orders of one customer."""
    people = everybody()
    first = signed_delivery(people)
    order = confirmed_order(first.customer, owner=people.rep1)
    second = signed_delivery(people, stocked_order(people, order))
    return SimpleNamespace(people=people, two_notes=(first, second))


@pytest.fixture
def people(begun):
    return begun.people


@pytest.fixture
def two_notes(begun):
    return begun.two_notes


def test_one_invoice_bills_several_deliveries_of_a_customer(people, two_notes):
    first, second = two_notes
    (invoice,) = bill_together([first.pk, second.pk], people.finance)
    assert invoice.amount == sum(note.lines.get().amount for note in two_notes)
    assert billed_deliveries(invoice) == [first, second]
    assert list(invoices_of(second)) == [invoice]
    assert not DeliveryNote.objects.billable().exists()
    post_invoice(invoice.pk, people.finance)
    amounts = billed_by_order([first.order_id, second.order_id])
    assert amounts == {note.order_id: note.lines.get().amount for note in two_notes}


def test_deliveries_of_two_customers_become_two_invoices_and_never_one(people):
    first, other = signed_delivery(people), signed_delivery(people)
    with pytest.raises(BusinessError, match="one customer"):
        bill_lines(people.finance, {first.lines.get().pk: 1, other.lines.get().pk: 1})
    assert Invoice.objects.count() == 0
    made = bill_together([first.pk, other.pk], people.finance)
    assert {invoice.customer for invoice in made} == {first.customer, other.customer}


def test_together_is_all_or_none(people, two_notes):
    first, second = two_notes
    bill_delivery(second.pk, people.finance)
    with pytest.raises(BusinessError, match="on an invoice already"):
        bill_together([first.pk, second.pk], people.finance)
    assert Invoice.objects.count() == 1


def test_a_delivery_is_billed_in_parts_and_the_last_part_takes_the_rest(people):
    note = signed_delivery(people)
    line = note.lines.get()
    part = bill_lines(people.finance, {line.pk: D("0.5")})
    note.refresh_from_db()
    assert (note.billed, why_not_billable(note)) == (False, "")
    assert not_invoiced(note.customer) == line.amount - part.amount
    rest = bill_delivery(note.pk, people.finance)
    note.refresh_from_db()
    assert (part.lines.get().quantity, rest.lines.get().quantity) == (D("0.5"), line.accepted_quantity - D("0.5"))
    assert part.amount + rest.amount == line.amount
    assert note.billed
    assert list(invoices_of(note)) == [rest, part]


def test_never_more_is_billed_than_was_accepted(people):
    """REC-13"""
    note = signed_delivery(people)
    line = note.lines.get()
    bill_lines(people.finance, {line.pk: 1})
    for quantity in (line.quantity, line.quantity + 1, -1):
        with pytest.raises(BusinessError, match="can still be billed"):
            bill_lines(people.finance, {line.pk: quantity})
    bill_delivery(note.pk, people.finance)
    with pytest.raises(BusinessError, match="on an invoice already"):
        bill_lines(people.finance, {line.pk: 1})
    with pytest.raises(BusinessError, match="at least one line"):
        bill_lines(people.finance, {line.pk: 0})
    assert Invoice.objects.count() == 2


def test_nobody_but_finance_bills_lines_or_several(people, two_notes):
    first, second = two_notes
    for name in ("rep1", "manager", "gm", "warehouse", "admin"):
        user = getattr(people, name)
        with pytest.raises(PermissionDenied, match="Invoices are drawn up by finance"):
            bill_lines(user, {first.lines.get().pk: 1})
        with pytest.raises(PermissionDenied, match="Invoices are drawn up by finance"):
            bill_together([first.pk, second.pk], user)
    assert Invoice.objects.count() == 0


def test_a_cancelled_draft_and_an_invoice_in_error_free_all_deliveries_they_billed(people, two_notes):
    pks = [note.pk for note in two_notes]
    (draft,) = bill_together(pks, people.finance)
    cancel_invoice(draft.pk, people.finance, "wrong buyer")
    assert DeliveryNote.objects.billable().count() == 2
    (invoice,) = bill_together(pks, people.finance)
    post_invoice(invoice.pk, people.finance)
    post_invoice(credit_invoice(invoice.pk, people.finance, red_reason="1").pk, people.finance)
    assert DeliveryNote.objects.billable().count() == 2
    assert billed_by_order([note.order_id for note in two_notes]) == {}


def test_goods_that_came_back_are_not_billed_again(people, two_notes):
    note = signed_delivery(people)
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    credit_return(received_return(people, {note.lines.get(): 1}).pk, people.finance)
    assert invoice.credit_notes.exists()
    assert set(DeliveryNote.objects.billable()) == set(two_notes), "what was delivered besides is"


def test_a_delivery_billed_in_part_or_by_a_draft_keeps_its_order_open(people):
    note = signed_delivery(people)
    line = note.lines.get()
    part = post_invoice(bill_lines(people.finance, {line.pk: 1}).pk, people.finance)
    assert f"{note} is not on an invoice yet." in gaps_of(note.order)
    rest = bill_delivery(note.pk, people.finance)
    assert f"{note} is not on an invoice yet." in gaps_of(note.order)
    post_invoice(rest.pk, people.finance)
    assert f"{note} is not paid in full." in gaps_of(note.order)
    assert notes_of([note.order])[note.order_id][0].open == part.amount + rest.amount


# -- pages -------------------------------------------------------------------------------------------------------


def test_finance_bills_a_part_on_the_page_of_the_delivery_with_a_further_delivery(people, two_notes, client):
    first, second = two_notes
    mine, other = first.lines.get(), second.lines.get()
    client.force_login(people.finance)
    address = reverse("delivery-do", args=[first.pk, "bill"])
    dialog = client.get(address).content.decode()
    assert f'name="line_{mine.pk}"' in dialog
    assert f'name="line_{other.pk}"' in dialog
    form = {f"line_{mine.pk}": "2", f"line_{other.pk}": "1", "date": calendar.today()}
    assert client.post(address, form).status_code == 302
    invoice = Invoice.objects.get()
    assert {line.delivery_line: line.quantity for line in invoice.lines.all()} == {mine: D(2), other: D(1)}
    assert client.post(address, {f"line_{mine.pk}": mine.quantity, "date": calendar.today()}).status_code == 422
    assert client.post(address, {"date": calendar.today()}).status_code == 422
    assert Invoice.objects.count() == 1


def test_nobody_but_finance_is_offered_the_invoice_on_a_delivery(people, client):
    note = signed_delivery(people)
    address = reverse("delivery-do", args=[note.pk, "bill"])
    for user, offered in ((people.finance, True), (people.rep1, False), (people.manager, False)):
        client.force_login(user)
        assert (address in client.get(note.get_absolute_url()).content.decode()) is offered
        assert client.get(address).status_code == (200 if offered else 403)


def test_what_is_billed_already_is_refused_in_words_on_a_page_left_open(people, client):
    note = signed_delivery(people)
    bill_delivery(note.pk, people.finance)
    address = reverse("delivery-do", args=[note.pk, "bill"])
    client.force_login(people.finance)
    answer = client.post(address, {"date": calendar.today()})
    assert (answer.status_code, Invoice.objects.count()) == (403, 1)
    assert "该送货已开票。" in answer.content.decode()
    client.force_login(people.rep1)
    assert client.post(address, {"date": calendar.today()}).status_code == 403


def test_the_list_makes_one_invoice_a_customer(people, two_notes, client):
    client.force_login(people.finance)
    pks = [note.pk for note in two_notes]
    asked = client.post(reverse("billable-delivery-list"), {"bulk": "run", "pk": pks}).content.decode()
    token = asked.split('name="form_token" value="')[1].split('"')[0]
    form = {"bulk": "run", "pk": pks, "grouping": "customer", "date": str(calendar.today()), "form_token": token}
    client.post(reverse("billable-delivery-list"), form)
    assert billed_deliveries(Invoice.objects.get()) == list(two_notes)


def test_invoice_delivery_order_and_contract_lead_to_one_another(people, client):
    note = signed_delivery(people)
    order = note.order
    order.customer_reference = "PO-4711"
    order.save(update_fields=["customer_reference"])
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    credit = credit_invoice(invoice.pk, people.finance, red_reason="1")
    client.force_login(people.finance)
    for page in (invoice, credit):
        text = client.get(page.get_absolute_url()).content.decode()
        for other in (note, order, order.contract):
            assert f'href="{other.get_absolute_url()}"' in text
        assert "PO-4711" in text
    delivery = client.get(note.get_absolute_url()).content.decode()
    for other in (invoice, order, order.contract):
        assert f'href="{other.get_absolute_url()}"' in delivery
    assert "PO-4711" in delivery
    for name, pk in (("order-invoices", order.pk), ("contract-invoices", order.contract.pk)):
        text = client.get(reverse(name, args=[pk])).content.decode()
        assert invoice.number in text
        assert credit.number in text
    assert note.number in client.get(reverse("contract-deliveries", args=[order.contract.pk])).content.decode()
    assert reverse("order-invoices", args=[order.pk]) in client.get(order.get_absolute_url()).content.decode()


def test_red_letters_are_drafted_on_the_page_by_their_reason(people, client):
    note = signed_delivery(people)
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    line = invoice.lines.get()
    client.force_login(people.finance)
    base = {"date": calendar.today(), "remark": ""}
    address = reverse("invoice-do", args=[invoice.pk, "credit-return"])
    assert client.post(address, {**base, "red_reason": "3"}).status_code == 422
    # Goods that come back are credited on the page of their return (RET-08).
    assert client.post(address, {**base, "red_reason": "2", f"line_{line.pk}": "2"}).status_code == 422
    assert client.post(address, {**base, "red_reason": "3", f"line_{line.pk}": "2"}).status_code == 302
    returned = Invoice.objects.get(source="credit")
    assert returned.amount == -2 * line.price
    cancel_invoice(returned.pk, people.finance, "no")
    address = reverse("invoice-do", args=[invoice.pk, "credit-error"])
    assert client.post(address, base).status_code == 302
    assert Invoice.objects.get(source="credit", status="draft").amount == -invoice.amount


def test_the_number_is_entered_on_the_page_when_it_arrives(people, client):
    note = signed_delivery(people)
    invoice = post_invoice(bill_delivery(note.pk, people.finance).pk, people.finance)
    client.force_login(people.finance)
    assert invoice.number in client.get(reverse("invoice-list") + "?number_missing=true").content.decode()
    address = reverse("invoice-do", args=[invoice.pk, "number"])
    assert client.post(address, {"kind": "e_special", "invoice_no": "ABC"}).status_code == 422
    form = {"kind": "e_special", "invoice_no": "26502000000012345678"}
    assert client.post(address, form).status_code == 302
    invoice.refresh_from_db()
    assert invoice.invoice_no == form["invoice_no"]
    assert invoice.number not in client.get(reverse("invoice-list") + "?number_missing=true").content.decode()


def test_deliveries_to_bill_are_listed_for_who_reads_invoices(people, client, english):
    """The logistics department reads deliveries and no invoices: what is billed is not his, and the page says whose."""
    signed_delivery(people)
    for person, status in ((people.finance, 200), (people.logistics, 403)):
        client.force_login(person)
        assert client.get(reverse("delivery-list")).status_code == 200
        response = client.get(reverse("billable-delivery-list"))
        assert response.status_code == status
    assert "财务" in response.context["exception"]
