from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.quality.states import ImprovementActionStatus, QualityOpinionStatus
from salesmgmt.core.permissions import Role, may, may_at_all, right_of
from salesmgmt.core.refusal import because

if TYPE_CHECKING:
    from typing import Any

    from customers.customer.models import Customer
    from customers.quality.models import ImprovementAction, ImprovementSuggestion, QualityOpinion
    from salesmgmt.core.models import User


@because(_("What a customer says is recorded by those in charge of him or by the service centre."))
def can_record_voice(user: User, customer: Customer) -> bool:
    """The responsible rep and his superior in the team, the service centre for everybody (SVC-06)."""
    return may(user, "quality_opinion", "C", owner=customer.owner)


def _may_edit(user: User, document: Any) -> bool:
    return may(user, "quality_opinion", "U", owner=document.customer.owner, document=document)


def is_of_department(user: User, document: ImprovementAction | QualityOpinion) -> bool:
    """A member of the department the document was handed to, or who substitutes one today."""
    return document.department in user.acting_roles and _may_edit(user, document)


def is_sales_side(user: User, document: Any) -> bool:
    """Sales or the service centre, in scope; never a department that was only asked."""
    return may(user, "quality_opinion", "U", owner=document.customer.owner)


@because(_("An opinion is edited by the sales side in charge of the customer, until it is closed."))
def can_edit_opinion(user: User, opinion: QualityOpinion) -> bool:
    return opinion.is_editable and is_sales_side(user, opinion)


@because(_("An opinion is forwarded by the sales side in charge of the customer."))
def can_forward_opinion(user: User, opinion: QualityOpinion) -> bool:
    return opinion.can_become(QualityOpinionStatus.FORWARDED) and is_sales_side(user, opinion)


@because(_("A forwarded opinion is answered by the department it was forwarded to."))
def can_answer_opinion(user: User, opinion: QualityOpinion) -> bool:
    return opinion.status == QualityOpinionStatus.FORWARDED and is_of_department(user, opinion)


@because(_("An answered opinion is closed by the sales side in charge of the customer."))
def can_close_opinion(user: User, opinion: QualityOpinion) -> bool:
    return opinion.status == QualityOpinionStatus.ANSWERED and is_sales_side(user, opinion)


@because(
    _("Improvements are entered by the sales side and by the department asked, while something is still to be done.")
)
def can_add_action(user: User, source: Any) -> bool:
    """Sales, and the department an opinion lies with, while something is still to be done."""
    if (
        source.status in (QualityOpinionStatus.RECORDED, QualityOpinionStatus.CLOSED)
        and source.KIND == "quality_opinion"
    ):
        return False
    return _may_edit(user, source)


@because(_("An improvement is edited by the sales side in charge of the customer."))
def can_edit_action(user: User, action: ImprovementAction) -> bool:
    return action.is_editable and is_sales_side(user, action)


@because(_("An open improvement is reported as done by the department it was given to."))
def can_finish_action(user: User, action: ImprovementAction) -> bool:
    """The department says that it is done."""
    return action.status == ImprovementActionStatus.OPEN and is_of_department(user, action)


@because(_("An improvement that did not help is reopened by the sales side in charge of the customer."))
def can_reopen_action(user: User, action: ImprovementAction) -> bool:
    """Sales finds that it did not help."""
    return action.status == ImprovementActionStatus.DONE and is_sales_side(user, action)


@because(_("An open improvement is cancelled by the sales side in charge of the customer."))
def can_cancel_action(user: User, action: ImprovementAction) -> bool:
    return action.status == ImprovementActionStatus.OPEN and is_sales_side(user, action)


@because(_("Suggestions are decided by the technical department."))
def can_decide_suggestion(user: User, suggestion: ImprovementSuggestion) -> bool:
    """The technical department (SVC-09)."""
    return Role.TEC in user.acting_roles and may(
        user, "quality_opinion", "U", owner=suggestion.customer.owner, document=suggestion
    )


@because(_("A suggestion is edited by the sales side in charge of the customer, until it is decided."))
def can_edit_suggestion(user: User, suggestion: ImprovementSuggestion) -> bool:
    return suggestion.is_editable and is_sales_side(user, suggestion)


@because(right_of("quality_opinion", "R"))
def reads_opinions(user: User) -> bool:
    return may_at_all(user, "quality_opinion", "R")
