from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from orders.account.approval import without_prices
from orders.return_order import permit
from orders.return_order.forms import PermitForm
from orders.return_order.models import ReturnOrder
from orders.return_order.permissions import can_submit_return
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_return(ret: ReturnOrder, policy: Any) -> list[Step]:
    """Only quality permits a return (RET-06, 004 §6.3.1)."""
    return [Step(1, Role.QA, _("Quality: return permit"), ReturnOrder.Status.QUALITY_REVIEW, key="permit")]


RETURN = Approval(
    model=ReturnOrder,
    steps_for=steps_for_return,
    approved=ReturnOrder.Status.PERMITTED,
    rejected=ReturnOrder.Status.REFUSED,
    returned=ReturnOrder.Status.IN_TRANSIT_BACK,
    withdrawn=ReturnOrder.Status.IN_TRANSIT_BACK,
    can_submit=can_submit_return,
    check_submit=permit.check_submit,
    check_decision=permit.check_decision,
    decision_form=lambda step: PermitForm,
    on_submitted=permit.on_submitted,
    on_approved=permit.on_permitted,
    on_rejected=permit.on_refused,
    snapshot=without_prices,
)
