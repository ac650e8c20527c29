"""The addresses of our bank accounts and the layouts of their files."""

from orders.bank_account.views import (
    BankAccountCreate,
    BankAccountEdit,
    BankAccountList,
    BankProfileCreate,
    BankProfileEdit,
    BankProfileList,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls(
        "bank-accounts", "bank-account", list=BankAccountList, create=BankAccountCreate, edit=BankAccountEdit
    ),
    *document_urls(
        "bank-profiles", "bank-profile", list=BankProfileList, create=BankProfileCreate, edit=BankProfileEdit
    ),
]
