"""The addresses of demand notices, orders and order changes."""

from django.urls import path

from orders.demand import views as demand
from orders.order import tab_views as order_tabs
from orders.order import views as order
from orders.order_change import views as order_change
from orders.supply import views as supply
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for page in (order_tabs.CustomerOrders, order_tabs.ContractOrders):
    register_list(page)

urlpatterns = [
    *document_urls(
        "demands", "demand",
        list=demand.DemandList, detail=demand.DemandDetail, create=demand.DemandCreate, edit=demand.DemandEdit,
    ),
    path("demands/<int:pk>/pdf/", demand.demand_pdf, name="demand-pdf"),
    path("demands/<int:pk>/pdf/without-prices/", demand.demand_pdf_plain, name="demand-pdf-plain"),
    path("supply-checks/<int:pk>/pdf/", supply.supply_pdf, name="supply-check-pdf"),
    *document_urls(
        "orders", "order", list=order.OrderList, detail=order.OrderDetail, create=order.OrderCreate, edit=order.OrderEdit
    ),
    path("orders/<int:pk>/pdf/", order.order_pdf, name="order-pdf"),
    path("orders/<int:pk>/pdf/without-prices/", order.order_pdf_plain, name="order-pdf-plain"),
    *document_urls(
        "order-changes", "order-change",
        list=order_change.OrderChangeList, detail=order_change.OrderChangeDetail,
        create=order_change.OrderChangeCreate, edit=order_change.OrderChangeEdit,
    ),
    path("order-changes/<int:pk>/pdf/", order_change.order_change_pdf, name="order-change-pdf"),
    path("customers/<int:pk>/orders/", order_tabs.CustomerOrders.as_view(), name="customer-orders"),
    path("contracts/<int:pk>/orders/", order_tabs.ContractOrders.as_view(), name="contract-orders"),
]  # fmt: skip
