from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from orders.task_plan.models import TaskPlanLine


def issue_problems(lines: Iterable[TaskPlanLine]) -> list[str]:
    """What keeps a task plan from being agreed and issued: each line names its completion date (PRD-06, 003 (三)2)."""
    lines = list(lines)
    if not lines:
        return [_("The task plan has no line.")]
    return [
        _("%(line)s: the completion date is missing.") % {"line": line.product}
        for line in lines
        if line.completion_date is None
    ]
