"""Addresses of expense claims."""

from django.urls import path

from performance.expense_claim.views import (
    ExpenseClaimCreate,
    ExpenseClaimDetail,
    ExpenseClaimEdit,
    ExpenseClaimList,
    ExpenseClaimPdf,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("expense-claims/<int:pk>/pdf/", ExpenseClaimPdf.as_view(), name="expense-claim-pdf"),
    *document_urls(
        "expense-claims",
        "expense-claim",
        list=ExpenseClaimList,
        detail=ExpenseClaimDetail,
        create=ExpenseClaimCreate,
        edit=ExpenseClaimEdit,
    ),
]
