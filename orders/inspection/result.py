"""Inspection before stock entry, and stock entry by the warehouse (QC-02, 004 §3.4, 003 (三)4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.inspection.models import Inspection
from orders.inspection.permissions import can_close_inspection, can_inspect
from orders.inspection.rules import inspection_status
from orders.inspection_standard.standard import standards_of
from orders.order.locking import lock_under_order
from orders.production.models import Production
from salesmgmt.core import audit, registry
from salesmgmt.core.domain.approvals.alone import hand_to_superior, why_not_alone
from salesmgmt.core.domain.notices import notify_roles
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal

    from salesmgmt.core.models import User


def offer_for_inspection(
    production: Production, *, user: User, quantity: Decimal, after: Inspection | None = None
) -> Inspection:
    """A pending inspection of the quantity finished, for the quality department; readable by the warehouse."""
    inspection = Inspection.objects.create(
        number=next_number("inspection"),
        created_by=user,
        production=production,
        order_id=production.order_id,
        quantity=quantity,
        standard=after.standard if after else _standard_of(production),
    )
    for role in (Role.QA, Role.PROD, Role.WH):
        route(inspection, role=role)
    audit.record(inspection, user, gettext_noop("Created"), to_status=inspection.status)
    notify_roles(
        [Role.QA],
        lambda: _("To inspect: %(production)s") % {"production": production},
        url=inspection.get_absolute_url(),
    )
    return inspection


def _standard_of(production: Production) -> str:
    """The contract's outgoing inspection standard in force, else what the plan asks for; quality may name another (QC-01)."""
    annex = standards_of(production.order).first() if production.order.contract_id else None
    return annex.title if annex else production.quality_requirement[:200]


def locked_inspection(pk: int) -> Inspection:
    of = Inspection.objects.filter(pk=pk).values_list("production", flat=True).first()
    production = lock_under_order(Production, of or 0)
    inspection = lock(Inspection, pk, "order__customer__owner")
    inspection.production = production
    return inspection


@transaction.atomic
def record_inspection(
    pk: int, user: User, *, quantity_passed: Decimal, standard: str, findings: str = ""
) -> Inspection:
    """The result by the outgoing inspection standard (QC-02). What failed goes to rework and opens a nonconformity (QC-03).

    Raises BusinessError for a quantity that was not offered, or a failure without findings.
    """
    inspection = locked_inspection(pk)
    status = inspection_status(inspection.quantity, quantity_passed)
    if inspection.status != Inspection.Status.PENDING:
        raise BusinessError(_("This inspection has already been decided."))
    require(can_inspect(user, inspection), why_not_alone(user, inspection, Role.QA))
    if not 0 <= quantity_passed <= inspection.quantity:
        raise BusinessError(
            _("The quantity passed lies between 0 and %(quantity)s.")
            % {"quantity": f"{inspection.quantity.normalize():f}"}
        )
    if not standard.strip():
        raise BusinessError(_("Name the inspection standard."))
    if status == Inspection.Status.FAILED and not findings.strip():
        raise BusinessError(_("Describe what failed."))
    all_passed = status == Inspection.Status.PASSED
    problems = registry.fact("inspection", "measuring_problems", inspection, all_passed=all_passed)
    if problems:
        raise BusinessError(" ".join(problems))
    move(
        inspection,
        status,
        user,
        comment=findings,
        quantity_passed=quantity_passed,
        standard=standard,
        findings=findings,
        inspected_by=user,
        inspected_at=timezone.now(),
    )
    registry.tell("inspection", "recorded", inspection, user=user)
    if status == Inspection.Status.FAILED:
        _send_to_rework(inspection, user, findings)
    return inspection


def _send_to_rework(inspection: Inspection, user: User, findings: str) -> None:
    # What was made under a plan that was stopped meanwhile is not reworked: quality closes it.
    if inspection.production.can_become(Production.Status.REWORK):
        move(inspection.production, Production.Status.REWORK, user, comment=findings)
    registry.tell("inspection", "failed", inspection, user=user)
    notify_roles([Role.PROD], lambda: _("Rework: %(inspection)s") % {"inspection": inspection}, body=findings)
    # Who found the fault does not let the goods pass: without a second inspector his superior does.
    hand_to_superior(inspection, Role.QA, lambda: _("Inspection failed: %(inspection)s") % {"inspection": inspection})


@transaction.atomic
def close_inspection(pk: int, user: User, corrective_action: str) -> Inspection:
    """Scrap or concession: the quality department ends a failed inspection with the action taken, by another person
    than the one who recorded the result (QC-02, QC-03, SEC-04)."""
    inspection = locked_inspection(pk)
    require(can_close_inspection(user, inspection), why_not_alone(user, inspection, Role.QA))
    if not corrective_action.strip():
        raise BusinessError(_("Describe the corrective action."))
    move(inspection, Inspection.Status.CLOSED, user, comment=corrective_action, corrective_action=corrective_action)
    registry.tell("inspection", "closed", inspection, user=user)
    return inspection
