"""The paper of a collection report (回款报告, F-31)."""

from orders.collection_report.models import CollectionReport
from salesmgmt.core.money import ZERO
from salesmgmt.core.output.pdf import in_chinese, render

TEMPLATE = "orders/collection_report/paper.html"


@in_chinese
def report_paper(report: CollectionReport) -> bytes:
    """As it stands: the lines are those that were handed in."""
    causes = list(report.causes.select_related("customer"))
    return render(
        TEMPLATE,
        {
            "report": report,
            "payments": list(report.payments.select_related("customer", "payment")),
            "causes": causes,
            "overdue": sum((each.overdue for each in causes), ZERO),
            "number": report.number,
            "date": report.date_to,
            "draft": report.is_editable,
            "signatures": [("业务员", str(report.owner), None), ("财务", str(report.acknowledged_by or ""), None)],
        },
    )
