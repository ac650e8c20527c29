"""The addresses of deliveries."""

from django.urls import path

from orders.delivery.tab_views import ContractDeliveries, CustomerDeliveryTab, OrderDeliveryTab
from orders.delivery.views import DeliveryDetail, DeliveryEdit, DeliveryList, delivery_pdf, stock_issue_pdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("deliveries", "delivery", list=DeliveryList, detail=DeliveryDetail, edit=DeliveryEdit),
    path("deliveries/<int:pk>/pdf/", delivery_pdf, name="delivery-pdf"),
    path("deliveries/<int:pk>/pdf/plain/", delivery_pdf, {"prices": False}, name="delivery-pdf-plain"),
    path("deliveries/<int:pk>/stock-issue/pdf/", stock_issue_pdf, name="stock-issue-pdf"),
    path("orders/<int:pk>/deliveries/", register_list(OrderDeliveryTab).as_view(), name="order-deliveries"),
    path("customers/<int:pk>/deliveries/", register_list(CustomerDeliveryTab).as_view(), name="customer-deliveries"),
    path("contracts/<int:pk>/deliveries/", register_list(ContractDeliveries).as_view(), name="contract-deliveries"),
]
