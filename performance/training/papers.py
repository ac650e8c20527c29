"""F-41, the training record of a person (培训记录)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from performance.training.models import TrainingRecord, TrainingTopic
from salesmgmt.core.calendar import today
from salesmgmt.core.output import pdf

if TYPE_CHECKING:
    from salesmgmt.core.models import User

TEMPLATE = "performance/training/paper.html"


@pdf.in_chinese
def training_pdf(employee: User) -> bytes:
    """All that was recorded of him, the oldest first, and the topics of onboarding he lacks (TEAM-03)."""
    records = TrainingRecord.objects.filter(employee=employee).select_related("topic", "course", "recorded_by")
    passed = TrainingRecord.objects.passed().filter(employee=employee).values("topic")
    return pdf.render(
        TEMPLATE,
        {
            "employee": employee,
            "records": list(records.order_by("date", "pk")),
            "missing": list(TrainingTopic.objects.onboarding().exclude(pk__in=passed)),
            "number": "",
            "footer": f"培训记录 {employee}",
            "date": today(),
            "draft": False,
            "signatures": [("员工", employee, None), ("直接上级", employee.superior, None)],
        },
    )
