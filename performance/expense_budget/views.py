"""Pages of expense budgets (EXP-01 to EXP-04)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views import View

from performance.expense_budget.filters import ExpenseBudgetFilters
from performance.expense_budget.forms import ExpenseBudgetForm
from performance.expense_budget.models import ExpenseBudget
from performance.expense_budget.papers import budget_pdf
from performance.expense_budget.permissions import can_edit_budget, can_revise_budget
from performance.expense_budget.preparing import (
    amounts_of,
    by_category,
    create_budget,
    last_year_of,
    revise_budget,
    source_of,
    submit_budget,
    update_budget,
    used_last_year,
)
from performance.expense_budget.states import MONTHS, ExpenseCategory
from performance.expense_budget.tables import ExpenseBudgetTable
from salesmgmt.core.money import ZERO
from salesmgmt.core.web.detail import Action, DetailPage, Fact
from salesmgmt.core.web.forms import CreatePage, EditPage, ReasonForm
from salesmgmt.core.web.issued import pdf_response
from salesmgmt.core.web.lists import ListPage, Preset


class ExpenseBudgetList(ListPage):
    model = ExpenseBudget
    table_class = ExpenseBudgetTable
    filterset_class = ExpenseBudgetFilters
    create_url = "expense-budget-create"
    presets = (Preset(_("All"), ""), Preset(_("In force"), f"status={ExpenseBudget.Status.APPROVED}"))
    empty_title = _("No expense budgets yet")
    empty_text = _("Each sales department prepares one a year; the general manager approves it.")

    @classmethod
    def base_queryset(cls, user):
        return super().base_queryset(user).select_related("department", "responsible_person", "created_by")


class ExpenseBudgetDetail(DetailPage):
    model = ExpenseBudget
    related = ("department", "responsible_person", "created_by")
    template_name = "performance/expense_budget/detail.html"
    pdf_links = ((_("Expense budget"), "expense-budget-pdf", lambda user, budget: True),)
    actions = (
        Action(
            "submit",
            _("Submit for approval"),
            can_edit_budget,
            submit_budget,
            to=ExpenseBudget.Status.SUBMITTED,
            style="primary",
            icon="send",
        ),
        Action(
            "revise",
            pgettext_lazy("expense budget", "Revise"),
            can_revise_budget,
            revise_budget,
            form=ReasonForm,
            icon="edit",
            goto=lambda made, budget: made.get_absolute_url(),
        ),
    )

    def title(self, obj):
        return f"{obj.department} {obj.year}"

    def subtitle(self, obj):
        return f"{obj.number} · V{obj.version}"

    def can_edit(self, user, obj):
        return can_edit_budget(user, obj)

    def facts(self, obj):
        return [
            (_("Department"), obj.department.name),
            (_("Year"), str(obj.year)),
            (_("Version"), str(obj.version)),
            (pgettext_lazy("expense budget", "Total"), obj.amount),
            (pgettext_lazy("expense budget", "Responsible"), obj.responsible_person),
            *([Fact(_("Reason of the revision"), obj.reason, wide=True)] if obj.reason else []),
            *([Fact(_("Remark"), obj.remark, wide=True)] if obj.remark else []),
        ]

    def extra_context(self, obj):
        amounts, former = amounts_of(obj), source_of(obj)
        sums, before = by_category(obj), by_category(former) if former else {}
        last = last_year_of(obj)
        year_before, used = by_category(last) if last else {}, used_last_year(obj)
        named = [each for each in ExpenseCategory if each in {*sums, *before, *year_before, *used}]
        rows = [
            (
                category.label,
                [amounts.get((category, month)) for month in MONTHS],
                sums.get(category),
                before.get(category),
                sums.get(category, ZERO) - before.get(category, ZERO),
                year_before.get(category),
                used.get(category),
            )
            for category in named
        ]
        total = [sum((of.get(each, ZERO) for each in named), ZERO) for of in (sums, before, year_before, used)]
        versions = ExpenseBudget.objects.visible_to(self.request.user).of(obj.department, obj.year)
        return {
            "months": list(MONTHS),
            "may_import": can_edit_budget(self.request.user, obj),
            "rows": rows,
            "by_month": [sum((amounts.get((each, month)) or ZERO for each in named), ZERO) for month in MONTHS],
            "total": total,
            "former": former,
            "last": last,
            "last_year": obj.year - 1,
            "has_used": bool(used),
            "versions": versions.select_related("created_by").order_by("-version"),
        }


class _Table:
    """What the pages of the form share: the table of amounts stands below the first fields."""

    model = ExpenseBudget
    form_class = ExpenseBudgetForm
    template_name = "performance/expense_budget/form.html"

    def get_context_data(self, obj, form, lines, **extra):
        return {**super().get_context_data(obj, form, lines, **extra), "months": list(MONTHS)}


class ExpenseBudgetCreate(_Table, CreatePage):
    create = create_budget


class ExpenseBudgetEdit(_Table, EditPage):
    update = update_budget
    may_edit = can_edit_budget


class ExpenseBudgetPdf(View):
    """F-33."""

    def get(self, request, pk):
        rows = ExpenseBudget.objects.visible_to(request.user).select_related("department", "created_by")
        budget = get_object_or_404(rows, pk=pk)
        return pdf_response(budget_pdf(budget), f"{budget.number}.pdf")
