"""A budget as an Excel sheet: the one that is imported again, with last year's amounts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.preparing import amounts_of, by_category, last_year_of, used_last_year
from performance.expense_budget.states import MONTHS, ExpenseCategory, month_label
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.money import ZERO
from salesmgmt.core.output.xlsx import Column, Report
from salesmgmt.core.querysets import as_pk

if TYPE_CHECKING:
    from typing import Any

    from salesmgmt.core.models import User


def build_budget(user: User, query: Any, path: Any, progress: Any) -> int:
    """One row a category: the twelve months, the year, what the version before and last year's budget gave."""
    pk = as_pk(query.get("budget"))
    budget = ExpenseBudget.objects.visible_to(user).filter(pk=pk).select_related("department").first() if pk else None
    if budget is None:
        raise BusinessError(_("This document no longer exists."))
    report = Report(user)
    count = report.add_sheet(
        f"{budget.department} {budget.year} V{budget.version}", _columns(budget), list(ExpenseCategory)
    )
    report.save(path)
    return count


def _columns(budget: ExpenseBudget) -> list[Column]:
    amounts, sums = amounts_of(budget), by_category(budget)
    of = ExpenseBudget.objects.of
    former = of(budget.department, budget.year).filter(version__lt=budget.version).order_by("-version").first()
    last = last_year_of(budget)
    columns = [
        Column(pgettext("expense budget", "department code"), lambda category: budget.department.code, width=14),
        Column(_("year"), lambda category: budget.year, "year"),
        Column(pgettext("expense", "category"), lambda category: category.label, width=16),
        *(_month(amounts, month) for month in MONTHS),
        Column(pgettext("column", "Whole year"), lambda category: sums.get(category, ZERO), "money", total=True),
    ]
    if former is not None:
        columns.append(_compared(f"V{former.version}", former))
    if last is not None:
        columns.append(_compared(pgettext("expense budget", "budget of last year"), last))
    if used := used_last_year(budget):
        label = pgettext("expense budget", "used last year")
        columns.append(Column(label, lambda category: used.get(category, ZERO), "money", total=True))
    return columns


def _month(amounts: dict, month: int) -> Column:
    """What a category does not say stays empty: empty and 0 are two things (EXP-02)."""
    return Column(str(month_label(month)), lambda category: amounts.get((category, month)), "money")


def _compared(label: str, budget: ExpenseBudget) -> Column:
    sums = by_category(budget)
    return Column(label, lambda category: sums.get(category, ZERO), "money", total=True)
