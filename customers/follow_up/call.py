"""Follow-up calls after the sale, the tracking card, and who is due for one (VIS-06, SVC-12)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.complaint.intake import register_complaint
from customers.customer.models import Customer
from customers.follow_up.models import FollowUpCall, QualityTrackingCard
from customers.follow_up.permissions import can_log_follow_up
from customers.ticket.intake import open_ticket
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks, open_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Task
from salesmgmt.core.state import require

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.querysets import CustomerQuerySet
    from salesmgmt.core.models import User


def problems_of_call(
    called_at: dt.datetime,
    moment: dt.datetime,
    satisfaction: int,
    issues: str,
    needs_action: str,
    card: dict | None,
    card_required: bool,
) -> list:
    """Every reason why a call cannot be saved; pure (VIS-06, SVC-12)."""
    found = []
    if called_at > moment:
        found.append(_("A call lies in the past."))
    if satisfaction not in FollowUpCall.Satisfaction.values:
        found.append(_("Satisfaction is 1 to 5."))
    if needs_action and not issues.strip():
        found.append(_("Describe the issue that needs action."))
    if card_required and not (card or {}).get("findings", "").strip():
        found.append(_("Fill in the quality tracking card: the policy demands it with every follow-up call."))
    return found


@transaction.atomic
def log_follow_up(
    user: User,
    *,
    customer: Customer,
    satisfaction: int,
    called_at: dt.datetime | None = None,
    issues: str = "",
    needs_action: str = "",
    card: dict | None = None,
    **fields: Any,
) -> FollowUpCall:
    """Write a call down; with the forging profile the tracking card belongs to it (VIS-06, SVC-12)."""
    require(can_log_follow_up(user, customer), _("You call customers in your charge."))
    moment = timezone.now()
    called_at = called_at or moment
    problems = problems_of_call(
        called_at, moment, satisfaction, issues, needs_action, card, policy().tracking_card_required
    )
    contact = fields.get("contact")
    if contact is not None and contact.customer_id != customer.pk:
        problems.append(_("%(contact)s belongs to another customer.") % {"contact": contact})
    if problems:
        raise BusinessError(problems[0])
    call = FollowUpCall.objects.create(
        number=next_number(FollowUpCall.KIND),
        created_by=user,
        customer=customer,
        called_at=called_at,
        satisfaction=satisfaction,
        issues=issues,
        needs_action=needs_action,
        **fields,
    )
    audit.record(call, user, gettext_noop("Created"))
    if card and card.get("findings", "").strip():
        product = {
            name: fields.get(name) for name in ("product_category", "product_code", "product_name") if name in fields
        }
        QualityTrackingCard.objects.create(call=call, **{**product, **card})
    if needs_action:
        _open_case(call, user)
    close_tasks(customer, "follow_up_due", user)
    return call


CHANNELS = {"on_site": "visit", "message": "message"}


def _open_case(call: FollowUpCall, user: User) -> None:
    """The complaint or ticket that the issue leads to, linked with the call: both exist, or neither (VIS-06)."""
    contact = call.contact or call.customer.contacts.first()
    about: dict[str, Any] = {
        "product_category": call.product_category,
        "product_code": call.product_code,
        "product_name": call.product_name,
        "contact_name": contact.name if contact else "",
        "contact_phone": (contact.phone or contact.email) if contact else "",
    }
    if call.needs_action == FollowUpCall.Needs.COMPLAINT:
        channel = CHANNELS.get(call.way, "other")
        call.opened = register_complaint(
            user, customer=call.customer, content=call.issues, received_at=call.called_at, channel=channel, **about
        )
    else:
        call.opened = open_ticket(user, customer=call.customer, need=call.issues, **about)
    call.save(update_fields=["content_type", "object_id", "updated_at"])
    audit.record(call, user, gettext_noop("Opened from this call"), comment=str(call.opened))


def last_call_of(customer: Customer) -> FollowUpCall | None:
    """Shown on the customer's page (VIS-06)."""
    return customer.follow_ups.order_by("-called_at").first()


def due_for_call(customers: CustomerQuerySet, day: dt.date) -> CustomerQuerySet:
    """Active customers whose last call is longer ago than SET-39, or that were never called since the file was opened."""
    limit = day - dt.timedelta(days=policy().follow_up_days)
    late = Q(last_call__date__lt=limit) | Q(last_call__isnull=True, created_at__date__lt=limit)
    active = customers.filter(status=Customer.Status.ACTIVE, owner__isnull=False)
    return active.annotate(last_call=Max("follow_ups__called_at")).filter(late)


def open_due_calls(at: dt.datetime) -> int:
    """J13 follow_up_due: a to-do for the responsible rep, one at a time until the call is logged (VIS-06)."""
    day = at.astimezone(SHANGHAI).date()
    known = Task.objects.filter(
        kind="follow_up_due",
        status=Task.Status.OPEN,
        content_type__app_label="customers",
        content_type__model="customer",
        object_id=OuterRef("pk"),
    )
    late = due_for_call(Customer.objects.live().filter(~Exists(known)), day).select_related("owner").order_by("pk")
    rows = [(customer, customer.owner, partial(_call_to, customer.name)) for customer in late]
    return len(open_tasks("follow_up_due", rows, key="", due_on=day, queue="follow_up_due"))


def _call_to(name: str) -> str:
    """Asked in the language of who is to call."""
    return _("Follow-up call to %(customer)s") % {"customer": name}
