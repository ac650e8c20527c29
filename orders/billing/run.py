"""A billing run: the chosen deliveries are grouped, and each group becomes an invoice or is refused with its reason."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from customers.customer.models import Customer
from orders.billing.entry import bill_notes
from orders.billing.models import BillingGroup, BillingRun
from orders.billing.permissions import can_bill
from orders.billing.states import Grouping
from orders.delivery.models import DeliveryNote
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.lock_order import lock_roots
from salesmgmt.core.state import require

if TYPE_CHECKING:
    import datetime as dt

    from salesmgmt.core.models import User


@transaction.atomic
def run_billing(pks: list[int], user: User, *, grouping: str, date: dt.date | None = None) -> BillingRun:
    """Draft the invoices of many signed deliveries in one act (REC-13): one a customer, a contract or a delivery.

    A group that cannot be billed is left out with the reason; the others are drafted all the same.
    """
    require(can_bill(user))
    groups = grouped(pks, user, grouping)
    if not groups:
        raise BusinessError(_("Nothing was selected."))
    # All customers before the first invoice takes its number: nobody who holds one of them waits for that number.
    lock_roots(Customer, [customer for customer, _key in groups])
    made = BillingRun.objects.create(grouping=grouping, created_by=user)
    for (customer, _key), notes in sorted(groups.items()):
        group = BillingGroup(run=made, customer_id=customer, label=_label(notes, grouping), deliveries=len(notes))
        try:
            with transaction.atomic():
                group.invoice = bill_notes([note.pk for note in notes], user, date)
            group.amount = group.invoice.amount
        except BusinessError as refusal:
            group.reason = str(refusal)
        group.save()
    return made


def grouped(pks: list[int], user: User, grouping: str) -> dict[tuple[int, int], list[DeliveryNote]]:
    """``{(customer, key): deliveries}``, the key being contract or delivery; 0 where one invoice takes a customer's all,
    and for orders without a contract."""
    found: dict = defaultdict(list)
    rows = DeliveryNote.objects.visible_to(user).filter(pk__in=pks)
    for note in rows.select_related("customer", "order__contract").order_by("pk"):
        key = {
            Grouping.CUSTOMER: 0,
            Grouping.CONTRACT: note.order.contract_id or 0,
            Grouping.DELIVERY: note.pk,
        }[Grouping(grouping)]
        found[note.customer_id, key].append(note)
    return dict(found)


def _label(notes: list[DeliveryNote], grouping: str) -> str:
    first = notes[0]
    if grouping == Grouping.CUSTOMER:
        return str(first.customer)[:200]
    if grouping == Grouping.CONTRACT:
        contract = first.order.contract
        return f"{first.customer} {contract or _('without contract')}"[:200]
    return f"{first.customer} {first}"[:200]
