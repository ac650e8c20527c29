"""Addresses of plan release, production, inspection and delivery."""

from django.urls import path

from orders.views.delivery import DeliveryDetail, DeliveryEdit, DeliveryList, delivery_pdf
from orders.views.plan_release import PlanReleaseDetail, PlanReleaseEdit, PlanReleaseList, plan_pdf
from orders.views.production import InspectionDetail, InspectionList, ProductionDetail, ProductionList
from salesmgmt.core.web.urls import document_urls

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
]
