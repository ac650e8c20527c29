"""Causes by product as an Excel sheet (SVC-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.quality.causes import cause_report
from customers.quality.filters import category_from, quarter_from
from salesmgmt.core.output.xlsx import Column, Report

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.domain.jobs import Progress
    from salesmgmt.core.models import User


def build_causes(user: User, query: Any, path: Any, progress: Progress) -> int:
    """What the page shows for the same quarter and category, in the exporter's scope; returns the number of rows."""
    quarter = quarter_from(query.get("quarter", ""))
    rows = cause_report(user, quarter, category_from(query.get("category", "")))
    columns = [
        Column(_("Product"), lambda row: row.product, width=32),
        Column(_("Cause"), lambda row: row.cause, width=24),
        Column(_("Quality opinions"), lambda row: row.opinions, "int", total=True),
        Column(_("Complaints"), lambda row: row.complaints, "int", total=True),
        Column(_("Total"), lambda row: row.total, "int", total=True),
    ]
    report = Report(user)
    count = report.add_sheet(f"{_('Products and causes')} {quarter}", columns, rows, progress=progress)
    report.save(path)
    return count
