"""Quarters and the three reports of each, side by side (RSH-01)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from customers.research.models import ResearchReport
from customers.research.writing import wanted_types
from salesmgmt.core.calendar import SHANGHAI, Quarter

if TYPE_CHECKING:
    from customers.research.querysets import ResearchQuerySet
    from customers.research.states import ResearchReportType

QUARTERS_SHOWN = 8


@dataclass(frozen=True)
class Cell:
    """One demanded report: ``state`` is done, late, open, missing or none (not demanded of that quarter)."""

    type: str
    label: str
    state: str
    reports: tuple


def last_quarters(quarter: Quarter, number: int = QUARTERS_SHOWN) -> list:
    """The quarter and those before it, newest first; pure."""
    found = [quarter]
    while len(found) < number:
        found.append(found[-1].preceding)
    return found


def grid(reports: ResearchQuerySet, today_quarter: Quarter) -> list:
    """``[(Quarter, [Cell])]``, newest first. Earlier quarters without any report at all are left out, but for the last."""
    wanted = wanted_types()
    by_key: dict = {}
    for report in reports:
        by_key.setdefault((report.period, report.type), []).append(report)
    rows = []
    for quarter in last_quarters(today_quarter):
        cells = [
            _cell(quarter, type_, by_key.get((quarter, type_), []), today_quarter, wanted)
            for type_ in ResearchReport.Type
        ]
        if quarter >= today_quarter.preceding or any(cell.reports for cell in cells):
            rows.append((quarter, cells))
    return rows


def _cell(
    quarter: Quarter, type_: ResearchReportType, reports: list, this_quarter: Quarter, wanted: list[ResearchReportType]
) -> Cell:
    handed_in = [report for report in reports if report.status != ResearchReport.Status.DRAFT]
    if handed_in:
        first = min(report.submitted_at for report in handed_in)
        state = "late" if first.astimezone(SHANGHAI).date() > quarter.last_day else "done"
    elif type_ not in wanted:
        state = "none"
    else:
        state = "open" if quarter >= this_quarter else "missing"
    return Cell(str(type_), str(type_.label), state, tuple(reports))
