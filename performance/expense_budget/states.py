"""How an expense budget stands, what may follow, and what money is spent for."""

from typing import Any

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ExpenseBudgetStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In approval")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded")
    DISCARDED = "discarded", _("Discarded")


class ExpenseCategory(models.TextChoices):
    TRAVEL = "travel", pgettext_lazy("expense", "Travel")
    ENTERTAINMENT = "entertainment", pgettext_lazy("expense", "Entertainment")
    PROMOTION = "promotion", pgettext_lazy("expense", "Market promotion")
    OTHER = "other", pgettext_lazy("expense", "Other expenses")


# A budget names these three, if with 0 (EXP-02, 002-1 §13.2).
NAMED = (ExpenseCategory.TRAVEL, ExpenseCategory.ENTERTAINMENT, ExpenseCategory.PROMOTION)
MONTHS = range(1, 13)


def month_label(month: int) -> Any:
    """1月 above a column."""
    return format_lazy(_("Month {number}"), number=month)


EXPENSE_BUDGET_TRANSITIONS: dict[str, list[str]] = {
    ExpenseBudgetStatus.DRAFT: [ExpenseBudgetStatus.SUBMITTED, ExpenseBudgetStatus.DISCARDED],
    ExpenseBudgetStatus.SUBMITTED: [
        ExpenseBudgetStatus.APPROVED,
        ExpenseBudgetStatus.REJECTED,
        ExpenseBudgetStatus.DRAFT,
    ],
    ExpenseBudgetStatus.APPROVED: [ExpenseBudgetStatus.SUPERSEDED],
}
PREPARED = (ExpenseBudgetStatus.DRAFT, ExpenseBudgetStatus.SUBMITTED)
