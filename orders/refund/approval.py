"""Who decides a refund."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.account.approval import customer_of, overdue_card
from orders.refund.models import Refund
from orders.refund.permissions import can_submit_refund
from orders.refund.refunding import book_refund, check_decision, check_submit
from salesmgmt.core.calendar import today
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def steps_for_refund(refund: Refund, policy: Any) -> list[Step]:
    """A second person: the general manager, never who proposed it (SEC-04)."""
    return [Step(1, Role.GM, _("General manager: refund"), Refund.Status.SUBMITTED)]


def _decided(refund: Refund, user: User) -> dict:
    return {"refunded_on": today()}


REFUND = Approval(
    model=Refund,
    steps_for=steps_for_refund,
    approved=Refund.Status.APPROVED,
    rejected=Refund.Status.REJECTED,
    returned=Refund.Status.DRAFT,
    withdrawn=Refund.Status.DRAFT,
    can_submit=can_submit_refund,
    check_submit=check_submit,
    check_decision=check_decision,
    approved_fields=_decided,
    on_approved=book_refund,
    title=customer_of,
    card=overdue_card,
)
