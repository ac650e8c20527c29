"""A budget is prepared, submitted, approved and revised (EXP-01, EXP-02, EXP-04)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_budget.permissions import can_edit_budget, can_prepare_budget, can_revise_budget
from performance.expense_budget.rules import cut_too_far, missing_categories
from performance.expense_budget.states import ExpenseCategory
from salesmgmt.core import audit, registry
from salesmgmt.core.domain import approvals
from salesmgmt.core.domain.edits import recorded
from salesmgmt.core.domain.numbering import next_number
from salesmgmt.core.domain.todo import close_tasks
from salesmgmt.core.exceptions import BusinessError
from salesmgmt.core.models import Unit, User
from salesmgmt.core.money import ZERO, cents
from salesmgmt.core.permissions import Role
from salesmgmt.core.state import change, lock, move, require

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Any

    from salesmgmt.core.models import ApprovalRound

DRAFTED = "expense_budget_draft"
# {(category, month): amount}
Amounts = dict[tuple[str, int], "Decimal"]


@transaction.atomic
def create_budget(user: User, department: Unit, year: int, amounts: Amounts, remark: str = "") -> ExpenseBudget:
    """The budget of a department for a year as a draft; one at a time is on its way (EXP-01)."""
    lock(Unit, department.pk)
    require(can_prepare_budget(user, department))
    _refuse_second(department, year)
    return open_budget(user, department, year, amounts, remark=remark)


def open_budget(user: User | None, department: Unit, year: int, amounts: Amounts, **fields: Any) -> ExpenseBudget:
    """The row and its lines, in the version that follows; the caller has asked whether it may be."""
    last = ExpenseBudget.objects.of(department, year).aggregate(last=Max("version"))["last"] or 0
    budget = ExpenseBudget.objects.create(
        number=next_number(ExpenseBudget.KIND),
        created_by=user,
        department=department,
        year=year,
        version=last + 1,
        responsible_person=head_of(department) or user,
        **fields,
    )
    _write_lines(budget, amounts)
    audit.record(budget, user, gettext_noop("Created"), to_status=budget.status)
    return budget


def head_of(department: Unit) -> User | None:
    """Who heads a department: its sales manager, of the company itself the director; None where nobody does."""
    people = User.objects.with_role(Role.MGR, Role.DIR).filter(unit=department).order_by("username")
    return people.first()


def _refuse_second(department: Unit, year: int) -> None:
    words = {"department": department, "year": year}
    if ExpenseBudget.objects.of(department, year).prepared().exists():
        raise BusinessError(_("A budget of %(department)s for %(year)d is being prepared already.") % words)
    if ExpenseBudget.objects.of(department, year).in_force().exists():
        raise BusinessError(_("%(department)s has a budget for %(year)d in force: revise it.") % words)


@transaction.atomic
def update_budget(pk: int, user: User, amounts: Amounts, **fields: Any) -> ExpenseBudget:
    """Change a draft; department and year stay."""
    budget = lock(ExpenseBudget, pk, "department")
    require(can_edit_budget(user, budget))
    fields.pop("department", None)
    fields.pop("year", None)
    with recorded(budget, user):
        change(budget, user, gettext_noop("Edited"), **fields)
        _write_lines(budget, amounts)
    return budget


def _write_lines(budget: ExpenseBudget, amounts: Amounts) -> None:
    ExpenseBudgetLine.objects.filter(budget=budget).delete()
    ExpenseBudgetLine.objects.bulk_create(
        [
            ExpenseBudgetLine(budget=budget, category=category, month=month, amount=cents(amount))
            for (category, month), amount in sorted(amounts.items())
        ]
    )
    budget.amount = sum((cents(amount) for amount in amounts.values()), ZERO)
    budget.save(update_fields=["amount", *budget.touched_fields()])


def amounts_of(budget: ExpenseBudget) -> Amounts:
    """``{(category, month): amount}`` of a budget's lines."""
    return {(line.category, line.month): line.amount for line in budget.lines.all()}


def by_category(budget: ExpenseBudget) -> dict[str, Decimal]:
    """What the budget gives each category it names, in the year."""
    return dict(budget.lines.order_by().values_list("category").annotate(sum=Sum("amount")))


@transaction.atomic
def revise_budget(pk: int, user: User, comment: str) -> ExpenseBudget:
    """The next version of a budget in force, as a draft with the same amounts; the old one stays in force till then
    (EXP-04)."""
    former = lock(ExpenseBudget, pk, "department")
    require(can_revise_budget(user, former))
    if not comment.strip():
        raise BusinessError(_("Say what changed in the market or in sales."))
    lock(Unit, former.department_id)
    if ExpenseBudget.objects.of(former.department, former.year).prepared().exists():
        raise BusinessError(
            _("A budget of %(department)s for %(year)d is being prepared already.")
            % {"department": former.department, "year": former.year}
        )
    return open_budget(
        user, former.department, former.year, amounts_of(former), reason=comment.strip(), remark=former.remark
    )


def check_budget(budget: ExpenseBudget, user: User) -> None:
    """Before the submission: the three named categories, and nothing below what is used (EXP-02, EXP-04)."""
    given = by_category(budget)
    missing = missing_categories(given)
    if missing:
        names = "、".join(str(ExpenseCategory(each).label) for each in missing)
        raise BusinessError(
            _("The budget says nothing of: %(names)s. Enter 0 where nothing is planned.") % {"names": names}
        )
    used = used_of(budget)
    for category in cut_too_far(given, used):
        raise BusinessError(
            _("%(category)s: %(used)s is used already; the budget cannot be less.")
            % {"category": ExpenseCategory(category).label, "used": f"¥{used[category]:,.2f}"}
        )


def used_of(budget: ExpenseBudget) -> dict[str, Decimal]:
    """What approved claims of the department have used in the year, by category."""
    return registry.fact("expense_budget", "used", budget)


# draft → submitted, by the approval engine, which locks the row.
submit_budget = approvals.submit_of(ExpenseBudget)


def on_submitted(budget: ExpenseBudget, round_: ApprovalRound, user: User) -> None:
    close_tasks(budget, DRAFTED, user)


def end_former(budget: ExpenseBudget, step: Any, user: User, data: dict) -> None:
    """Before the agreement, in its transaction: one budget is in force per department and year, the former stays visible."""
    for former in ExpenseBudget.objects.of(budget.department, budget.year).in_force().exclude(pk=budget.pk):
        move(lock(ExpenseBudget, former.pk), ExpenseBudget.Status.SUPERSEDED, user, comment=str(budget))


def last_year_of(budget: ExpenseBudget) -> ExpenseBudget | None:
    """The budget that was in force for the department in the year before; None where there was none."""
    return ExpenseBudget.objects.of(budget.department, budget.year - 1).in_force().first()


def used_last_year(budget: ExpenseBudget) -> dict[str, Decimal]:
    """What the department used in the year before, category by category, also without a budget."""
    return used_of(ExpenseBudget(department=budget.department, year=budget.year - 1))


def source_of(budget: ExpenseBudget) -> ExpenseBudget | None:
    """The version before this one that was or is in force; None for the first."""
    rows = ExpenseBudget.objects.of(budget.department, budget.year).filter(version__lt=budget.version)
    kept = (ExpenseBudget.Status.APPROVED, ExpenseBudget.Status.SUPERSEDED)
    return rows.filter(status__in=kept).order_by("-version").first()
