"""Retention money: billed apart from a draft, due when the warranty ends, and in no figure before."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from contracts.payment_plan.planning import begin_plan, write_plan
from orders.account.check import differences
from orders.billing.entry import bill_delivery
from orders.dunning.models import CollectionAction
from orders.dunning.querysets import to_be_asked_for
from orders.invoice.models import Invoice
from orders.invoice.overdue import mark_overdue
from orders.invoice.posting import cancel_invoice, edit_invoice, enter_number, post_invoice
from orders.invoice.retention import bill_retention, retained_of
from orders.invoice_application.applying import apply_for, set_tax_code
from orders.payment.exposure import exposure_of
from orders.receivables.ageing import ageing_total
from orders.tests.factories_fulfilment import signed_delivery
from salesmgmt.core import calendar
from salesmgmt.core.exceptions import BusinessError, PermissionDenied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

D = Decimal
REST = {"part": "acceptance", "percent": D(90), "event": "acceptance", "days": 30}
RETENTION = {"part": "retention", "percent": D(10), "event": "warranty_end", "days": 0}


def days(n):
    return calendar.today() + dt.timedelta(days=n)


@pytest.fixture
def drafted(people):
    """A draft of 1,000.00 under a contract that keeps a tenth back for twelve months."""
    note = signed_delivery(people)
    contract = note.order.contract
    plan = begin_plan(contract.pk, people.rep1)
    write_plan(plan.pk, people.rep1, lines=[REST, RETENTION], terms="invoice", days=30, warranty_months=12)
    return bill_delivery(note.pk, people.finance)


def apart_of(drafted, people, **fields):
    fields = {"percent": D(10), "due_date": calendar.add_months(calendar.today(), 12), **fields}
    return bill_retention(drafted.pk, people.finance, **fields)


def test_what_the_plan_keeps_back_is_proposed_with_the_end_of_the_warranty(drafted):
    found = retained_of(drafted)
    assert (found.percent, found.due_on) == (D(10), calendar.add_months(calendar.today(), 12))


def test_both_drafts_together_are_what_was_billed_before_to_the_cent(drafted, people):
    before = (drafted.amount, drafted.net, drafted.tax)
    line = drafted.lines.get()
    apart = apart_of(drafted, people)
    drafted.refresh_from_db()
    assert (drafted.amount, apart.amount) == (before[0] * D("0.9"), before[0] * D("0.1"))
    assert tuple(getattr(drafted, name) + getattr(apart, name) for name in ("amount", "net", "tax")) == before
    parts = [drafted.lines.get(), apart.lines.get()]
    assert sum(part.quantity for part in parts) == line.quantity
    assert {part.delivery_line_id for part in parts} == {line.delivery_line_id}
    drafted.delivery.refresh_from_db()
    assert drafted.delivery.billed and apart.retention_of == drafted and apart.title == drafted.title


def test_the_retention_money_is_due_when_the_warranty_ends_and_not_before(drafted, people):
    """CON-16, REC-01, REC-02, REC-12"""
    apart = apart_of(drafted, people)
    for each in (drafted, apart):
        post_invoice(each.pk, people.finance)
    late, ended = drafted.due_date + dt.timedelta(days=1), apart.due_date + dt.timedelta(days=1)
    drafted.refresh_from_db()
    mine = Invoice.objects.filter(customer=drafted.customer)
    for day, overdue in ((late, drafted.amount), (ended, drafted.amount + apart.amount)):
        found = exposure_of(drafted.customer, day)
        assert (found.overdue, found.outstanding) == (overdue, drafted.amount + apart.amount)
        assert ageing_total(mine, day)["overdue"] == overdue
        asked = to_be_asked_for(mine, CollectionAction.objects.all(), day)
        assert sum(each.open_amount for each in asked) == overdue
    assert mark_overdue(late) == 1
    apart.refresh_from_db()
    assert apart.status == Invoice.Status.POSTED
    assert differences() == []


def test_it_is_billed_apart_once_and_again_after_the_second_draft_was_cancelled(drafted, people):
    apart = apart_of(drafted, people)
    for each in (drafted, apart):
        with pytest.raises(BusinessError, match="nothing is kept back"):
            apart_of(each, people)
    cancel_invoice(apart.pk, people.finance, "wrong day")
    drafted.delivery.refresh_from_db()
    assert not drafted.delivery.billed
    assert apart_of(drafted, people).retention_of == drafted


def test_what_was_issued_applied_for_or_posted_is_not_parted(drafted, people):
    edit_invoice(drafted.pk, people.finance, invoice_no="1" * 20)
    with pytest.raises(BusinessError, match="bears a number"):
        apart_of(drafted, people)
    edit_invoice(drafted.pk, people.finance, invoice_no="", tax_number="91500000MA5U000000")
    set_tax_code(drafted.lines.get().product_id, people.finance, "1090101010000000000")
    application = apply_for([drafted.pk], people.finance)
    with pytest.raises(BusinessError, match="withdraw the application first"):
        apart_of(drafted, people)
    assert application.lines.count() == 1
    post_invoice(drafted.pk, people.finance)
    with pytest.raises(BusinessError, match="nothing is kept back"):
        apart_of(drafted, people)
    enter_number(drafted.pk, people.finance, invoice_no="2" * 20)


def test_a_day_before_the_rest_is_due_nothing_of_a_quantity_and_other_people_are_refused(drafted, people):
    with pytest.raises(BusinessError, match="falls due after the rest"):
        apart_of(drafted, people, due_date=drafted.due_date)
    with pytest.raises(BusinessError, match="cannot be billed apart"):
        apart_of(drafted, people, percent=D("0.0001"))
    with pytest.raises(PermissionDenied, match="cancelled by finance"):
        bill_retention(drafted.pk, people.rep1, percent=D(10), due_date=days(400))
    assert Invoice.objects.count() == 1


def test_the_page_of_the_draft_says_so_and_proposes_it(drafted, people, client):
    client.force_login(people.finance)
    address = drafted.get_absolute_url()
    assert "请另开发票" in client.get(address).content.decode()
    form = client.get(reverse("invoice-do", args=[drafted.pk, "retention"])).content.decode()
    assert f'value="{calendar.add_months(calendar.today(), 12)}"' in form and 'value="10.00"' in form
    fields = {"percent": "10", "due_date": calendar.add_months(calendar.today(), 12).isoformat()}
    made = client.post(reverse("invoice-do", args=[drafted.pk, "retention"]), fields)
    apart = Invoice.objects.get(retention_of=drafted)
    assert made.url == apart.get_absolute_url()
    page = client.get(address).content.decode()
    assert "请另开发票" not in page and apart.number in page
    assert drafted.number in client.get(apart.get_absolute_url()).content.decode()


def test_without_a_plan_nothing_is_said(people, client):
    invoice = bill_delivery(signed_delivery(people).pk, people.finance)
    client.force_login(people.finance)
    assert retained_of(invoice) is None
    assert "请另开发票" not in client.get(invoice.get_absolute_url()).content.decode()
