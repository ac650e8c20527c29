"""A scheme is written, put in force, and written anew as the next version (KPI-01)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.assessment_scheme.models import AssessmentScheme, DeductionRule, KpiDefinition
from performance.assessment_scheme.permissions import (
    can_activate_scheme,
    can_edit_scheme,
    can_renew_scheme,
    can_write_scheme,
)
from performance.assessment_scheme.rules import why_weights_do_not_hold
from performance.assessment_scheme.states import DeductionKind, KpiKind, SchemeStatus
from salesmgmt.core import audit
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.state import change, guard, lock, move, require

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User

LINE = ("kind", "code", "name", "weight", "target", "cap")


def first_deductions() -> list[tuple[str, DeductionKind, Decimal]]:
    """SET-23: table T6, what each per cent short and each complaint costs; its last row is cut off ("连续发")."""
    limits = policy()
    return [
        ("sales", DeductionKind.SHORTFALL, Decimal("0.5")),
        ("profit", DeductionKind.SHORTFALL, Decimal("0.5")),
        ("external_sales", DeductionKind.SHORTFALL, Decimal("1")),
        ("complaints_general", DeductionKind.EACH, Decimal(limits.complaint_points_general)),
        ("complaints_serious", DeductionKind.EACH, Decimal(limits.complaint_points_serious)),
    ]


@transaction.atomic
def create_scheme(
    user: User, *, lines: list[dict], name: str, period_kind: str = "", remark: str = ""
) -> AssessmentScheme:
    """A draft with its indicators and the deductions of table T6 (KPI-01, KPI-03)."""
    require(can_write_scheme(user))
    scheme = _draft(user, name=name, period_kind=period_kind, remark=remark)
    _write(scheme, lines)
    DeductionRule.objects.bulk_create(
        DeductionRule(scheme=scheme, position=place, code=code, kind=kind, points=points)
        for place, (code, kind, points) in enumerate(first_deductions(), 1)
    )
    return scheme


def _draft(user: User, **fields: Any) -> AssessmentScheme:
    latest = AssessmentScheme.objects.filter(name=fields["name"]).order_by("-version").first()
    scheme = AssessmentScheme.objects.create(
        number=next_number(AssessmentScheme.KIND),
        created_by=user,
        version=latest.version + 1 if latest else 1,
        **fields,
    )
    audit.record(scheme, user, gettext_noop("Created"), to_status=scheme.status)
    return scheme


@transaction.atomic
def update_scheme(
    pk: int, user: User, *, lines: list[dict], name: str, period_kind: str = "", remark: str = ""
) -> AssessmentScheme:
    """Change a draft; its indicators are written anew."""
    scheme = lock(AssessmentScheme, pk)
    require(can_edit_scheme(user, scheme))
    change(scheme, user, gettext_noop("Changed"), name=name, period_kind=period_kind, remark=remark)
    scheme.lines.all().delete()
    _write(scheme, lines)
    return scheme


def _write(scheme: AssessmentScheme, lines: list[dict]) -> None:
    made = []
    for place, values in enumerate(lines, 1):
        line = KpiDefinition(scheme=scheme, position=place, **{name: values[name] for name in LINE if name in values})
        if line.kind == KpiKind.QUANTITATIVE and not line.code:
            raise BusinessError(_("Say by which indicator line %(place)d is computed.") % {"place": place})
        if line.kind == KpiKind.QUALITATIVE:
            line.code, line.target = "", None
            if not line.name.strip():
                raise BusinessError(_("Name what is judged in line %(place)d.") % {"place": place})
        made.append(line)
    KpiDefinition.objects.bulk_create(made)


@transaction.atomic
def set_deductions(pk: int, user: User, points: dict[int, tuple[Decimal, Decimal | None]]) -> AssessmentScheme:
    """``points``: {rule: (points off, target or None)} of a draft; 0 points switch a deduction off (KPI-03)."""
    scheme = lock(AssessmentScheme, pk)
    require(can_edit_scheme(user, scheme))
    changes = {}
    for rule in scheme.deductions.all():
        new, target = points[rule.pk]
        if (rule.points, rule.target) != (new, target):
            changes[rule.code] = [f"{rule.points} / {rule.target or '—'}", f"{new} / {target or '—'}"]
            rule.points, rule.target = new, target
            rule.save(update_fields=["points", "target"])
    audit.record(scheme, user, gettext_noop("Deductions changed"), changes=changes)
    return scheme


@transaction.atomic
def activate_scheme(pk: int, user: User) -> AssessmentScheme:
    """draft → in force; the version before it ends. Refused unless the weights sum to 100 (KPI-01).

    Assessments that were opened before keep the lines they were opened with.
    """
    scheme = lock(AssessmentScheme, pk)
    guard(scheme, SchemeStatus.ACTIVE)
    require(can_activate_scheme(user, scheme))
    if refusal := why_weights_do_not_hold(scheme.lines.values_list("weight", flat=True)):
        raise BusinessError(refusal)
    for former in AssessmentScheme.objects.filter(status=SchemeStatus.ACTIVE, period_kind=scheme.period_kind):
        move(lock(AssessmentScheme, former.pk), SchemeStatus.SUPERSEDED, user, comment=str(scheme))
    return move(scheme, SchemeStatus.ACTIVE, user, activated_at=timezone.now())


@transaction.atomic
def renew_scheme(pk: int, user: User) -> AssessmentScheme:
    """The next version as a draft, with the lines and deductions of this one."""
    former = lock(AssessmentScheme, pk)
    require(can_renew_scheme(user, former))
    scheme = _draft(user, name=former.name, period_kind=former.period_kind, remark=former.remark)
    for row in (*former.lines.all(), *former.deductions.all()):
        row.pk, row.scheme = None, scheme
        row._state.adding = True
        row.save()
    return scheme
