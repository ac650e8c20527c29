from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output.pdf import in_chinese, render

if TYPE_CHECKING:
    from typing import Any

    from orders.inspection.models import Inspection


@in_chinese
def report_paper(inspections: list[Inspection], *, number: str, order: Any, delivery: Any = None) -> Any:
    """产品检验报告 and 合格证: of an inspection, or of all inspections behind a delivery note."""
    last = max(inspections, key=lambda each: each.inspected_at)
    return render(
        "orders/inspection_report/paper.html",
        {
            "inspections": inspections,
            "order": order,
            "delivery": delivery,
            "number": number,
            "date": last.inspected_at,
            "draft": False,
            "signatures": [("检验", last.inspected_by, last.inspected_at), ("检验部门盖章", "", None)],
        },
    )
