"""The addresses of bank lines, of the pool, and of known payers."""

from django.urls import path

from orders.bank_match.views import (
    BankLineDetail,
    BankLineList,
    KnownPayerCreate,
    KnownPayerEdit,
    KnownPayerList,
    MoneyClaims,
    StatementLines,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("bank-statements/<int:pk>/lines/", register_list(StatementLines).as_view(), name="bank-statement-lines"),
    path("money-claims/", register_list(MoneyClaims).as_view(), name="money-claim-list"),
    *document_urls("bank-lines", "bank-line", list=BankLineList, detail=BankLineDetail),
    *document_urls("known-payers", "known-payer", list=KnownPayerList, create=KnownPayerCreate, edit=KnownPayerEdit),
]
