"""Addresses of expense budgets."""

from django.urls import path

from performance.expense_budget.views import (
    ExpenseBudgetCreate,
    ExpenseBudgetDetail,
    ExpenseBudgetEdit,
    ExpenseBudgetList,
    ExpenseBudgetPdf,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("expense-budgets/<int:pk>/pdf/", ExpenseBudgetPdf.as_view(), name="expense-budget-pdf"),
    *document_urls(
        "expense-budgets",
        "expense-budget",
        list=ExpenseBudgetList,
        detail=ExpenseBudgetDetail,
        create=ExpenseBudgetCreate,
        edit=ExpenseBudgetEdit,
    ),
]
