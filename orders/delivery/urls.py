"""Addresses of plan release, production, inspection and delivery."""

from django.urls import path

from orders.delivery.tab_views import CustomerDeliveryTab, OrderDeliveryTab
from orders.delivery.views import DeliveryDetail, DeliveryEdit, DeliveryList, delivery_pdf, stock_issue_pdf
from orders.inspection.views import InspectionDetail, InspectionList
from orders.plan.tab_views import PlanReleaseTab
from orders.plan.views import PlanReleaseDetail, PlanReleaseEdit, PlanReleaseList, plan_pdf
from orders.production.tab_views import ProductionTab
from orders.production.views import ProductionDetail, ProductionList, stock_entry_pdf
from salesmgmt.core.registry import register_list
from salesmgmt.core.web.urls import document_urls

for tab in (PlanReleaseTab, ProductionTab, OrderDeliveryTab, CustomerDeliveryTab):
    register_list(tab)

urlpatterns = [
    *document_urls(
        "plan-releases", "plan-release", list=PlanReleaseList, detail=PlanReleaseDetail, edit=PlanReleaseEdit
    ),
    *document_urls("productions", "production", list=ProductionList, detail=ProductionDetail),
    *document_urls("inspections", "inspection", list=InspectionList, detail=InspectionDetail),
    *document_urls("deliveries", "delivery", list=DeliveryList, detail=DeliveryDetail, edit=DeliveryEdit),
    path("plan-releases/<int:pk>/pdf/", plan_pdf, name="plan-release-pdf"),
    path("deliveries/<int:pk>/pdf/", delivery_pdf, name="delivery-pdf"),
    path("deliveries/<int:pk>/pdf/plain/", delivery_pdf, {"prices": False}, name="delivery-pdf-plain"),
    path("deliveries/<int:pk>/stock-issue/pdf/", stock_issue_pdf, name="stock-issue-pdf"),
    path("inspections/<int:pk>/entries/<int:entry>/pdf/", stock_entry_pdf, name="stock-entry-pdf"),
    path("orders/<int:pk>/plans/", PlanReleaseTab.as_view(), name="order-plans"),
    path("orders/<int:pk>/productions/", ProductionTab.as_view(), name="order-productions"),
    path("orders/<int:pk>/deliveries/", OrderDeliveryTab.as_view(), name="order-deliveries"),
    path("customers/<int:pk>/deliveries/", CustomerDeliveryTab.as_view(), name="customer-deliveries"),
]
