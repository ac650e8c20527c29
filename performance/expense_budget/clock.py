"""J22 year_open, its part about expense budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.preparing import DRAFTED, amounts_of, head_of, open_budget
from salesmgmt.core import calendar
from salesmgmt.core.domain.faults import one_by_one
from salesmgmt.core.domain.todo import open_task
from salesmgmt.core.models import Unit, User
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import lock

if TYPE_CHECKING:
    import datetime as dt


def open_budget_drafts(at: dt.datetime) -> int:
    """A draft of the year's budget for each sales department, with last year's amounts; a second run makes none
    (EXP-01, J22)."""
    year = calendar.day_of(at).year
    return one_by_one("expense-budget-drafts", departments(), lambda unit: _open(unit, year))


def departments() -> list[Unit]:
    """The units in which the sales people work: their regions, or teams where there are no regions."""
    people = User.objects.with_role(Role.REP, Role.SUP, Role.MGR).select_related("unit")
    units = {unit.pk: unit for unit in (person.scope_unit("g") for person in people) if unit is not None}
    return sorted(units.values(), key=lambda unit: unit.path)


def _open(unit: Unit, year: int) -> bool:
    lock(Unit, unit.pk)
    if ExpenseBudget.objects.of(unit, year).exists():
        return False
    former = ExpenseBudget.objects.of(unit, year - 1).in_force().first()
    budget = open_budget(None, unit, year, amounts_of(former) if former else {})
    open_task(
        DRAFTED,
        budget,
        head_of(unit),
        lambda: _("Expense budget %(year)d of %(department)s") % {"year": year, "department": unit},
        key=str(year),
    )
    return True
