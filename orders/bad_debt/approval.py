"""Who decides a write-off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.account.approval import customer_of, overdue_card
from orders.bad_debt.models import WriteOff
from orders.bad_debt.permissions import can_submit_write_off
from orders.bad_debt.writing_off import book_write_off, check_decision, check_submit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

LABELS = {Role.FIN: _("Finance: write-off"), Role.GM: _("General manager: write-off")}


def steps_for_write_off(write_off: WriteOff, policy: Any) -> list[Step]:
    """Finance and then the general manager, as SET-47 names them; never who proposed it (REC-04, SEC-04)."""
    named = [role for role in (Role.FIN, Role.GM) if role in policy.write_off_approvers] or [Role.GM]
    return [Step(order, role, LABELS[role], WriteOff.Status.SUBMITTED, key=role) for order, role in enumerate(named, 1)]


def _decided(write_off: WriteOff, user: User) -> dict:
    return {"decided_on": today()}


WRITE_OFF = Approval(
    model=WriteOff,
    steps_for=steps_for_write_off,
    approved=WriteOff.Status.APPROVED,
    rejected=WriteOff.Status.REJECTED,
    returned=WriteOff.Status.DRAFT,
    withdrawn=WriteOff.Status.DRAFT,
    can_submit=can_submit_write_off,
    check_submit=check_submit,
    check_decision=check_decision,
    approved_fields=_decided,
    on_approved=book_write_off,
    title=customer_of,
    card=overdue_card,
)
