"""The addresses of bank lines and of the pool."""

from django.urls import path

from orders.bank_match.views import (
    BankLineDetail,
    BankLineList,
    MoneyClaims,
    StatementLines,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("bank-statements/<int:pk>/lines/", register_list(StatementLines).as_view(), name="bank-statement-lines"),
    path("money-claims/", register_list(MoneyClaims).as_view(), name="money-claim-list"),
    *document_urls("bank-lines", "bank-line", list=BankLineList, detail=BankLineDetail),
]
