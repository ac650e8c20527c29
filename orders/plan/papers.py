from __future__ import annotations

from typing import TYPE_CHECKING

from orders.plan.models import PlanRelease
from salesmgmt.core.output.pdf import in_chinese, render
from salesmgmt.core.permissions import Role

if TYPE_CHECKING:
    from typing import Any


def department_names(codes: list) -> str:
    return "、".join(str(Role(code).label) for code in codes)


@in_chinese
def plan_paper(plan: PlanRelease) -> bytes:
    """The sales plan release form, a copy for each department; a draft until the head of sales has signed (PRD-04)."""
    return render(
        "orders/plan/paper.html",
        {
            "plan": plan,
            "lines": plan.lines.select_related("order_line__product"),
            "departments": department_names(plan.departments),
            "told": department_names(plan.verbal_departments),
            "number": plan.number,
            "date": plan.released_at or plan.created_at,
            "draft": plan.released_at is None,
            "signatures": [
                ("制单", plan.created_by, plan.created_at),
                ("销售负责人", plan.released_by, plan.released_at),
            ],
        },
        copies=tuple(str(Role(code).label) for code in plan.departments) or ("",),
    )


def plans_of(note: Any) -> list:
    """The released forms, the only instruction, that the goods of a note follow (PRD-03)."""
    lines = note.lines.values("order_line")
    rows = PlanRelease.objects.filter(lines__order_line__in=lines, lines__is_active=True)
    return list(rows.distinct().order_by("pk"))
