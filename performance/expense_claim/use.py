"""What claims have used of budgets and campaigns: one place for every page, paper and check (EXP-03, EXP-09)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from performance.expense_budget.models import ExpenseBudget, ExpenseBudgetLine
from performance.expense_budget.states import MONTHS, ExpenseCategory
from performance.expense_claim.models import ExpenseLine
from performance.expense_claim.rules import Standing, use_ratio
from salesmgmt.core.domain.settings import policy
from salesmgmt.core.money import ZERO

if TYPE_CHECKING:
    from decimal import Decimal

    from customers.campaign.models import Campaign
    from performance.expense_claim.models import ExpenseClaim
    from salesmgmt.core.models import Unit


def used_by_category(budget: ExpenseBudget) -> dict[str, Decimal]:
    """``{category: sum}`` of what approved claims of the department have used in the budget's year (EXP-03)."""
    return ExpenseLine.objects.approved().of_budget(budget.department, budget.year).sums("category")


@dataclass(frozen=True)
class Cell:
    """Budget and use of a category in a month or a year."""

    label: str
    budget: Decimal
    used: Decimal
    under_way: Decimal

    @property
    def remaining(self) -> Decimal:
        return self.budget - self.used - self.under_way

    @property
    def ratio(self) -> Decimal | None:
        return use_ratio(self.used, self.budget)

    @property
    def bar(self) -> int:
        """The width of the bar in per cent, full from 100 on."""
        ratio = self.ratio
        return min(int(ratio * 100), 100) if ratio is not None else (100 if self.used else 0)

    @property
    def tone(self) -> str:
        if self.remaining < 0:
            return "bad"
        return "warn" if self.ratio is not None and self.ratio >= policy().expense_warning_percent / 100 else "good"


def use_of(budget: ExpenseBudget) -> list[tuple[Cell, list[Cell]]]:
    """``[(the category in the year, its twelve months)]``, the categories that have a budget or were used (EXP-03)."""
    planned: dict = defaultdict(lambda: ZERO)
    for line in budget.lines.all():
        planned[line.category, line.month] = line.amount
    rows = ExpenseLine.objects.of_budget(budget.department, budget.year)
    used = rows.approved().sums("category", "date__month")
    coming = rows.under_way().sums("category", "date__month")
    found = []
    for category in ExpenseCategory:
        months = [
            Cell(
                str(month),
                planned[category, month],
                used.get((category, month), ZERO),
                coming.get((category, month), ZERO),
            )
            for month in MONTHS
        ]
        if (category in {key for key, _month in planned}) or any(each.used or each.under_way for each in months):
            found.append((_sum_of(str(category.label), months), months))
    return found


def _sum_of(label: str, cells: list[Cell]) -> Cell:
    return Cell(
        label,
        sum((each.budget for each in cells), ZERO),
        sum((each.used for each in cells), ZERO),
        sum((each.under_way for each in cells), ZERO),
    )


def standings_of(
    department: Unit | None, year: int, asked: dict[str, Decimal], *, but: int = 0, upto: int = 12
) -> list:
    """A Standing for every category; ``but`` is the claim that is left out, because it is what is asked."""
    lines = ExpenseBudgetLine.objects.filter(
        budget__department=department, budget__year=year, budget__status=ExpenseBudget.Status.APPROVED
    )
    budgets: dict = defaultdict(lambda: ZERO)
    for category, amount in lines.filter(month__lte=upto).values_list("category", "amount"):
        budgets[category] += amount
    rows = ExpenseLine.objects.exclude(claim=but).filter(date__month__lte=upto)
    rows = rows.of_budget(department, year) if department else rows.none()
    used, coming = rows.approved().sums("category"), rows.under_way().sums("category")
    return [
        Standing(
            str(category),
            year,
            budgets[category],
            used.get(category, ZERO),
            coming.get(category, ZERO),
            asked.get(category, ZERO),
        )
        for category in ExpenseCategory
    ]


def standing_of_claim(claim: ExpenseClaim) -> list[Standing]:
    """What the claim asks against what its department's budgets have left, by year and category (EXP-03).

    The claim itself is counted once, as what is asked. By setting the budget of the year counts, or that up to the
    month of the expense; without an approved budget there is nothing to spend.
    """
    asked: dict = defaultdict(lambda: defaultdict(lambda: ZERO))
    latest: dict = defaultdict(int)
    for line in claim.lines.all():
        asked[line.date.year][line.category] += line.amount
        latest[line.date.year] = max(latest[line.date.year], line.date.month)
    whole = policy().expense_budget_span == "year"
    found = []
    for year in sorted(asked):
        upto = 12 if whole else latest[year]
        rows = standings_of(claim.department, year, asked[year], but=claim.pk, upto=upto)
        found += [each for each in rows if each.asked]
    return found


def in_words(standings: list[Standing]) -> str:
    """10,000.00 − approved 9,000.00 − on the way 0.00 = 1,000.00 < 1,000.01, line by line."""
    return "\n".join(
        _(
            "%(year)d %(category)s: %(budget)s − approved %(approved)s − on the way %(coming)s = %(left)s %(sign)s %(asked)s"
        )
        % {
            "year": each.year,
            "category": ExpenseCategory(each.category).label,
            "budget": f"{each.budget:,.2f}",
            "approved": f"{each.approved:,.2f}",
            "coming": f"{each.under_way:,.2f}",
            "left": f"{each.remaining:,.2f}",
            "sign": "<" if each.is_over else "≥",
            "asked": f"{each.asked:,.2f}",
        }
        for each in standings
    )


@dataclass(frozen=True)
class CampaignCost:
    budget: Decimal | None
    spent: Decimal
    under_way: Decimal

    @property
    def ratio(self) -> Decimal | None:
        return use_ratio(self.spent, self.budget)

    @property
    def bar(self) -> int:
        return min(int(self.ratio * 100), 100) if self.ratio is not None else 0


def cost_of_campaign(campaign: Campaign) -> CampaignCost:
    """What a campaign has cost by approved claims, beside its budget: 4,500 of 5,000 is 90 % (EXP-09)."""
    rows = ExpenseLine.objects.filter(campaign=campaign)
    return CampaignCost(campaign.budget, rows.approved().total(), rows.under_way().total())
