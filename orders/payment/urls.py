"""The addresses of customer payments."""

from django.urls import path

from orders.payment.tab_views import ContractPayments, CustomerPayments
from orders.payment.views import PaymentCreate, PaymentDetail, PaymentEdit, PaymentList
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("contracts/<int:pk>/payments/", register_list(ContractPayments).as_view(), name="contract-payments"),
    path("customers/<int:pk>/payments/", register_list(CustomerPayments).as_view(), name="customer-payments"),
    *document_urls(
        "payments", "payment", list=PaymentList, detail=PaymentDetail, create=PaymentCreate, edit=PaymentEdit
    ),
]
