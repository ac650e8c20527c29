"""The annual expense budget of a sales department (年度销售费用预算), by category and month."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from performance.expense_budget.querysets import ExpenseBudgetQuerySet
from performance.expense_budget.states import (
    EXPENSE_BUDGET_TRANSITIONS,
    PREPARED,
    ExpenseBudgetStatus,
    ExpenseCategory,
)
from salesmgmt.core.models.document import Document, StatusField, status_trigger
from salesmgmt.core.money import ZERO, MoneyField


class ExpenseBudget(Document):
    """What a department may spend in a year (EXP-01). A revision is a new version; the former one stays (EXP-04)."""

    KIND = "expense_budget"
    TRANSITIONS = EXPENSE_BUDGET_TRANSITIONS
    EDITABLE = (ExpenseBudgetStatus.DRAFT,)
    ENDED = (ExpenseBudgetStatus.REJECTED, ExpenseBudgetStatus.SUPERSEDED, ExpenseBudgetStatus.DISCARDED)
    STEPPER = (ExpenseBudgetStatus.DRAFT, ExpenseBudgetStatus.SUBMITTED, ExpenseBudgetStatus.APPROVED)
    SNAPSHOT_LINES = ("lines",)

    Status = ExpenseBudgetStatus

    status = StatusField(Status)
    department = models.ForeignKey(
        "core.Unit", models.PROTECT, related_name="expense_budgets", verbose_name=_("department")
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    reason = models.TextField(pgettext_lazy("expense budget", "reason of the revision"), blank=True)
    remark = models.TextField(_("remark"), blank=True)
    amount = MoneyField(pgettext_lazy("expense budget", "total"), default=ZERO, editable=False)
    # Who heads the department: decides who sees the budget.
    responsible_person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=pgettext_lazy("expense budget", "responsible"),
    )

    objects = ExpenseBudgetQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "department", "-version"]
        verbose_name = _("expense budget")
        verbose_name_plural = _("expense budgets")
        triggers = [status_trigger(EXPENSE_BUDGET_TRANSITIONS)]
        constraints = [
            # EXP-01: one in force per department and year, and one on its way to replace it.
            models.UniqueConstraint(
                fields=["department", "year"],
                condition=Q(status=ExpenseBudgetStatus.APPROVED),
                name="expense_budget_in_force_once",
            ),
            models.UniqueConstraint(
                fields=["department", "year"],
                condition=Q(status__in=PREPARED),
                name="expense_budget_prepared_once",
                violation_error_message=_("A budget of this department and year is being prepared already."),
            ),
        ]

    @property
    def title(self):
        return f"{self.department} {self.year} V{self.version}"

    @property
    def responsible(self):
        return self.responsible_person or self.created_by


class ExpenseBudgetLine(models.Model):
    """What may be spent for a category in a month (EXP-02)."""

    budget = models.ForeignKey(
        ExpenseBudget, models.CASCADE, related_name="lines", verbose_name=_("expense budget"), db_index=False
    )
    category = models.CharField(pgettext_lazy("expense", "category"), max_length=14, choices=ExpenseCategory)
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    amount = MoneyField(_("amount"))

    class Meta:
        ordering = ["category", "month"]
        verbose_name = _("line of the expense budget")
        verbose_name_plural = _("lines of the expense budget")
        constraints = [
            models.UniqueConstraint(fields=["budget", "category", "month"], name="expense_budget_line_once"),
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="expense_budget_month"),
        ]

    def __str__(self):
        return f"{self.get_category_display()} {self.month}"
