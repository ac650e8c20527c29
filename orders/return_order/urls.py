"""The addresses of returns."""

from django.urls import path

from orders.return_order.tab_views import CustomerReturns, DeliveryReturns, OrderReturns
from orders.return_order.views import (
    ReturnCreate,
    ReturnDetail,
    ReturnEdit,
    ReturnList,
    ReturnListEdit,
    return_list_pdf,
    return_permit_pdf,
    return_reason_pdf,
)
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("returns", "return", list=ReturnList, detail=ReturnDetail, create=ReturnCreate, edit=ReturnEdit),
    path("returns/<int:pk>/list/", ReturnListEdit.as_view(), name="return-lines"),
    path("returns/<int:pk>/reason/pdf/", return_reason_pdf, name="return-reason-pdf"),
    path("returns/<int:pk>/list/pdf/", return_list_pdf, name="return-list-pdf"),
    path("returns/<int:pk>/permit/pdf/", return_permit_pdf, name="return-permit-pdf"),
    path("customers/<int:pk>/returns/", register_list(CustomerReturns).as_view(), name="customer-returns"),
    path("orders/<int:pk>/returns/", register_list(OrderReturns).as_view(), name="order-returns"),
    path("deliveries/<int:pk>/returns/", register_list(DeliveryReturns).as_view(), name="delivery-returns"),
]
