"""Opportunities: opened, edited, contacted, lost; and the one way they move on (states.md, OPP-01 to OPP-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.opportunity.models import Opportunity
from customers.opportunity.permissions import can_create_opportunity, can_work_opportunity
from salesmgmt.core import audit
from salesmgmt.core.calendar import SHANGHAI, today
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    import datetime as dt
    from typing import Any

    from customers.customer.models import Customer
    from customers.opportunity.states import OpportunityStatus
    from salesmgmt.core.models import User

# The to-do of the clock, closed by the act it asks for.
FIRST_CONTACT_TASK = "opportunity_first_contact"


def advance(opportunity: Opportunity, status: OpportunityStatus, user: User, **more: Any) -> Opportunity:
    """move() that also notes since when the opportunity stands in the stage; its row is locked."""
    return move(opportunity, status, user, stage_since=timezone.now(), **more)


def open_opportunity(user: User, customer: Customer, **fields: Any) -> Opportunity:
    """The row itself, assigned to the customer's rep (OPP-05); the caller has asked whether he may."""
    opportunity = Opportunity(
        number=next_number("opportunity"),
        created_by=user,
        customer=customer,
        assigned_to=customer.owner or user,
        **fields,
    )
    if opportunity.assigned_to != user:
        opportunity.assigned_by, opportunity.assigned_at = user, timezone.now()
    opportunity.save()
    lead = fields.get("lead")
    audit.record(
        opportunity, user, gettext_noop("Created"), to_status=opportunity.status, comment=lead.number if lead else ""
    )
    return opportunity


@transaction.atomic
def create_opportunity(user: User, customer: Any, **fields: Any) -> Opportunity:
    """A further chance with a customer who has a file already; the first comes from his lead (LEAD-06)."""
    require(can_create_opportunity(user, customer))
    opportunity = open_opportunity(user, customer, **fields)
    if opportunity.assigned_to != user:
        notify(
            [opportunity.assigned_to],
            lambda: _("An opportunity for you: %(what)s") % {"what": opportunity},
            url=opportunity.get_absolute_url(),
        )
    return opportunity


@transaction.atomic
def update_opportunity(pk: int, user: User, **fields: Any) -> Opportunity:
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    require(can_work_opportunity(user, opportunity))
    if opportunity.is_complex and fields.get("is_complex") is False:
        refuse_simple(opportunity)
    return change(opportunity, user, gettext_noop("Edited"), **fields)


def refuse_simple(opportunity: Opportunity) -> None:
    """A project stays complex while a department was asked and has not said that it can be done (OPP-03)."""
    open_words = [each for each in opportunity.support_requests.latest() if each.status != each.Status.FEASIBLE]
    if open_words:
        names = "、".join(str(each.get_department_display()) for each in open_words)
        raise BusinessError(
            _("It stays a complex project: %(who)s has not confirmed that it can be done.") % {"who": names}
        )


@transaction.atomic
def contact_customer(pk: int, user: User, comment: str, next_contact_on: dt.date | None = None) -> Opportunity:
    """Write down what was said, and when the next contact is due; the hours of the first contact stop (OPP-05)."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    require(can_work_opportunity(user, opportunity))
    if next_contact_on and next_contact_on < today():
        raise BusinessError(_("The next contact lies in the past."))
    close_tasks(opportunity, FIRST_CONTACT_TASK, user)
    return change(
        opportunity,
        user,
        gettext_noop("Customer contacted"),
        comment=comment,
        next_contact_on=next_contact_on,
        contacted_at=timezone.now(),
    )


def note_contact(opportunity: Opportunity, user: User) -> None:
    """What was done was a contact with the customer; the row is locked (OPP-05)."""
    close_tasks(opportunity, FIRST_CONTACT_TASK, user)
    opportunity.contacted_at = timezone.now()
    opportunity.save(update_fields=["contacted_at", *opportunity.touched_fields()])


@transaction.atomic
def lose_opportunity(pk: int, user: User, comment: str) -> Opportunity:
    """Any open state → lost, with the reason (OPP-04). Departments still asked need not answer any more."""
    opportunity = lock(Opportunity, pk, "customer__owner", "assigned_to")
    guard(opportunity, Opportunity.Status.LOST)
    require(can_work_opportunity(user, opportunity))
    if not comment.strip():
        raise BusinessError(_("Give a reason."))
    for request in opportunity.support_requests.asked():
        move_part(request, request.Status.CANCELLED)
    close_tasks(opportunity, FIRST_CONTACT_TASK, user, cancelled=True)
    return advance(
        opportunity,
        Opportunity.Status.LOST,
        user,
        comment=comment,
        lost_reason=comment.strip()[:200],
        next_contact_on=None,
    )


def move_part(part: Any, status: Any, **fields: Any) -> Any:
    """A part without an audit trail of its own changes its status; the row of the opportunity is locked.

    The table is asked here and by the trigger; the opportunity's timeline tells what happened.
    """
    guard(part, status)
    part.status = str(status)
    for name, value in fields.items():
        setattr(part, name, value)
    part.save(update_fields=["status", *fields])
    return part


def days_in_stage(opportunity: Opportunity) -> int:
    """How long it has stood where it is, in days of the calendar."""
    return (today() - opportunity.stage_since.astimezone(SHANGHAI).date()).days


def is_stale(opportunity: Opportunity) -> bool:
    """Open, and longer in its stage than SET-61 allows (OPP-05)."""
    return opportunity.is_open and days_in_stage(opportunity) > policy().opportunity_stale_days
