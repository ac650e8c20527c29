"""F-03, visit plan and record (拜访计划 / 拜访记录, 002 §8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from customers.visit.models import Visit


TEMPLATE = "customers/visit/paper.html"


@pdf.in_chinese
def visit_pdf(visit: Visit) -> bytes:
    """The bytes of the plan, and of the record once the visit is reported (F-03)."""
    report = getattr(visit, "report", None)
    names = [("拜访人", visit.visitor, visit.visited_at)]
    names.append(("制表", report.reported_by, report.reported_at) if report else ("制表", visit.visitor, None))
    names += [("审核", None, None), ("批准", None, None)]
    context = {
        "draft": False,
        "visit": visit,
        "report": report,
        "customer": visit.customer,
        "number": visit.number,
        "date": visit.day,
        "companions": "、".join(str(each) for each in visit.companions.all()),
        "categories": "、".join(str(each) for each in visit.categories.all()),
        "signatures": names,
    }
    return pdf.render(TEMPLATE, context)
