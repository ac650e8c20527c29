"""Addresses of payment batches, payee accounts and layouts of payment files."""

from django.urls import path

from performance.expense_batch.layout_views import PayoutLayoutCreate, PayoutLayoutEdit, PayoutLayoutList
from performance.expense_batch.payee_views import PayeeAccountCreate, PayeeAccountEdit, PayeeAccountList
from performance.expense_batch.views import (
    ClaimsToPay,
    ExpenseBatchDetail,
    ExpenseBatchList,
    expense_batch_file,
    expense_batch_pdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("expense-batches/to-pay/", register_list(ClaimsToPay).as_view(), name="claims-to-pay"),
    path("expense-batches/<int:pk>/pdf/", expense_batch_pdf, name="expense-batch-pdf"),
    path("expense-batches/<int:pk>/file/<int:layout>/", expense_batch_file, name="expense-batch-file"),
    *document_urls("expense-batches", "expense-batch", list=ExpenseBatchList, detail=ExpenseBatchDetail),
    *document_urls(
        "payee-accounts", "payee-account", list=PayeeAccountList, create=PayeeAccountCreate, edit=PayeeAccountEdit
    ),
    *document_urls(
        "payout-layouts", "payout-layout", list=PayoutLayoutList, create=PayoutLayoutCreate, edit=PayoutLayoutEdit
    ),
]
