"""A qualified lead becomes a customer and an opportunity (LEAD-06)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from customers.lead.models import Lead
from customers.lead.permissions import can_convert_lead
from customers.opening.entry import add_contact, open_file
from customers.opportunity.pursuit import open_opportunity
from customers.potential.milestone import milestones_of
from salesmgmt.core.domain.attachments import copy_attachments
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from customers.customer.models import Customer
    from salesmgmt.core.models import User


@transaction.atomic
def convert_lead(
    pk: int,
    user: User,
    title: str,
    name: str = "",
    location_type: str = "",
    credit_code: str | None = None,
    expected_amount: Decimal | None = None,
    expected_on: Any = None,
    **_more: Any,
) -> Customer:
    """qualified → converted: exactly one prospect and one opportunity; the lead is closed (LEAD-06, 004 §2.4).

    No quote, contract or order may be started for the new customer before its evaluation is approved (RAT-05). The
    inquiry of an existing customer gives an opportunity of his, never a second file (SVC-06).
    """
    lead = lock(Lead, pk, "owner", "region", "known_customer")
    guard(lead, Lead.Status.CONVERTED)
    require(can_convert_lead(user, lead))
    contact = {"name": lead.contact_name, "phone": lead.phone, "email": lead.email, "is_primary": True}
    if lead.known_customer:
        customer = lead.known_customer
        add_contact(customer, contact)
    else:
        customer = open_file(
            user,
            [contact],
            owner=lead.owner,
            region=lead.region,
            name=name,
            location_type=location_type,
            credit_code=credit_code,
            needs=lead.need,
        )
    opportunity = open_opportunity(
        user,
        customer,
        lead=lead,
        title=title,
        need=lead.need,
        expected_amount=expected_amount,
        expected_on=expected_on,
        **milestones_of(lead),
    )
    copy_attachments(lead, opportunity)
    move(lead, Lead.Status.CONVERTED, user, customer=customer, comment=customer.number)
    return customer
