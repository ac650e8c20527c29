"""Addresses of sales plans."""

from django.urls import path

from performance.plan.views import (
    PlanBreakdownPdf,
    SalesPlanCreate,
    SalesPlanDetail,
    SalesPlanEdit,
    SalesPlanList,
    SalesPlanTargets,
)
from salesmgmt.core.web.urls import document_urls

urlpatterns = [
    path("sales-plans/<int:pk>/targets/", SalesPlanTargets.as_view(), name="sales-plan-targets"),
    path("sales-plans/<int:pk>/pdf/", PlanBreakdownPdf.as_view(), name="sales-plan-pdf"),
    *document_urls(
        "sales-plans",
        "sales-plan",
        list=SalesPlanList,
        detail=SalesPlanDetail,
        create=SalesPlanCreate,
        edit=SalesPlanEdit,
    ),
]
