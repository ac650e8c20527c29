"""J20 quarter_open, its part about risks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.risk.assessing import REVIEW
from performance.risk.models import RiskReport
from salesmgmt.core import calendar
from salesmgmt.core.domain.approvals.address import everybody, manager_above
from salesmgmt.core.domain.todo import open_tasks

if TYPE_CHECKING:
    import datetime as dt


def open_reviews(at: dt.datetime) -> int:
    """A to-do of the manager for each risk that is to be assessed again; a second run opens nothing (RSK-02, SET-41)."""
    day = calendar.day_of(at)
    due = RiskReport.objects.due_again(day).order_by("pk")
    people = everybody()
    rows = [
        # Who may assess it: never whoever wrote it (SEC-04).
        (risk, manager_above(people[risk.created_by_id]), partial(_again, risk))
        for risk in due
    ]
    made = open_tasks(
        REVIEW,
        rows,
        key=lambda risk: str(risk.next_review),
        due_on=lambda risk: risk.next_review,
        queue="risk-review",
        tell=True,
    )
    return len(made)


def _again(risk: RiskReport) -> str:
    return _("Assess the risk again: %(what)s") % {"what": risk.title}
