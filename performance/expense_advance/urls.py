"""Addresses of advances."""

from performance.expense_advance.views import (
    ExpenseAdvanceCreate,
    ExpenseAdvanceDetail,
    ExpenseAdvanceEdit,
    ExpenseAdvanceList,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "expense-advances",
    "expense-advance",
    list=ExpenseAdvanceList,
    detail=ExpenseAdvanceDetail,
    create=ExpenseAdvanceCreate,
    edit=ExpenseAdvanceEdit,
)
