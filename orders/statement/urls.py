"""The addresses of statements of account."""

from django.urls import path

from orders.statement.tab_views import CustomerStatements
from orders.statement.views import (
    StatementCreate,
    StatementDetail,
    StatementList,
    StatementRuns,
    account_print,
    statement_pdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("customers/<int:pk>/account/print/", account_print, name="customer-account-print"),
    path("customers/<int:pk>/statements/", register_list(CustomerStatements).as_view(), name="customer-statements"),
    path("statements/runs/", StatementRuns.as_view(), name="statement-runs"),
    *document_urls("statements", "statement", list=StatementList, detail=StatementDetail, create=StatementCreate),
    path("statements/<int:pk>/pdf/", statement_pdf, name="statement-pdf"),
]
