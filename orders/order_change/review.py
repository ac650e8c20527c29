"""The sales manager's review of an order change: impacts, joint review, decision (CHG-02, CHG-03, CHG-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.order_change.entry import problems_of, release_lines
from orders.order_change.models import OrderChange
from orders.order_change.rules import missing_impacts
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.notices import notify
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role, may_at_all
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User

DECIDE, JOINT = "decide", "joint"
# Who can be asked for a joint review (000 四(三)2: production, purchasing, logistics and others).
DEPARTMENTS = (Role.PROD, Role.PUR, Role.LOG, Role.QA)


def manager_step(change: OrderChange, user: User) -> ApprovalStep:
    """The manager's own pending step, or PermissionDenied: nobody else enters impacts or asks departments."""
    step = approvals.step_of(change, user)
    if step is None or step.key != DECIDE:
        raise PermissionDenied(_("This change does not wait for your decision."))
    return step


@transaction.atomic
def assess_impacts(pk: int, user: User, *, impact_production: str, impact_delivery: str, impact_cost: str) -> Any:
    """The manager enters what the change means for production, delivery and cost: submitted → under_review (CHG-02)."""
    change = lock(OrderChange, pk)
    if change.status not in (OrderChange.Status.SUBMITTED, OrderChange.Status.UNDER_REVIEW):
        raise BusinessError(
            _("%(document)s is “%(now)s”: the impact is entered before the decision.")
            % {"document": change, "now": change.get_status_display()}
        )
    step = manager_step(change, user)
    values = {
        "impact_production": impact_production.strip(),
        "impact_delivery": impact_delivery.strip(),
        "impact_cost": impact_cost.strip(),
        "assessed_by": user,
        "assessed_at": timezone.now(),
    }
    if not all(values.values()):
        raise BusinessError(_("Enter the impact on production, on delivery and on cost."))
    stage = OrderChange.Status.UNDER_REVIEW
    return approvals.note_finding(step.pk, user, gettext_noop("Impact assessed"), stage=stage, **values)


@transaction.atomic
def ask_departments(pk: int, user: User, *, departments: list[str], question: str = "") -> OrderChange:
    """A joint review: the departments are asked side by side for their opinion, and the manager decides when all have
    answered: under_review → joint_review (CHG-03)."""
    change = lock(OrderChange, pk)
    step = manager_step(change, user)
    if change.status != OrderChange.Status.UNDER_REVIEW:
        raise BusinessError(_("Enter the impact first; then departments can be asked."))
    wanted = [role for role in DEPARTMENTS if role in departments]
    if not wanted:
        raise BusinessError(_("Choose at least one department."))
    approvals.ask_first(
        step.pk,
        user,
        [(role, _("Joint review: %(department)s") % {"department": role.label}) for role in wanted],
        stage=OrderChange.Status.JOINT_REVIEW,
        key=JOINT,
        comment=question,
    )
    change.refresh_from_db(fields=["status"])
    return change


def require_impacts(change: OrderChange) -> None:
    """Neither agreed nor rejected without the impact on production, delivery and cost (CHG-02); BusinessError."""
    missing = missing_impacts(change)
    if missing or change.status == OrderChange.Status.SUBMITTED:
        fields = "、".join(missing or [str(_("production")), str(_("delivery")), str(_("cost"))])
        raise BusinessError(_("Enter the impact first: %(fields)s.") % {"fields": fields})


def check_rejection(change: OrderChange, step: ApprovalStep, user: User) -> None:
    """The manager refuses with the impacts in hand as he agrees with them (CHG-02)."""
    if step.key == DECIDE:
        require_impacts(change)


def check_decision(change: OrderChange, step: ApprovalStep, user: User, data: dict) -> None:
    """The manager agrees only with the three impacts entered (CHG-02) and with a change that is still possible; that
    all departments have answered the engine sees to, because his step waits for theirs (CHG-03)."""
    if step.key != DECIDE:
        return
    require_impacts(change)
    problems = problems_of(change)
    if problems:
        raise BusinessError(" ".join(problems))


def on_approved(change: OrderChange, round_: ApprovalRound, user: User) -> None:
    owner = change.responsible
    notify(
        [owner],
        lambda: _("Order change approved, to be passed on to the departments: %(change)s") % {"change": change},
        url=change.get_absolute_url(),
    )


def on_rejected(change: OrderChange, round_: ApprovalRound, user: User) -> None:
    """The order stays as it is; its lines are free again, and the rep owes the customer an explanation (CHG-06)."""
    release_lines(change)


def is_reviewing(user: User, change: OrderChange) -> bool:
    """The manager whose decision this change waits for."""
    if change.status not in (OrderChange.Status.SUBMITTED, OrderChange.Status.UNDER_REVIEW) or not may_at_all(
        user, "order_change", "R"
    ):
        return False
    step = approvals.step_of(change, user)
    return step is not None and step.key == DECIDE
