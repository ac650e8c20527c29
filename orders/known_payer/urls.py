"""The addresses of known payers."""

from orders.known_payer.views import KnownPayerCreate, KnownPayerEdit, KnownPayerList
from salesmgmt.core.web.urls import document_urls

urlpatterns = document_urls(
    "known-payers", "known-payer", list=KnownPayerList, create=KnownPayerCreate, edit=KnownPayerEdit
)
