"""A plan as an Excel sheet: the one that is imported again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performance.plan.forms import month_label
from performance.plan.models import MONTHS, SalesPlan
from performance.plan.tree import rows_of
from salesmgmt.core.output.xlsx import Column, Report
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from typing import Any

    from performance.plan.tree import Row
    from salesmgmt.core.models import User


def plan_columns(year: int) -> list[Column]:
    return [
        Column(_("year"), lambda row: year, "year"),
        Column(_("code"), lambda row: row.line.code, width=14),
        Column(_("line"), lambda row: "　" * row.depth + row.line.name, width=24),
        Column(pgettext("column", "Whole year"), lambda row: row.line.target, "money"),
        *(_month(number) for number in range(1, MONTHS + 1)),
        Column(_("collected last year"), lambda row: row.collected, "money"),
        Column(_("growth"), lambda row: row.growth, "percent"),
        Column(_("quotas in force"), lambda row: row.quota, "money"),
    ]


def _month(number: int) -> Column:
    return Column(str(month_label(number)), lambda row: row.line.months[number - 1], "money")


def build_plan(user: User, query: Any, path: Any, progress: Any) -> int:
    """The lines of one plan this person sees, in the order of the tree."""
    plan = SalesPlan.objects.visible_to(user).get(pk=as_pk(query.get("plan")) or 0)
    rows: list[Row] = rows_of(plan, plan.lines.visible_to(user))
    report = Report(user)
    count = report.add_sheet(_("Sales plan of %(year)d") % {"year": plan.year}, plan_columns(plan.year), rows)
    report.save(path)
    return count
