"""The import of budgets in the shape in which they are exported: drafts are made or changed, months left empty stay (EXP-01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.permissions import prepares_budgets
from performance.expense_budget.preparing import amounts_of, create_budget, update_budget
from performance.expense_budget.states import MONTHS, ExpenseCategory, month_label
from salesmgmt.core.domain.import_columns import ImportColumn, amount, choice, code, whole_number
from salesmgmt.core.domain.import_specs import CREATED, UNCHANGED, UPDATED, RowErrors
from salesmgmt.core.domain.imports import ImportSpec
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Unit
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import User

AMOUNT = amount()


def amount_or_dash(cell: Any, reading: Any) -> Decimal:
    """An amount, or a dash for 0."""
    return ZERO if str(cell).strip() in ("-", "—", "–") else AMOUNT(cell, reading)


def import_budgets(rows: list, user: User, update: bool, progress: Any) -> dict:
    """``rows`` of (number, values), one a category: those of one department and year are one budget, taken whole or not."""
    outcomes: dict[int, str] = {}
    reasons: dict[int, str] = {}
    units = {unit.code.upper(): unit for unit in Unit.objects.filter(is_active=True)}
    groups: dict[tuple, list] = {}
    for number, values in rows:
        unit = units.get(values["department"].upper())
        if unit is None:
            reasons[number] = _("“%(text)s” is not known.") % {"text": values["department"]}
            continue
        groups.setdefault((unit, values["year"]), []).append((number, values))
    for (unit, year), lines in groups.items():
        _import_one(unit, year, lines, user, outcomes, reasons)
    if reasons:
        raise RowErrors(reasons)
    progress(len(rows))
    return outcomes


def _import_one(unit: Unit, year: int, lines: list, user: User, outcomes: dict, reasons: dict) -> None:
    draft = ExpenseBudget.objects.of(unit, year).prepared().first()
    amounts: dict = dict(amounts_of(draft)) if draft is not None else {}
    before, seen = dict(amounts), set()
    for number, values in lines:
        if values["category"] in seen:
            reasons[number] = _("the category stands in the file twice")
            continue
        seen.add(values["category"])
        try:
            amounts.update(_said(values, amounts))
        except BusinessError as refusal:
            reasons[number] = str(refusal)
    if any(number in reasons for number, _values in lines):
        return
    try:
        if draft is None:
            create_budget(user, unit, year, amounts)
        elif amounts != before:
            update_budget(draft.pk, user, amounts)
    except (BusinessError, PermissionDenied) as refusal:
        reasons.update({number: str(refusal) for number, _values in lines})
        return
    outcome = CREATED if draft is None else UPDATED if amounts != before else UNCHANGED
    outcomes.update({number: outcome for number, _values in lines})


def _said(values: dict, amounts: dict) -> dict:
    """What a row enters: months that are not empty; the year alone is spread over the months to the cent."""
    category, whole = values["category"], values["whole"]
    months = {month: values[f"m{month}"] for month in MONTHS if values[f"m{month}"] is not None}
    if not months and whole is not None:
        return {(category, month): part for month, part in zip(MONTHS, spread(whole), strict=True)}
    entered = {(category, month): value for month, value in months.items()}
    if whole is not None:
        after = {**{key: value for key, value in amounts.items() if key[0] == category}, **entered}
        if sum(after.values(), ZERO) != whole:
            raise BusinessError(_("the months add up to another amount than the year"))
    return entered


def spread(whole: Decimal) -> list[Decimal]:
    """100 over twelve months are eleven times 8.33 and 8.37: the parts make the whole."""
    part = (whole * 100 // len(MONTHS)) / 100
    return [part] * (len(MONTHS) - 1) + [whole - part * (len(MONTHS) - 1)]


EXPENSE_BUDGETS = ImportSpec(
    kind="expense_budget",
    label=gettext_lazy("Expense budgets"),
    icon="wallet",
    permission=prepares_budgets,
    save_batch=import_budgets,
    help=gettext_lazy(
        "One row for each category; department and year are the key. A draft is made or changed; a budget in force is "
        "revised first. An empty month leaves what is there, “-” means 0."
    ),
    leads_to="expense-budget-list",
    columns=(
        ImportColumn(
            "department",
            pgettext_lazy("expense budget", "department code"),
            required=True,
            parse=code(20),
            aliases=("部门编码", "部门代码"),
            example="east",
        ),
        ImportColumn(
            "year",
            gettext_lazy("year"),
            required=True,
            parse=whole_number,
            aliases=("年度", "年份", "年"),
            example="2027",
        ),
        ImportColumn(
            "category",
            pgettext_lazy("expense", "category"),
            required=True,
            parse=choice(ExpenseCategory.choices),
            aliases=("费用类别", "类别"),
        ),
        *(
            ImportColumn(
                f"m{month}",
                month_label(month),
                parse=amount_or_dash,
                aliases=(f"{month}月", f"{month}月份"),
            )
            for month in MONTHS
        ),
        ImportColumn(
            "whole", pgettext_lazy("column", "Whole year"), parse=amount_or_dash, aliases=("全年预算", "全年")
        ),
    ),
)
