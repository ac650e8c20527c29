"""The addresses of orders."""

from django.urls import path

from orders.order.tab_views import ContractOrders, CustomerOrders
from orders.order.views import OrderCreate, OrderDetail, OrderEdit, OrderList, order_pdf, order_pdf_plain
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    *document_urls("orders", "order", list=OrderList, detail=OrderDetail, create=OrderCreate, edit=OrderEdit),
    path("orders/<int:pk>/pdf/", order_pdf, name="order-pdf"),
    path("orders/<int:pk>/pdf/without-prices/", order_pdf_plain, name="order-pdf-plain"),
    path("customers/<int:pk>/orders/", register_list(CustomerOrders).as_view(), name="customer-orders"),
    path("contracts/<int:pk>/orders/", register_list(ContractOrders).as_view(), name="contract-orders"),
]
