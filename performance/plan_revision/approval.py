"""How revisions of the sales plan are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from performance.plan_revision.models import SalesPlanRevision
from performance.plan_revision.permissions import can_submit_revision
from performance.plan_revision.revising import approved_fields, check_revision, take_effect
from salesmgmt.core import audit
from salesmgmt.core.domain.approvals import Approval, Step
from salesmgmt.core.domain.approvals.snapshot import IGNORED
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def steps_for_revision(revision: SalesPlanRevision, policy: Any) -> list[Step]:
    """An adjustment plan goes to the company's manager, never to its author (PLN-04, SEC-04)."""
    return [Step(1, Role.GM, _("General manager"), SalesPlanRevision.Status.PROPOSED)]


def snapshot_of_revision(revision: SalesPlanRevision) -> dict:
    rows = revision.lines.select_related("line__unit", "line__person", "line__parent__unit")
    lines = {row.line.code: {"months": " / ".join(map(str, row.months))} for row in rows if row.is_changed}
    return {"fields": audit.field_values(revision, exclude=IGNORED), "lines": lines}


SALES_PLAN_REVISION = Approval(
    model=SalesPlanRevision,
    steps_for=steps_for_revision,
    approved=SalesPlanRevision.Status.APPROVED,
    rejected=SalesPlanRevision.Status.REJECTED,
    returned=SalesPlanRevision.Status.DRAFT,
    withdrawn=SalesPlanRevision.Status.DRAFT,
    can_submit=can_submit_revision,
    check_submit=check_revision,
    approved_fields=approved_fields,
    on_approved=take_effect,
    snapshot=snapshot_of_revision,
    title=lambda revision: f"{revision.plan.year} · {revision.reason[:60]}",
)
