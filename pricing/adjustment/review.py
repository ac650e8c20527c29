"""The sales manager's review: effect on sales, market share and customer relations, joint review, decision (PRC-08)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pricing.adjustment.computing import base_of
from pricing.adjustment.models import PriceAdjustment
from pricing.adjustment.proposal import refuse_incomplete
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    from salesmgmt.core.models import ApprovalRound, ApprovalStep, User

DECIDE, JOINT = "decide", "joint"
# What the manager says of the proposal before he agrees (000 五(三)2).
EFFECTS = ("effect_on_sales", "effect_on_market_share", "effect_on_customers")
MARKETING = "marketing"


def departments() -> dict:
    """``{key: label}`` of those who can be asked (000 五(三)2: finance, marketing and others)."""
    others = (Role.PUR, Role.PROD, Role.SVC)
    return {
        Role.FIN.value: Role.FIN.label,
        MARKETING: gettext_lazy("Marketing"),
        **{role.value: role.label for role in others},
    }


def role_of(department: str) -> str:
    """Marketing has no role of its own: the register says who answers for it."""
    return policy().marketing_role if department == MARKETING else department


def manager_step(adjustment: PriceAdjustment, user: User) -> ApprovalStep:
    """The decider's own pending step, or PermissionDenied: nobody else asks departments."""
    step = approvals.step_of(adjustment, user)
    if step is None or step.key != DECIDE:
        raise PermissionDenied(_("This proposal does not wait for your decision."))
    return step


@transaction.atomic
def ask_departments(pk: int, user: User, *, departments: list[str], question: str = "") -> PriceAdjustment:
    """A joint review: submitted → joint_review. The departments give their opinions side by side, and the manager decides
    when all have answered, whatever they say (PRC-08)."""
    adjustment = lock(PriceAdjustment, pk)
    step = manager_step(adjustment, user)
    if adjustment.status != PriceAdjustment.Status.SUBMITTED:
        raise BusinessError(_("Departments are asked before the decision."))
    known = _known()
    wanted = [name for name in known if name in departments]
    if not wanted:
        raise BusinessError(_("Choose at least one department."))
    approvals.ask_first(
        step.pk,
        user,
        [(role_of(name), _("Joint review: %(department)s") % {"department": known[name]}) for name in wanted],
        stage=PriceAdjustment.Status.JOINT_REVIEW,
        key=JOINT,
        comment=question,
    )
    adjustment.refresh_from_db(fields=["status"])
    return adjustment


def _known() -> dict:
    return departments()


def check_decision(adjustment: PriceAdjustment, step: ApprovalStep, user: User, data: dict) -> None:
    """The manager agrees with his review written down, and with prices that still begin from the list they were computed
    from. That all departments asked have answered the engine sees to: his step waits for theirs (PRC-08)."""
    if step.key != DECIDE:
        return
    if not all((data.get(name) or "").strip() for name in EFFECTS):
        raise BusinessError(
            _("Review the effect on sales, on the market share and on customer relations before you agree.")
        )
    refuse_incomplete(adjustment)
    refuse_moved(adjustment)


def refuse_moved(adjustment: PriceAdjustment) -> None:
    """Another list came between the proposal and its day: the differences that were read are no longer right."""
    base = base_of(adjustment)
    prices = dict(base.items.values_list("product_id", "price")) if base else {}
    moved = [line for line in adjustment.lines.all() if line.old_price != prices.get(line.product_id)]
    if moved:
        raise BusinessError(
            _("The price list has changed since the proposal was computed. Send it back; saving it computes it anew.")
        )


def opinions_of(round_: ApprovalRound | None) -> list:
    """What the departments answered in this round, side by side; open ones too."""
    return [step for step in round_.steps.all() if step.key == JOINT and step.is_live] if round_ else []


def why_not_decided(user: User, adjustment: PriceAdjustment) -> str:
    """Who has not answered yet, where people look for the decision."""
    if adjustment.status != PriceAdjustment.Status.JOINT_REVIEW:
        return ""
    waiting = [step.label for step in opinions_of(approvals.current_round(adjustment)) if not step.is_decided]
    return _("Not yet answered: %(departments)s.") % {"departments": "、".join(map(str, waiting))} if waiting else ""
