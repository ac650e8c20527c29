"""The first signed delivery makes a customer a new one of that year (CUS-12)."""

import pytest
from django.utils import timezone

from customers.customer.maturity import is_new
from orders.delivery.models import DeliveryNote
from orders.handover.receiving import record_signature
from orders.tests import factories_fulfilment as make
from salesmgmt.core.calendar import SHANGHAI

pytestmark = pytest.mark.django_db


def test_the_day_of_the_signature_dates_the_customer(people):
    """CUS-12"""
    note = make.signed_delivery(people)
    note.customer.refresh_from_db()
    day = note.customer.first_delivery_date
    assert (day, is_new(day, day.year), is_new(day, day.year + 1)) == (
        note.signed_at.astimezone(SHANGHAI).date(),
        True,
        False,
    )


def test_a_delivery_without_charge_does_not(people):
    """CUS-12"""
    note = make.delivered_note(people)
    DeliveryNote.objects.filter(pk=note.pk).update(kind="sample", chargeable=False)
    record_signature(
        note.pk,
        note.customer.owner,
        receiver="李收货",
        signed_at=timezone.now(),
        accepted={},
        scan=make.pdf_file("a.pdf"),
    )
    note.customer.refresh_from_db()
    assert note.customer.first_delivery_date is None
