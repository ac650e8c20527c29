"""A failed inspection becomes a nonconformity; production acts, quality verifies and closes (QC-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from orders.inspection.result import locked_inspection
from orders.nonconformity.models import Nonconformity
from orders.nonconformity.permissions import can_close_nonconformity, can_take_action, can_verify_action
from orders.nonconformity.rules import closing_problems, goods_problem
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals.alone import hand_to_superior, why_not_alone
from salesmgmt.core.domain.notices import notify, notify_department
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.routing import route
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import guard, lock, move, require

if TYPE_CHECKING:
    from orders.inspection.models import Inspection
    from salesmgmt.core.models import User


def open_nonconformity(inspection: Inspection, *, user: User) -> Nonconformity:
    """Opened by itself when an inspection has failed; the rep and production hear of it at once (QC-03, 000 四(二)3)."""
    found = Nonconformity.objects.create(
        number=next_number(Nonconformity.KIND),
        inspection=inspection,
        order_id=inspection.order_id,
        product_id=inspection.production.order_line.product_id,
        quantity=inspection.quantity - inspection.quantity_passed,
        defect=inspection.findings,
    )
    audit.record(found, user, gettext_noop("Created"), to_status=found.status, comment=str(inspection))
    route(found, role=Role.QA)
    notify(
        [inspection.order.customer.owner],
        lambda: _("Inspection failed: %(inspection)s") % {"inspection": inspection},
        url=found.get_absolute_url(),
        body=inspection.findings,
    )
    notify_department(
        found,
        Role.PROD,
        lambda: _("Corrective action wanted: %(nonconformity)s") % {"nonconformity": found},
        sent_by=user,
        body=inspection.findings,
    )
    return found


def _locked(pk: int) -> Nonconformity:
    """Order, production, inspection, then what failed: the order of locks everywhere in orders."""
    row = Nonconformity.objects.filter(pk=pk).first()
    if row is None:
        raise BusinessError(_("This document no longer exists."))
    inspection = locked_inspection(row.inspection_id)
    found = lock(Nonconformity, pk, "order__customer__owner")
    found.inspection = inspection
    return found


@transaction.atomic
def take_action(
    pk: int, user: User, *, cause: str, corrective_action: str, severity: str = "", containment: str = ""
) -> Nonconformity:
    """What was done at once, why it happened, and what is done for good (QC-03)."""
    found = _locked(pk)
    guard(found, Nonconformity.Status.ACTION)
    require(can_take_action(user, found))
    if not cause.strip() or not corrective_action.strip():
        raise BusinessError(_("Cause and corrective action are needed."))
    move(
        found,
        Nonconformity.Status.ACTION,
        user,
        comment=corrective_action,
        containment=containment,
        cause=cause,
        corrective_action=corrective_action,
        severity=severity or found.severity,
        action_by=user,
        action_at=timezone.now(),
    )
    notify_department(
        found,
        Role.QA,
        lambda: _("Action to verify: %(nonconformity)s") % {"nonconformity": found},
        sent_by=user,
        body=corrective_action,
    )
    hand_to_superior(found, Role.QA, lambda: _("Action to verify: %(nonconformity)s") % {"nonconformity": found})
    return found


@transaction.atomic
def verify_action(pk: int, user: User, *, helped: bool, verification: str) -> Nonconformity:
    """Quality says whether it helped, by the goods themselves; what did not help is open again (QC-03)."""
    found = _locked(pk)
    to = Nonconformity.Status.VERIFIED if helped else Nonconformity.Status.OPEN
    guard(found, to)
    require(can_verify_action(user, found), why_not_alone(user, found, Role.QA))
    if not verification.strip():
        raise BusinessError(_("The verification is missing."))
    if not helped:
        move(found, to, user, comment=verification)
        notify(
            [found.action_by, found.order.customer.owner],
            lambda: _("The action did not help: %(nonconformity)s") % {"nonconformity": found},
            url=found.get_absolute_url(),
            body=verification,
        )
        return found
    inspection = found.inspection
    later = inspection.production.inspections.filter(pk__gt=inspection.pk).values_list("status", flat=True)
    problem = goods_problem(inspection.production.status, inspection.status, list(later))
    if problem:
        raise BusinessError(problem)
    return move(
        found,
        to,
        user,
        comment=verification,
        verification=verification,
        verified_by=user,
        verified_at=timezone.now(),
    )


@transaction.atomic
def close_nonconformity(pk: int, user: User) -> Nonconformity:
    """The end of it: only with an action and its verification; the rep may tell the customer (QC-03)."""
    found = _locked(pk)
    require(can_close_nonconformity(user, found))
    problems = closing_problems(found.corrective_action, found.verification if found.verified_at else "")
    if problems:
        raise BusinessError(" ".join(problems))
    guard(found, Nonconformity.Status.CLOSED)
    move(found, Nonconformity.Status.CLOSED, user, closed_at=timezone.now())
    notify(
        [found.order.customer.owner],
        lambda: _("Nonconformity closed: %(nonconformity)s") % {"nonconformity": found},
        url=found.get_absolute_url(),
        body=found.corrective_action,
    )
    return found
