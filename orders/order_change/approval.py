from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from orders.account.approval import without_prices
from orders.order_change import entry as order_change_entry
from orders.order_change import review as order_change_review
from orders.order_change.models import OrderChange
from orders.order_change.permissions import can_edit_change
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def change_card(changes: Any, user: User) -> dict:
    """What is to be different, in the words of the request (CHG-01)."""
    return {each.pk: [(_("Change content"), Truncator(each.content).chars(60))] for each in changes}


def steps_for_change(change: OrderChange, policy: Any) -> list[Step]:
    """The sales manager decides; whom he asks before is up to him (CHG-03, CHG-04)."""
    return [
        Step(1, Role.MGR, _("Sales manager: decision"), OrderChange.Status.SUBMITTED, key=order_change_review.DECIDE)
    ]


ORDER_CHANGE = Approval(
    model=OrderChange,
    steps_for=steps_for_change,
    approved=OrderChange.Status.APPROVED,
    rejected=OrderChange.Status.REJECTED,
    returned=OrderChange.Status.DRAFT,
    withdrawn=OrderChange.Status.DRAFT,
    can_submit=can_edit_change,
    check_submit=order_change_entry.check_submit,
    check_decision=order_change_review.check_decision,
    check_rejection=order_change_review.check_rejection,
    on_submitted=order_change_entry.on_submitted,
    on_approved=order_change_review.on_approved,
    on_rejected=order_change_review.on_rejected,
    snapshot=without_prices,
    card=change_card,
    title=lambda change: f"{change.order} {change.customer}",
)
