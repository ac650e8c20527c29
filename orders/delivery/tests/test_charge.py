"""Whether a delivery is charged follows from its kind; a receivable is forgone by whoever may, and never in silence."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains

from orders.billing.entry import bill_delivery, bill_together, why_not_billable
from orders.delivery import dispatch as delivery_dispatch
from orders.delivery.charge import charge_delivery, forgo_receivable
from orders.delivery.models import DeliveryNote
from orders.delivery.permissions import can_charge_delivery, can_forgo_receivable
from orders.invoice.models import Invoice
from orders.order.closing import Note, closing_gaps
from orders.order.models import Order
from orders.order.tests.test_closing import finish_note
from orders.order_closing.closing import close_settled_orders
from orders.supply.models import SupplyCheck
from orders.tests import factories_fulfilment as make
from orders.tests.factories import confirmed_order
from salesmgmt.core.domain import settings as register
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import AuditEntry, Notice
from salesmgmt.core.tests.factories import company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def people():
    register.forget()
    return company()


def who_may_forgo(people, note):
    return {name for name, person in vars(people).items() if name != "units" and can_forgo_receivable(person, note)}


def test_a_rep_can_no_longer_take_an_ordinary_delivery_out_of_billing(client, people):
    """REC-13: neither by a field of the form nor by a posted one."""
    note = make.draft_delivery(people)
    with pytest.raises(PermissionDenied, match="forgo a receivable"):
        forgo_receivable(note.pk, people.rep1, "please")
    client.force_login(people.rep1)
    page = client.get(reverse("delivery-edit", args=[note.pk]))
    assert not {"chargeable", "kind"} & set(page.context["form"].fields)
    answer = client.post(reverse("delivery-do", args=[note.pk, "forgo"]), {"comment": "please"})
    assertContains(answer, "谁可以放弃应收款，以核销（坏账）审批人的设置为准", status_code=403)
    note.refresh_from_db()
    assert (note.chargeable, note.forgone_by) == (True, None)


def test_the_general_manager_forgoes_and_where_the_setting_names_finance_alone_finance(people):
    """REC-04, SET-47"""
    note = make.draft_delivery(people)
    assert who_may_forgo(people, note) == {"gm"}
    register.change_setting("write_off_approvers", ["fin"], people.admin)
    assert who_may_forgo(people, note) == {"finance"}


def test_nobody_forgoes_what_he_drew_up_himself(people):
    """SEC-04"""
    note = make.draft_delivery(people)
    DeliveryNote.objects.filter(pk=note.pk).update(created_by=people.gm)
    with pytest.raises(PermissionDenied, match="forgo a receivable"):
        forgo_receivable(note.pk, people.gm, "goodwill")


def test_who_must_act_is_told_and_the_reason_stays_on_the_note(client, people):
    note = make.signed_delivery(people)
    Notice.objects.all().delete()
    forgo_receivable(note.pk, people.gm, "赔偿前批短少")
    assert set(Notice.objects.values_list("user__username", flat=True)) == {"finance", "rep1", "supervisor"}
    note.refresh_from_db()
    assert (note.chargeable, note.forgone_by, note.forgone_reason) == (False, people.gm, "赔偿前批短少")
    with pytest.raises(BusinessError, match="not chargeable"):
        bill_delivery(note.pk, people.finance)
    client.force_login(people.finance)
    assert "赔偿前批短少" in client.get(note.get_absolute_url()).content.decode()


def test_a_reason_is_needed(people):
    note = make.draft_delivery(people)
    with pytest.raises(BusinessError, match="Give a reason"):
        forgo_receivable(note.pk, people.gm, "  ")
    note.refresh_from_db()
    assert note.chargeable


def test_what_is_on_an_invoice_is_corrected_by_a_credit_note(people):
    note = make.signed_delivery(people)
    bill_delivery(note.pk, people.finance)
    with pytest.raises(BusinessError, match="credit note"):
        forgo_receivable(note.pk, people.gm, "goodwill")
    note.refresh_from_db()
    assert note.chargeable


def test_no_delivery_of_an_invoice_of_several_is_forgone(people):
    """REC-13: the invoice names the first delivery itself, its lines name all."""
    first = make.signed_delivery(people)
    order = confirmed_order(first.customer, owner=people.rep1)
    second = make.signed_delivery(people, make.stocked_order(people, order))
    bill_together([first.pk, second.pk], people.finance)
    for note in (first, second):
        with pytest.raises(BusinessError, match="on an invoice already"):
            forgo_receivable(note.pk, people.gm, "goodwill")
        note.refresh_from_db()
        assert (note.chargeable, note.forgone_by) == (True, None)


def test_supply_control_is_asked_also_for_goods_that_are_forgone(people):
    """SUP-02: the customer's account decides, whoever pays for these goods."""
    note = make.draft_delivery(people)
    forgo_receivable(note.pk, people.gm, "goodwill")
    before = SupplyCheck.objects.count()
    delivery_dispatch.issue_delivery(note.pk, people.rep1)
    assert SupplyCheck.objects.count() == before + 1


def test_an_order_does_not_close_in_silence_over_an_uncharged_delivery(people):
    note = make.signed_delivery(people)
    forgo_receivable(note.pk, people.gm, "goodwill")
    finish_note(note, people)
    Notice.objects.all().delete()
    assert close_settled_orders() == 1
    closing = AuditEntry.objects.get(
        object_id=note.order_id, content_type__model="order", to_status=Order.Status.CLOSED
    )
    assert note.number in closing.comment and "goodwill" in closing.comment
    assert {"finance", "rep1"} <= set(Notice.objects.values_list("user__username", flat=True))


def test_an_ordinary_delivery_that_nobody_decided_on_holds_the_order():
    gaps = closing_gaps([Note("DN-1", True, False, False, Decimal(0), undecided=True)])
    assert len(gaps) == 1 and "DN-1" in gaps[0]


def test_the_database_refuses_an_ordinary_delivery_without_charge_and_without_decision(people):
    note = make.draft_delivery(people)
    with pytest.raises(IntegrityError, match="delivery_uncharged_by_decision"), transaction.atomic():
        DeliveryNote.objects.filter(pk=note.pk).update(chargeable=False)


def test_a_signed_sample_is_billed_only_once_it_is_marked_as_chargeable(people):
    """DLV-09"""
    order = confirmed_order(owner=people.rep1, kind="sample")
    note = make.signed_delivery(people, make.stocked_order(people, order))
    assert not DeliveryNote.objects.billable().exists()
    with pytest.raises(BusinessError, match="not chargeable"):
        bill_delivery(note.pk, people.finance)
    assert not Invoice.objects.exists()
    charge_delivery(note.pk, people.finance)
    assert bill_delivery(note.pk, people.finance).amount == 1000


def test_a_sample_is_marked_as_chargeable_and_what_was_forgone_is_charged_again(people):
    """DLV-09"""
    note = make.draft_delivery(people)
    DeliveryNote.objects.filter(pk=note.pk).update(kind="sample", chargeable=False)
    note.refresh_from_db()
    assert "not chargeable" in why_not_billable(note)
    assert can_charge_delivery(people.rep1, note) and not can_charge_delivery(people.warehouse, note)
    charge_delivery(note.pk, people.rep1)
    note.refresh_from_db()
    assert note.chargeable
    forgo_receivable(note.pk, people.gm, "goodwill")
    charge_delivery(note.pk, people.finance)
    note.refresh_from_db()
    assert (note.chargeable, note.forgone_by, note.forgone_reason) == (True, None, "")
