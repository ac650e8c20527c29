"""A rep leaves: each of his open leads goes to somebody else before (LEAD-02, CUS-07)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from customers.lead.following import assignable_reps
from customers.lead.models import Lead, LeadAssignment
from customers.lead.permissions import can_assign_lead
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.domain.todo import hand_over_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, lock, require

if TYPE_CHECKING:
    from salesmgmt.core.models import User


def why_not_deactivate_follower(person: User) -> str:
    """Why somebody cannot stop being a rep yet: leads that he follows; "" where he can."""
    number = Lead.objects.open().filter(owner=person).count()
    if not number:
        return ""
    return ngettext(
        "%(person)s still follows %(number)d lead. Give it to somebody else first.",
        "%(person)s still follows %(number)d leads. Give them to somebody else first.",
        number,
    ) % {"person": person, "number": number}


@transaction.atomic
def hand_over_lead(pk: int, user: User, owner: User, remark: str = "") -> Lead:
    """Another rep converts a qualified lead: it keeps its status and its assessment, unlike one assigned anew (LEAD-02)."""
    lead = lock(Lead, pk, "owner", "region")
    require(can_assign_lead(user, lead))
    if lead.status != Lead.Status.QUALIFIED:
        raise BusinessError(_("Only a qualified lead is handed over. Assign the others."))
    if not assignable_reps(user).filter(pk=owner.pk).exists():
        raise BusinessError(_("%(person)s is not a sales representative of your team or region.") % {"person": owner})
    before = lead.owner
    if before == owner:
        raise BusinessError(_("%(person)s is already responsible.") % {"person": owner})
    change(lead, user, gettext_noop("Reassigned"), comment=remark, owner=owner)
    LeadAssignment.objects.create(lead=lead, from_user=before, to_user=owner, assigned_by=user, remark=remark)
    hand_over_tasks(lead, owner)
    notify([owner], lambda: _("A lead for you: %(lead)s") % {"lead": lead}, url=lead.get_absolute_url(), body=remark)
    return lead
