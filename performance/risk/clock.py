"""J20 quarter_open, its part about risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.risk.assessing import REVIEW
from performance.risk.models import RiskReport
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.address import manager_above
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.todo import open_task

if TYPE_CHECKING:
    import datetime as dt


def open_reviews(at: dt.datetime) -> int:
    """A to-do of the manager for each risk that is to be assessed again; a second run opens nothing (RSK-02, SET-41)."""
    day = calendar.day_of(at)
    due = RiskReport.objects.due_again(day).select_related("created_by__superior").order_by("pk")
    return one_by_one("risk-review", list(due), _open)


def _open(risk: RiskReport) -> bool:
    person = manager_above(risk.created_by)  # who may assess it: never whoever wrote it (SEC-04)
    if person is None:
        return False
    made = open_task(
        REVIEW,
        risk,
        person,
        lambda: _("Assess the risk again: %(what)s") % {"what": risk.title},
        key=str(risk.next_review),
        due_on=risk.next_review,
    )
    return made is not None
