"""The addresses of refunds."""

from django.urls import path

from orders.refund.free_views import CustomerFreeMoney
from orders.refund.views import RefundDetail, RefundEdit, RefundList
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("refunds", "refund", list=RefundList, detail=RefundDetail, edit=RefundEdit),
    path("customers/<int:pk>/free-money/", CustomerFreeMoney.as_view(), name="customer-free-money"),
]
