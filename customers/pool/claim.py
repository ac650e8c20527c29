"""The public pool (公海): who takes a lead out of it, and how many one may follow (LEAD-04, docs/adr/0007)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from customers.lead.following import FRESH
from customers.lead.models import Lead, LeadAssignment
from customers.pool.permissions import can_claim_lead
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require


def open_leads_of(user: User) -> int:
    """How many leads a rep follows: what his capacity is measured by."""
    return Lead.objects.filter(owner=user).open().count()


def room_to_claim(lead: Lead, user: User) -> dict:
    """For the page of a lead that this person may claim: how many he follows, and of how many; else nothing."""
    if not can_claim_lead(user, lead):
        return {}
    return {"open_leads": open_leads_of(user), "capacity": policy().lead_pool_capacity}


def why_no_room(open_leads: int, capacity: int) -> str:
    """The reason in figures why a rep claims no further lead, "" where he may; pure."""
    if open_leads < capacity:
        return ""
    return _(
        "You follow %(n)d open leads; with %(capacity)d or more nobody claims another one. Convert or settle some "
        "first."
    ) % {"n": open_leads, "capacity": capacity}


@transaction.atomic
def claim_lead(pk: int, user: User) -> Lead:
    """Out of the pool into the rep's hands: → assigned, the 24 hours of the first contact begin anew.

    The rep's own row is locked first, so that two claims of his at one moment count each other.
    """
    lock(User, user.pk)
    lead = lock(Lead, pk, "owner", "region")
    if lead.pool_since is None:
        raise BusinessError(_("This lead is no longer in the public pool; somebody was faster."))
    guard(lead, Lead.Status.ASSIGNED)
    require(can_claim_lead(user, lead))
    refusal = why_no_room(open_leads_of(user), policy().lead_pool_capacity)
    if refusal:
        raise BusinessError(refusal)
    move(
        lead,
        Lead.Status.ASSIGNED,
        user,
        action=gettext_noop("Claimed from the public pool"),
        owner=user,
        assigned_at=timezone.now(),
        **FRESH,
    )
    LeadAssignment.objects.create(lead=lead, from_user=None, to_user=user, assigned_by=user)
    return lead


def claims(user: User) -> bool:
    """can() of buttons: reps claim."""
    return user.has_role(Role.REP)
