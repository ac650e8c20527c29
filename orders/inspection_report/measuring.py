"""Keeping the check points of products, and entering what an inspection found at each of them (QC-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from contracts.annex.states import ContractAnnexKind
from orders.inspection.result import locked_inspection
from orders.inspection_report.models import CheckPoint, Reading
from orders.inspection_report.permissions import can_measure, can_write_points
from orders.inspection_report.rules import is_within, limits_problem, measuring_problems
from orders.inspection_standard.standard import standards_of
from salesmgmt.core import audit
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import lock, require

INSPECTION_STANDARD = ContractAnnexKind.INSPECTION_STANDARD

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from orders.inspection.models import Inspection
    from salesmgmt.core.models import User


@transaction.atomic
def create_point(user: User, **fields: Any) -> CheckPoint:
    require(can_write_points(user))
    return _write(CheckPoint(), user, gettext_noop("Created"), fields)


@transaction.atomic
def update_point(pk: int, user: User, **fields: Any) -> CheckPoint:
    """Change what is asked; what was measured before keeps what was asked then."""
    require(can_write_points(user))
    return _write(lock(CheckPoint, pk), user, gettext_noop("Edited"), fields)


def _write(point: CheckPoint, user: User, action: str, fields: dict) -> CheckPoint:
    for name, value in fields.items():
        setattr(point, name, value)
    problem = limits_problem(point.kind, point.lower, point.upper)
    if problem:
        raise BusinessError(problem)
    if point.annex is not None and (point.annex.kind != INSPECTION_STANDARD or not point.annex.is_filed):
        raise BusinessError(_("Name an outgoing inspection standard that is filed with the contract."))
    same = CheckPoint.objects.in_force(point.product_id).filter(name=point.name, annex=point.annex)
    if point.is_active and same.exclude(pk=point.pk).exists():
        raise BusinessError(_("This product has a check point of this name."))
    point.save()
    audit.record(point, user, action, comment=point.asked)
    return point


def points_of(inspection: Inspection) -> list[CheckPoint]:
    """What is to be looked at of the goods of an inspection; nothing of goods in repair, which are judged by their job.

    Where an outgoing standard of the contract has check points for the product, these are asked, of the newest that has
    any, and not the product's own (QC-01).
    """
    if inspection.production.plan_line_id is None:
        return []
    rows = CheckPoint.objects.in_force(inspection.production.order_line.product_id)
    standards = standards_of(inspection.order).values("pk") if inspection.order.contract_id else []
    found = list(rows.filter(Q(annex__isnull=True) | Q(annex__in=standards)))
    newest = max((point.annex_id for point in found if point.annex_id), default=None)
    return [point for point in found if point.annex_id == newest]


@transaction.atomic
def record_readings(pk: int, user: User, *, found: dict) -> Inspection:
    """What was measured or seen: ``{check point pk: (smallest, greatest) or True/False}``; again until it is decided.

    Nothing is as required by itself: a point that is left out stays empty.
    """
    inspection = locked_inspection(pk)
    require(can_measure(user, inspection))
    points = {point.pk: point for point in points_of(inspection)}
    if set(found) - set(points):
        raise BusinessError(_("A check point is of another product, or no longer in force."))
    for key, value in found.items():
        _record(inspection, points[key], value, user)
    words = "、".join(points[key].name for key in found)
    audit.record(inspection, user, gettext_noop("Measured values entered"), comment=words)
    return inspection


def _record(inspection: Inspection, point: CheckPoint, value: tuple[Decimal, Decimal] | bool, user: User) -> None:
    lowest = highest = None
    if isinstance(value, bool):
        conforms = value
    else:
        lowest, highest = value
        if lowest > highest:
            raise BusinessError(_("%(point)s: the smallest value is above the greatest.") % {"point": point})
        conforms = is_within(point.lower, point.upper, lowest, highest)
    Reading.objects.update_or_create(
        inspection=inspection,
        point=point,
        defaults={
            "requirement": point.requirement,
            "unit": point.unit,
            "lower": point.lower,
            "upper": point.upper,
            "lowest": lowest,
            "highest": highest,
            "conforms": conforms,
            "recorded_by": user,
            "recorded_at": timezone.now(),
        },
    )


def problems_of(inspection: Inspection, *, all_passed: bool) -> list[str]:
    """What keeps an inspection from being decided: check points that are empty or not as required."""
    read = {row.point_id: row for row in inspection.readings.select_related("point")}
    missing = [point.name for point in points_of(inspection) if point.pk not in read]
    failed = [row.point.name for row in read.values() if not row.conforms]
    return measuring_problems(missing, failed, all_passed=all_passed)
