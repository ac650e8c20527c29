"""A qualified lead becomes a customer and an opportunity (LEAD-06)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.domain.customer_file import open_file
from customers.domain.potential import milestones_of
from customers.models import Lead, Opportunity
from customers.permissions.lead import can_convert_lead
from customers.permissions.opportunity import can_lose_opportunity
from salesmgmt.core import audit
from salesmgmt.core.domain.attachments import copy_attachments
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require


@transaction.atomic
def convert_lead(
    pk, user, name, location_type, title, credit_code=None, expected_amount=None, expected_on=None, **_more
):
    """qualified → converted: exactly one prospect and one opportunity; the lead is closed (LEAD-06, 004 §2.4).

    No quote, contract or order may be started for the new customer before its evaluation is approved (RAT-05).
    """
    lead = lock(Lead, pk, "owner", "region")
    guard(lead, Lead.Status.CONVERTED)
    require(can_convert_lead(user, lead))
    contact = {"name": lead.contact_name, "phone": lead.phone, "email": lead.email, "is_primary": True}
    customer = open_file(
        user, [contact], owner=lead.owner, region=lead.region, name=name, location_type=location_type,
        credit_code=credit_code, needs=lead.need,
    )  # fmt: skip
    opportunity = Opportunity(
        number=next_number("opportunity"), created_by=user, customer=customer, lead=lead, title=title, need=lead.need,
        expected_amount=expected_amount, expected_on=expected_on, **milestones_of(lead),
    )  # fmt: skip
    opportunity.save()
    copy_attachments(lead, opportunity)
    audit.record(opportunity, user, gettext_noop("Created"), to_status=opportunity.status, comment=lead.number)
    move(lead, Lead.Status.CONVERTED, user, customer=customer, comment=customer.number)
    return customer


@transaction.atomic
def update_opportunity(pk, user, **fields):
    opportunity = lock(Opportunity, pk, "customer__owner")
    require(opportunity.is_editable and can_lose_opportunity(user, opportunity))
    return change(opportunity, user, gettext_noop("Edited"), **fields)


@transaction.atomic
def lose_opportunity(pk, user, comment):
    """Any open state → lost, with the reason."""
    opportunity = lock(Opportunity, pk, "customer__owner")
    guard(opportunity, Opportunity.Status.LOST)
    require(can_lose_opportunity(user, opportunity))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    return move(opportunity, Opportunity.Status.LOST, user, comment=comment, lost_reason=comment.strip()[:200])
