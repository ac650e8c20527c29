"""F-18, the task plan (任务计划), in duplicate."""

from orders.task_plan.models import TaskPlan
from salesmgmt.core.output.pdf import in_chinese, render

# PRD-06, DOC-03: one retained, one to production.
TASK_PLAN_COPIES = ("第一联　留存", "第二联　生产部")


@in_chinese
def task_plan_paper(plan: TaskPlan) -> bytes:
    """Two labelled copies; a draft until it is issued (PRD-06, DOC-03)."""
    return render(
        "orders/task_plan/paper.html",
        {
            "plan": plan,
            "lines": plan.lines.select_related("product", "customer"),
            "number": plan.number,
            "date": plan.issued_at or plan.created_at,
            "draft": plan.issued_at is None,
            "signatures": [("计划员", plan.created_by, plan.issued_at), ("生产部", plan.agreed_by, plan.agreed_at)],
        },
        copies=TASK_PLAN_COPIES,
    )
