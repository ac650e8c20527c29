"""F-17, the order-intake plan (承揽计划)."""

from orders.intake_plan.models import IntakePlan
from salesmgmt.core.output.pdf import in_chinese, render


@in_chinese
def intake_paper(plan: IntakePlan) -> bytes:
    return render(
        "orders/intake_plan/paper.html",
        {
            "plan": plan,
            "lines": plan.lines.select_related("product"),
            "number": plan.number,
            "date": plan.created_at,
            "draft": False,
            "signatures": [("业务员", plan.created_by, plan.created_at), ("计划员", "", None)],
        },
    )
