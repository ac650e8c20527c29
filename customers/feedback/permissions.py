from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.feedback.states import ServiceFeedbackStatus
from customers.quality.permissions import is_sales_side
from salesmgmt.core.permissions import Role
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from customers.feedback.models import ServiceFeedback
    from salesmgmt.core.models import User


@because(_("Feedback is edited by the sales side in charge of the customer, until it was reviewed."))
def can_edit_feedback(user: User, feedback: ServiceFeedback) -> bool:
    return feedback.is_editable and is_sales_side(user, feedback)


@because(_("Recorded feedback is reviewed by a supervisor, a manager or the service centre."))
def can_review_feedback(user: User, feedback: ServiceFeedback) -> bool:
    """Whoever leads: supervisor, manager, service centre; a rep does not evaluate what is said of himself."""
    return (
        feedback.status == ServiceFeedbackStatus.RECORDED
        and is_sales_side(user, feedback)
        and user.has_role(Role.SUP, Role.MGR, Role.SVC)
    )
