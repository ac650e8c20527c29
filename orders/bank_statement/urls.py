"""The addresses of bank statements."""

from orders.bank_statement.views import BankStatementDetail, BankStatementList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls("bank-statements", "bank-statement", list=BankStatementList, detail=BankStatementDetail)
